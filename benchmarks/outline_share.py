"""
Report how many articles the outline recognises, beside a plain count of heading lines, for every corpus and format.

Usage: .venv/bin/python benchmarks/outline_share.py [-v] [FOLDER …]   (default: the folders of CORPORA)

Headings are counted by one regular expression a language that knows nothing of the outline: 제n조 with a title in
brackets, with nothing or with a short title; 第n条; Article n, Section n.m and n.m with a capital behind, and n. with
a short title. A line of a table of contents (leaders, a page number, or the same heading again below with text)
is counted by neither side. A heading is found when a clause begins on its line.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ingest.canonical import canonical
from ingest.document import Level
from ingest.errors import IngestError
from ingest.formats import docx, hwp, pdf
from ingest.formats import text as text_format
from ingest.outline import outline, walk

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
READERS = {".txt": text_format, ".md": text_format, ".pdf": pdf, ".docx": docx, ".hwp": hwp}
KOREAN = re.compile(
    r"[ \t\u3000#*|>-]*제\s*\d+\s*조(?:\s?의\s?\d+)?\**\s*"
    r"(?:[(\[【<〔〈（][^)\]】>〕〉）\n]*[)\]】>〕〉）](?!에|의|를|와|은|는|및|,| ?제)|$|[가-힣 ]{2,20}$)"
)
JAPANESE = re.compile(
    r"[ \t\u3000#*|>-]*第\s*[\d０-９一二三四五六七八九十百]+\s*条(?![のにをとはがで、および又]|第|\d|[から]{2})"
)
ENGLISH = re.compile(
    r"\s*\**(?:(?:ARTICLE|Article|SECTION|Section)\s+(?:\d{1,2}(?:\.\d{1,2})*|[IVXL]{1,6})\b\.?(?=\s*[-:–.]?\s*(?:[A-Z“\"]|$))"
    r"|\d{1,2}\.\d{1,2}\.?\s*(?=[A-Z“\"][A-Za-z])|\d{1,2}\.\s*(?=[A-Z][A-Za-z ,&'’/-]{3,50}(?:[.:]|$)))"
)
CONTENTS = re.compile(
    r".*(?:[.·…]{3,}|\s{2,})\s*\d{1,3}\s*$|\s*\d{1,2}\.\d{1,2}\s?[A-Z][^.]{2,70} \d{1,3}$|\s+- 제|.*\]\(#"
)
# The models print 第n条 with its title as a heading and again, right below, in front of the text: one article.
DOUBLED = re.compile(r"#\s*(第\d+条)[^\n]*\n[\s`]*\1[^\n]*$")
KEPT = 16


@dataclass(frozen=True)
class Corpus:
    """
    Name a folder, the endings of its files and the form of its headings.
    """

    folder: Path
    suffixes: tuple[str, ...]
    heading: re.Pattern[str]

    def files(self) -> list[Path]:
        """
        Give the files to measure.
        """
        return sorted(path for path in self.folder.iterdir() if path.suffix.lower() in self.suffixes)


CORPORA = (
    Corpus(CORPUS / "ko_standard", (".txt",), KOREAN),
    Corpus(CORPUS / "ko_forms", (".md", ".hwp", ".docx", ".pdf"), KOREAN),
    Corpus(CORPUS / "en_cuad" / "pdf", (".pdf",), ENGLISH),
    Corpus(CORPUS / "ja_meti", (".md", ".docx"), JAPANESE),
)


def headings_of(text: str, heading: re.Pattern[str]) -> list[str]:
    """
    Give every line that looks like a heading, but for tables of contents.
    """
    lines = [line for line in text.split("\n") if heading.match(line) and not CONTENTS.match(line)]
    if heading is JAPANESE:
        return [line for line in lines if not DOUBLED.search(text[: text.index(line)][-90:] + line[:12])]
    if heading is KOREAN:
        return lines
    again = Counter(map(key, lines))
    return [line for at, line in enumerate(lines) if again[key(line)] < 2 or key(line) not in map(key, lines[at + 1 :])]


def begun(text: str, wraps: tuple[int, ...]) -> tuple[list[str], int]:
    """
    Give the first words of every clause, and how many articles there are.
    """
    found = list(walk(outline(canonical(text, wraps))))
    articles = sum(clause.level is Level.ARTICLE for clause in found)
    return [text[clause.span.start : clause.span.start + 80].split("\n", 1)[0] for clause in found], articles


def key(line: str) -> str:
    """
    Compare lines by their number and the first letters behind it.
    """
    return re.sub(r"[\s*#|>-]", "", line)[:KEPT]


def main() -> None:
    """
    Print one line per file, and one table with the sums per folder and format.
    """
    verbose = "-v" in sys.argv
    asked = [Path(name).resolve() for name in sys.argv[1:] if name != "-v"]
    table: dict[tuple[str, str], Counter[str]] = {}
    for corpus in CORPORA:
        if asked and corpus.folder.resolve() not in asked:
            continue
        for path in corpus.files():
            suffix = path.suffix.lower()
            row = table.setdefault((corpus.folder.relative_to(CORPUS).as_posix(), suffix), Counter())
            measure(path, corpus.heading, row, verbose=verbose)
    print(
        f"\n{'folder':12} {'format':7} {'files':>5} {'headings':>8} {'found':>6} {'share':>8} {'articles':>8} {'refused':>7}"
    )
    for (folder, suffix), row in table.items():
        share = 100 * row["found"] / max(row["headings"], 1)
        print(
            f"{folder:12} {suffix:7} {row['files']:5} {row['headings']:8} {row['found']:6} {share:7.2f}% "
            f"{row['articles']:8} {row['refused']:7}"
        )


@dataclass(frozen=True)
class Compared:
    """
    Hold the headings counted in one file, those that the outline misses, and how many articles it has.
    """

    headings: list[str]
    missed: list[str]
    articles: int


def compare(path: Path, heading: re.Pattern[str]) -> Compared:
    """
    Set the headings of one file beside the clauses of its outline.
    """
    layout = READERS[path.suffix.lower()].read(path.read_bytes())
    expected = headings_of(layout.text, heading)
    found, articles = begun(layout.text, layout.wraps)
    left = Counter(map(key, found))
    missed = []
    for line in expected:
        if left[key(line)]:
            left[key(line)] -= 1
        else:
            missed.append(line)
    return Compared(expected, missed, articles)


def measure(path: Path, heading: re.Pattern[str], row: Counter[str], *, verbose: bool) -> None:
    """
    Measure one file, print its line and add it to the sums.
    """
    row["files"] += 1
    try:
        one = compare(path, heading)
    except IngestError as problem:
        row["refused"] += 1
        print(f"refused ({problem.code})  {path.name}")
        return
    found = len(one.headings) - len(one.missed)
    row.update(headings=len(one.headings), found=found, articles=one.articles)
    print(f"{found:5}/{len(one.headings):<5} articles {one.articles:<5} {path.name}")
    for line in one.missed if verbose else ():
        print("        missed:", line.strip()[:100])


if __name__ == "__main__":
    main()
