"""
Load the lexicon: one meaning, one entry, all languages. Rules say the entry's name, never a raw pattern.

Patterns run on RE2 only, on one sentence at a time: `^` and `$` are its ends. In a pattern a blank stands for optional
white space in Korean and for some white space in English, a blank with a question mark for optional white space in
both; `…` stands for up to 40 characters of the same sentence; `<startup>`, `<strong>` and the other tokens of
rules.marks.PATTERN_TOKENS stand for a party by role. English patterns start at a word's beginning and ignore case.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import re2
from pydantic import BaseModel, ConfigDict

from rules import strict_yaml
from rules.encoded import POINT, Encoded
from rules.errors import RuleError
from rules.gaps import Alternatives
from rules.marks import PATTERN_TOKENS
from rules.polite import politely
from rules.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ingest.document import Span

FOLDER = Path(__file__).parent / "lexicon"
_DOTS = {r"\.": f"[.{POINT}]", "[0-9.": f"[0-9.{POINT}", "[0-9,.": f"[0-9,.{POINT}", r"[\d,.": rf"[\d,.{POINT}"}
"""How a pattern writes a full stop that may be a decimal point, and what stands for both."""
MOST_PATTERNS = 1_000
"""Patterns of one entry with all it includes: entries that include each other twice over would grow without end."""
_GAP = r"[^\n.;]{0,40}?"


class EntryFile(BaseModel):
    """
    Describe one entry of a lexicon file: what it means, how it is said, and what only looks like it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    meaning: str
    ko: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    """Longer wordings (Korean form) that contain a hit but mean something else; a hit inside one does not count."""
    includes: tuple[str, ...] = ()
    """Other entries whose wordings count here too."""
    by_reference: bool = False
    """What a defined term stands for, or the clause referred to, says it for the sentence as well (rules/carried.py)."""


@dataclass(frozen=True, eq=False)
class Entry:
    """
    Hold one meaning with the compiled ways to say it; every entry is known by itself alone.
    """

    name: str
    patterns: tuple[str, ...]
    but_not: tuple[str, ...]
    by_reference: bool = False
    includes: tuple[str, ...] = ()

    @cached_property
    def said(self) -> Alternatives:
        """
        Give the ways to say it.
        """
        return Alternatives(self.patterns)

    @cached_property
    def _look_alike(self) -> Alternatives:
        return Alternatives(self.but_not)

    def find(self, text: str) -> tuple[Span, ...]:
        """
        Find every place in a text where this is said, look-alikes left out.
        """
        return self.find_in(*alone(text))

    def find_in(self, sieve: Sieve, number: int, text: Encoded) -> tuple[Span, ...]:
        """
        Find the places in one of the texts that a sieve knows, whose number is given.
        """
        among = sieve.places(self.said).among(number)
        found = tuple(text.spans(self.said, among)) if among else ()
        if not found or not self.but_not:
            return found
        others = list(text.spans(self._look_alike, sieve.places(self._look_alike).among(number)))
        return tuple(span for span in found if not any(other.covers(span) for other in others))

    def compile(self) -> None:
        """
        Compile everything that finding may need.

        Raises:
            re2.error: a pattern is not RE2.

        """
        for alternatives in (self.said, self._look_alike):
            alternatives.compile()


def alone(text: str) -> tuple[Sieve, int, Encoded]:
    """
    Prepare a text that stands by itself for finding many entries in it: what `Entry.find_in` takes.
    """
    return Sieve([text]), 0, Encoded(text)


def _pattern(written: str, blank: str, start: str) -> str:
    # Few of the ten thousand patterns name a party or hold a full stop.
    for token, marks in PATTERN_TOKENS.items() if "<" in written else ():
        written = written.replace(token, marks)
    for dotted, pointed in _DOTS.items() if "." in written else ():
        written = written.replace(dotted, pointed)
    written = written.replace(" ?", r"\s*").replace(" ", blank)
    return start + "(?:" + written.replace("…", _GAP) + ")"


def _own_patterns(entry: EntryFile) -> tuple[str, ...]:
    korean = tuple(_pattern(politely(written), r"\s*", "") for written in entry.ko)
    english = tuple(
        _pattern(written, r"\s+", r"(?i)" if _starts_with_mark(written) else r"(?i)\b")
        for pattern in entry.en
        for written in _alternatives(pattern)
    )
    return korean + english


def _alternatives(written: str) -> Iterator[str]:
    """
    Cut a pattern at its outermost bars where one of its alternatives starts with a party: no word begins there.
    """
    if "|<" not in written and "|(?:<" not in written:
        yield written
        return
    depth, start = 0, 0
    for at, letter in enumerate(written):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield written[start:at]
            start = at + 1
    yield written[start:]


def _starts_with_mark(written: str) -> bool:
    return written.startswith(("<", "(?:<"))


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Mapping[str, Entry]:
    """
    Load every entry of a folder.

    Raises:
        RuleError: a file is malformed, or a name is given twice.

    """
    files: dict[str, EntryFile] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, content in _mapping(path).items():
            if name in files:
                raise RuleError(path.name, f"lexicon entry {name!r} is given twice")
            files[name] = EntryFile.model_validate(content)
    return {name: _entry(name, files) for name in files}


def verify(entries: Mapping[str, Entry]) -> None:
    """
    Compile every pattern at once; else each is compiled when it is first asked for, as few agreements need them all.

    Raises:
        RuleError: a pattern is not RE2.

    """
    for entry in entries.values():
        try:
            entry.compile()
        except re2.error as wrong:
            raise RuleError(entry.name, f"a pattern is not RE2: {wrong}") from wrong


def _mapping(path: Path) -> dict[str, object]:
    content = strict_yaml.load(path)
    if not isinstance(content, dict):
        raise RuleError(path.name, "a lexicon file is a mapping of names to entries")
    return content


def _entry(name: str, files: Mapping[str, EntryFile]) -> Entry:
    patterns = _closure(name, files, ())
    look_alikes = tuple(_pattern(politely(written), r"\s*", "(?i)") for written in files[name].but_not)
    return Entry(name, patterns, look_alikes, files[name].by_reference, files[name].includes)


def _closure(name: str, files: Mapping[str, EntryFile], seen: tuple[str, ...]) -> tuple[str, ...]:
    if name not in files:
        raise RuleError(seen[-1] if seen else name, f"includes unknown lexicon entry {name!r}")
    if name in seen:
        raise RuleError(name, "lexicon entries include each other in a circle")
    own = _own_patterns(files[name])
    whole = own + tuple(pattern for other in files[name].includes for pattern in _closure(other, files, (*seen, name)))
    if len(whole) > MOST_PATTERNS:
        raise RuleError(name, f"says more than {MOST_PATTERNS} patterns with all that it includes")
    return whole
