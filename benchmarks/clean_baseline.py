"""
Run the rule book over official standard contracts, which are meant to be fair: every flag is false or has a reason.

Usage: python -m benchmarks.clean_baseline [--blind] [RULE_ID...]   (needs ../shared/corpus)

Unless --blind, the usual labels of these forms are declared, so that every rule that protects the weaker side runs.
"""

from __future__ import annotations

import sys
from collections import Counter
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ingest import read
from ingest.document import Declaration, DeclaredParty, Role
from ingest.errors import IngestError
from rules import catalog, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.document import Document

ROOT = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
FOLDERS = (
    "ko_standard",
    "ko_forms",
    "en_balanced/beipa",
    "en_balanced/commonpaper",
    "en_balanced/seriesseed",
    "ja_meti",
)
PLAIN = frozenset({".txt", ".md"})
ENDINGS = PLAIN | {".docx", ".pdf"}
SIDES = (
    {"원사업자": Role.CORPORATE, "수급사업자": Role.STARTUP},
    {"공급업자": Role.CORPORATE, "대리점": Role.STARTUP},
    {"가맹본부": Role.CORPORATE, "가맹점사업자": Role.STARTUP},
    {"도급인": Role.CORPORATE, "수급인": Role.STARTUP},
    {"은행": Role.CORPORATE, "채무자": Role.STARTUP},
    {"사업자": Role.CORPORATE, "고객": Role.STARTUP},
    {"사업자": Role.CORPORATE, "이용자": Role.STARTUP},
    {"갑": Role.CORPORATE, "을": Role.STARTUP},
)
"""Labels of the stronger and the weaker side in these forms; the first pair that both occur is declared."""
ALL = slice(None)


def declared(text: str) -> Declaration | None:
    """
    Declare the sides of a form by the labels it uses.
    """
    for pair in SIDES:
        if all(text.count(label) > 1 for label in pair):
            return Declaration(parties=tuple(DeclaredParty(label, "", role) for label, role in pair.items()))
    return None


def _text(content: bytes, name: str) -> str:
    """
    Give the words of a form; a plain text need not be read twice for its labels.
    """
    return content.decode() if PurePath(name).suffix in PLAIN else read(content, name).text


def paths() -> list[Path]:
    """
    List the forms, folder by folder.
    """
    return [
        path for folder in FOLDERS for path in sorted(one for one in (ROOT / folder).iterdir() if one.suffix in ENDINGS)
    ]


def documents(*, blind: bool = False, part: slice = ALL) -> Iterator[Document]:
    """
    Read the forms, or a part of them; one that cannot be read is told.
    """
    for path in paths()[part]:
        content = path.read_bytes()
        try:
            sides = None if blind else declared(_text(content, path.name))
            document = read(content, path.name, sides)
        except IngestError as wrong:
            sys.stderr.write(f"{path.name}: {wrong}\n")
            continue
        yield document


def flags(
    only: frozenset[str] = frozenset(), *, blind: bool = False, part: slice = ALL
) -> list[tuple[str, str, str, str]]:
    """
    Give file, rule, clause and quote of every flag over the baseline, or a part of it.
    """
    book = catalog.load()
    return [
        (document.source.name, one.rule, one.evidence[0].clause, one.evidence[0].quote)
        for document in documents(blind=blind, part=part)
        for one in check(document, book, date(2026, 11, 23)).findings
        if not only or one.rule in only
    ]


def main() -> None:
    """
    Print every flag and the count by rule.
    """
    words = sys.argv[1:]
    found = flags(frozenset(words) - {"--blind"}, blind="--blind" in words)
    for name, rule, clause, quote in found:
        sys.stdout.write(f"{rule}\t{name}\t{clause}\t{' '.join(quote.split())[:160]}\n")
    sys.stdout.write(f"{len(found)} flags {Counter(one[1] for one in found).most_common()}\n")


if __name__ == "__main__":
    main()
