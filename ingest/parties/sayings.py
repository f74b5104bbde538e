"""
Weigh the sentences that speak of a party: what it does, what it is called beside its label.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.parties.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.document import Role

_MOST_HITS: Final = 3
_LEAST_APPOSED: Final = 3
_APPOSED: Final = 3.0
_LABEL: Final = "{label}"
# How far before a label a word for its role may end: 중소기업에 해당하는 "갑".
_BEFORE: Final = 30
_IS: Final = ("인", "으로서", "으로서의", "에 해당하는", "である")
_KOREAN, _JAPANESE, _LATIN = range(3)
_SCRIPTS: Final = (late.pattern("[가-힣]"), late.pattern("[ぁ-んァ-ヶ一-龥]"))

Saying = tuple[re.Pattern[str], float]


def places_of(labels: Sequence[str], text: str) -> list[tuple[int, int, int]]:
    """
    Give every place of a label: where it begins, where it ends with its quotes, and the script that follows.
    """
    either = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    found = re.finditer(f"(?:{either})[\"']?", text)
    return [
        (one.start(), one.end(), _script(text[one.end() : one.end() + 2]))
        for one in found
        if not re.match("[가-힣A-Za-z]", text[max(0, one.start() - 1) : one.start()])
    ]


def _script(behind: str) -> int:
    """
    Tell in which script the sentence goes on behind a label.
    """
    first = behind.strip()[:1]
    return next((script for script, letters in enumerate(_SCRIPTS) if letters.match(first)), _LATIN)


def said(role: Role, places: Sequence[tuple[int, int, int]], text: str) -> float:
    """
    Weigh what the text says at these places for a role; each phrase counts a few times at most.
    """
    total = _APPOSED * min(_MOST_HITS, len(_apposed_at(role, places, text)))
    for script, sayings in enumerate(_sayings(role)):
        ends = [end for _, end, follows in places if follows == script]
        total += sum(score * _hits(tail, ends, text) for tail, score in sayings)
    return total


def _hits(tail: re.Pattern[str], ends: Sequence[int], text: str) -> int:
    """
    Count the labels behind which a phrase goes on, up to the most that count; one that lies in another counts once.
    """
    hits = reach = 0
    for end in ends:
        found = tail.match(text, end) if end >= reach else None
        if found:
            hits, reach = hits + 1, found.end()
            if hits == _MOST_HITS:
                break
    return hits


def _apposed_at(role: Role, places: Sequence[tuple[int, int, int]], text: str) -> list[tuple[int, int, int]]:
    """
    Give the places where a word for the role stands before the label: 스타트업인 "갑", 벤처기업으로서 "갑".
    """
    telling = _telling(role)
    return [place for place in places if _before(text[max(0, place[0] - _BEFORE) : place[0]], telling)]


def _before(words: str, telling: tuple[str, ...]) -> bool:
    """
    Tell whether words end in a word for the role and a form of "to be".
    """
    kept = words.rstrip("\"'").rstrip(" ")
    return any(kept.endswith(being) and kept.removesuffix(being).endswith(telling) for being in _IS)


@cache
def _telling(role: Role) -> tuple[str, ...]:
    """
    Give the words that say a role clearly.
    """
    return tuple(word for word, weight in lexicon().labels[role].items() if weight >= _LEAST_APPOSED)


@cache
def _sayings(role: Role) -> tuple[tuple[Saying, ...], ...]:
    """
    Compile what may follow a label, by the script in which it begins.
    """
    telling = "|".join(sorted(map(re.escape, _telling(role)), key=len, reverse=True))
    by_script: tuple[list[Saying], ...] = ([], [], [])
    if telling:
        being = rf"(?:은|는|이|가) (?:[^.\n]{{0,30}} )?(?:{telling})(?:으로서|이며|이고|이다|에 해당)"
        by_script[_KOREAN].append((late.pattern(being), _APPOSED))
    for phrase, score in lexicon().phrases[role]:
        tail = phrase.removeprefix(_LABEL)
        found = [script for script, letters in enumerate(_SCRIPTS) if letters.search(tail)] or [_LATIN]
        for script in (_KOREAN, _JAPANESE, _LATIN) if tail.startswith("[^") else found:
            by_script[script].append((late.pattern(tail), score))
    return tuple(map(tuple, by_script))
