"""
Load how the lexicon's meanings are said in Japanese: rules/lexicon/japanese/*.yaml, one list of patterns an entry.

Read only when the first Japanese agreement is judged, and run on Japanese agreements alone. The notation is that of
Korean patterns: a blank is optional white space, `…` up to 40 characters of the same sentence, `<strong>` a party.
A pattern that starts with `not: ` is a longer wording that only looks like the meaning.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rules import lexicon, strict_yaml
from rules.errors import RuleError
from rules.marks import PATTERN_TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parent / "lexicon" / "japanese"
_LOOK_ALIKE = "not: "
_GAP = r"(?:[^\n。;]|。\)){0,40}?"
_NO_PARTY = r"(?:[^\n。;\x{e001}-\x{e00a}]|。\)){0,60}?"


def wording(entry: lexicon.Entry) -> lexicon.Entry | None:
    """
    Give the Japanese form of an entry of the lexicon, or nothing where it has none yet.
    """
    return load().get(entry.name)


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Mapping[str, lexicon.Entry]:
    """
    Load the Japanese forms of every entry that has one.

    Raises:
        RuleError: a file is malformed, names an entry that the lexicon does not hold, or gives one twice.

    """
    known = lexicon.load()
    written: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for name, patterns in _read(path).items():
            if name not in known:
                raise RuleError(path.name, f"unknown lexicon entry {name!r}")
            if name in written:
                raise RuleError(path.name, f"lexicon entry {name!r} is given twice")
            written[name] = patterns
    found: dict[str, lexicon.Entry] = {}
    for name, entry in known.items():
        said = [one for own in _closure(name, known) for one in written.get(own, ()) if not one.startswith(_LOOK_ALIKE)]
        others = [one.removeprefix(_LOOK_ALIKE) for one in written.get(name, ()) if one.startswith(_LOOK_ALIKE)]
        if said:
            found[name] = lexicon.Entry(
                name, tuple(map(_pattern, said)), tuple(map(_pattern, others)), by_reference=entry.by_reference
            )
    return found


def _closure(name: str, known: Mapping[str, lexicon.Entry]) -> Iterator[str]:
    yield name
    for other in known[name].includes:
        yield from _closure(other, known)


def _read(path: Path) -> dict[str, tuple[str, ...]]:
    content = strict_yaml.load(path)
    if not isinstance(content, dict) or not all(
        isinstance(patterns, list) and all(isinstance(one, str) for one in patterns) for patterns in content.values()
    ):
        raise RuleError(path.name, "a Japanese lexicon file is a mapping of entry names to lists of patterns")
    return {str(name): tuple(patterns) for name, patterns in content.items()}


def _pattern(written: str) -> str:
    for token, marks in (PATTERN_TOKENS | {"<gap>": _NO_PARTY}).items():
        written = written.replace(token, marks)
    return "(?i)(?:" + written.replace(" ", r"\s*").replace("…", _GAP) + ")"
