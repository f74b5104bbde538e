"""
Change bytes of good files at random: whatever comes out, the reader never dies of it.
"""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

import ingest
from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.errors import IngestError
from tests.ingest import hostile
from tests.ingest.bundling import TERMS, folder
from tests.ingest.mails import attached, forwarded, mail, part, plain, several

MUTANTS = 60
# Our own failures: late, out of memory, crashed.
FAILURES = range(120, 200)
TABLE = "<w:tbl><w:tr><w:tc>" + hostile.paragraph("칸") + "</w:tc></w:tr></w:tbl>"
SEEDS = {
    ".pdf": hostile.text_pdf(*[(f"Article {number} (Term)", "The parties agree.") for number in range(3)]),
    ".docx": hostile.docx(hostile.paragraph("제1조(목적) 협력한다.") * 5 + TABLE, numbering="<w:abstractNum/>"),
    ".hwpx": hostile.hwpx(hostile.hwpx_paragraph("제1조(목적) 협력한다.") * 5),
    ".txt": "제1조(목적) 협력한다.\n".encode() * 5,
    ".html": b"<!DOCTYPE html><style>.a{color:#fff}</style><p class=a>x</p><ol type=i><li>a<table><tr><td colspan=2>b",
}


def mutate(content: bytes, chance: random.Random) -> bytes:
    """
    Change, drop and repeat some bytes.
    """
    mutant = bytearray(content)
    for _ in range(chance.choice((1, 3, 10))):
        place = chance.randrange(len(mutant))
        kind = chance.randrange(3)
        if kind == 0:
            mutant[place] = chance.randrange(256)
        elif kind == 1 and len(mutant) > 100:
            del mutant[place : place + chance.randrange(1, 40)]
        else:
            mutant[place:place] = mutant[place // 2 : place // 2 + chance.randrange(1, 40)]
    return bytes(mutant)


def mutate_parts(content: bytes, chance: random.Random) -> bytes:
    """
    Change bytes inside the parts of a container, so that the container itself stays whole.
    """
    changed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(changed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, mutate(old.read(name), chance))
    return changed.getvalue()


INNER = mail(several(plain("회신"), attached(b"filename*=euc-kr''%B0%A1.txt", TERMS)), b"=?euc-kr?B?sKE=?=")
TWO_FORMS = several(plain("검토"), part(b"text/html", b"<html><p style=color:#fff>x</html>"), kind=b"alternative")
BUNDLES = {
    ".eml": mail(several(TWO_FORMS, attached(b'filename="=?utf-8?B?6rCA?="', SEEDS[".docx"]), forwarded(INNER))),
    ".zip": folder(
        **{"가/a.txt": TERMS, "b.docx": SEEDS[".docx"], "c.eml": INNER, "d.zip": folder(**{"x.txt": TERMS})}
    ),
}


@pytest.mark.parametrize("suffix", BUNDLES)
def test_no_mutant_kills_the_unpacking(suffix: str) -> None:
    """A damaged bundle is taken apart or refused by a code that speaks of it, and so is every file in it."""
    chance = random.Random(suffix)  # noqa: S311 - the same mutants on every run
    for number in range(MUTANTS):
        try:
            bundle = ingest.unpack(mutate(BUNDLES[suffix], chance), f"a{suffix}")
        except IngestError as problem:
            assert problem.code not in FAILURES, (number, problem.detail)  # noqa: PT017 - most mutants are taken apart
            continue
        refusals = [entry.refusal for entry in bundle.manifest if entry.refusal] if bundle else []
        assert not [refusal.code for refusal in refusals if refusal.code in FAILURES], number


@pytest.mark.parametrize("suffix", SEEDS)
def test_no_mutant_kills_the_reader(suffix: str) -> None:
    """A damaged file is read or refused by a code that speaks of the file, never by one that speaks of us."""
    chance = random.Random(suffix)  # noqa: S311 - the same mutants on every run
    for number in range(MUTANTS):
        is_inside = suffix in {".docx", ".hwpx"} and number % 2
        mutant = (mutate_parts if is_inside else mutate)(SEEDS[suffix], chance)
        try:
            read_caged(mutant, suffix, DEFAULT_LIMITS)
        except IngestError as problem:
            assert problem.code not in FAILURES, (number, problem.detail)  # noqa: PT017 - most mutants are read
