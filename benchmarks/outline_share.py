"""
Report how many 조 the outline recognises, beside a plain count of heading lines.

Usage: .venv/bin/python benchmarks/outline_share.py [-v] [FOLDER …]   (default: ko_standard and ko_forms of the shared corpus)

A heading line begins with 제n조 and goes on with a title in brackets, with nothing, or with a short title; it is counted
by one regular expression that knows nothing of the outline. A line in a table of contents (the same heading comes
again below, with text) is counted by neither side.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ingest.canonical import canonical
from ingest.document import Level
from ingest.formats import text as text_format
from ingest.outline import outline, walk

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
HEADING = re.compile(
    r"^[ \t\u3000#*|>-]*제\s*\d+\s*조(?:\s?의\s?\d+)?\**\s*(?:[(\[【<〔〈（][^)\]】>〕〉）\n]*[)\]】>〕〉）](?!에|의|를|와|은|는|및|,| ?제)|$|[가-힣 ]{2,20}$)"
)
OUTLINE_OF_CONVERTER = re.compile(r"^\s+- 제")


def heading_lines(content: str) -> list[str]:
    """
    Give every line that looks like the heading of a 조, but for the converter's table of contents.
    """
    return [
        line.strip() for line in content.split("\n") if HEADING.match(line) and not OUTLINE_OF_CONVERTER.match(line)
    ]


def recognised(content: str) -> list[str]:
    """
    Give the first words of every 조 of the outline.
    """
    layout = text_format.read(content.encode())
    tree = outline(canonical(layout.text, layout.wraps))
    found = [clause for clause in walk(tree) if clause.level is Level.ARTICLE]
    return [layout.text[clause.span.start : clause.span.end].split("\n", 1)[0].strip() for clause in found]


def key(line: str) -> str:
    """
    Compare lines by their number and the first letters behind it.
    """
    return re.sub(r"[\s*#|>-]", "", line)[:12]


def main() -> None:
    """
    Print one line per file and the sums.
    """
    verbose = "-v" in sys.argv
    folders = [Path(name) for name in sys.argv[1:] if name != "-v"] or [CORPUS / "ko_standard", CORPUS / "ko_forms"]
    total = missed_total = 0
    without = []
    for path in sorted(path for folder in folders for path in folder.glob("*") if path.suffix in {".txt", ".md"}):
        content = path.read_text(encoding="utf-8")
        expected = heading_lines(content)
        found = recognised(content)
        if not expected:
            without.append(f"{path.name} ({len(found)} articles otherwise)")
            continue
        left = [key(line) for line in found]
        missed = []
        for line in expected:
            if key(line) in left:
                left.remove(key(line))
            else:
                missed.append(line)
        total += len(expected)
        missed_total += len(missed)
        more = len(found) - len(expected) + len(missed)
        print(f"{len(expected) - len(missed):5}/{len(expected):<5} +{more:<4} {path.name}")
        if verbose:
            for line in missed:
                print("        missed:", line[:100])
            for line in found:
                if key(line) in left:
                    print("        more:  ", line[:100])
    print(
        f"recognised {total - missed_total} of {total} heading lines: {100 * (total - missed_total) / max(total, 1):.2f} %"
    )
    print("without article headings:", *without, sep="\n  ")


if __name__ == "__main__":
    main()
