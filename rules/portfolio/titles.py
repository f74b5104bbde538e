"""
Find what a column holds by its title: exact words first, then the same words in another order or with a slip of the pen.

A title that fits two columns equally, or none, is left unread and told; nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import re2

from rules.portfolio import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rules.portfolio.vocabulary import Kind

How = Literal["exact", "similar", "ambiguous", "unknown"]
_BRACKETS = re2.compile(r"[(\[（［<{]([^()\[\]（）［］<>{}]*)[)\]）］>}]")
_WORDS = re2.compile(r"[a-z]+|[0-9]+|[가-힣ㄱ-ㅎ]+")
_HANGUL = re2.compile(r"[가-힣]")
FILLERS = frozenset(
    {
        "the",
        "of",
        "a",
        "an",
        "in",
        "to",
        "for",
        "at",
        "our",
        "is",
        "by",
        "as",
        "and",
        "per",
        "with",
        "pct",
        "percent",
        "percentage",
        "rate",
        "value",
        "y",
        "n",
        "yes",
        "no",
        "krw",
        "usd",
        "won",
        "mn",
        "bn",
        "million",
        "billion",
        "thousand",
        "m",
        "k",
        "x",
        "times",
    }
)
"""English words that decide nothing in a title; they are left out where a title is not known word for word."""
MARKS = ("당사", "현재", "최근", "최종", "해당", "각", "본", "기준", "년월", "여부")
"""Korean words beside a title that do not change what it means."""
ALIKE = 0.9
"""How alike two titles must be (share of letters in common order) to be taken for a slip of the pen."""
LEAST_LETTERS = 5
UNITS: Mapping[str, float] = {
    "원": 1, "krw": 1, "won": 1, "₩": 1, "천원": 1e3, "krwthousand": 1e3, "krwk": 1e3, "kkrw": 1e3, "krw000": 1e3, "krw1000": 1e3,
    "만원": 1e4, "십만원": 1e5, "백만원": 1e6, "백만": 1e6, "krwmillion": 1e6, "krwmn": 1e6, "krwm": 1e6, "mkrw": 1e6, "mnkrw": 1e6,
    "krwmm": 1e6, "mmkrw": 1e6, "millionkrw": 1e6, "millionwon": 1e6, "wonmillion": 1e6, "krwinmillions": 1e6,
    "inmillionsofkrw": 1e6, "inmillionsofwon": 1e6, "inkrwmillions": 1e6, "krwmillions": 1e6, "inkrwmillion": 1e6,
    "천만원": 1e7, "억원": 1e8, "억": 1e8, "krw100m": 1e8, "krw100million": 1e8, "krwbillion": 1e9, "krwbn": 1e9, "bnkrw": 1e9,
    "krwb": 1e9, "billionkrw": 1e9, "billionwon": 1e9, "십억원": 1e9, "십억": 1e9, "조원": 1e12, "조": 1e12,
    "krwtn": 1e12, "krwtrillion": 1e12, "krwtrn": 1e12,
}  # fmt: skip
"""What one of a unit of money is in won."""
FOREIGN: Mapping[str, float] = {
    "usd": 1, "us$": 1, "$": 1, "달러": 1, "미달러": 1, "usdk": 1e3, "usdthousand": 1e3, "천달러": 1e3, "usdm": 1e6,
    "usdmn": 1e6, "usdmillion": 1e6, "백만달러": 1e6, "musd": 1e6, "usdbn": 1e9, "eur": 1, "유로": 1, "jpy": 1, "엔": 1, "sgd": 1,
    "cny": 1, "eurm": 1e6, "jpym": 1e6,
}  # fmt: skip
PERCENT = frozenset({"%", "％", "퍼센트", "percent", "pct", "%p", "백분율"})
OTHER_UNITS = frozenset(
    {
        "배",
        "x",
        "times",
        "명",
        "주",
        "건",
        "개",
        "년",
        "y/n",
        "yn",
        "o/x",
        "ox",
        "yes/no",
        "yyyy-mm-dd",
        "연",
        "p.a.",
        "pa",
        "세전",
        "vat별도",
        "인",
        "석",
    }
)


@dataclass(frozen=True, slots=True)
class Title:
    """
    Hold what a title says: its bare words, and the unit in brackets or at its end (won a unit, or per cent).

    `currency` is set for foreign money.
    """

    text: str
    key: str
    scale: float | None = None
    currency: str | None = None
    is_percent: bool = False


@dataclass(frozen=True, slots=True)
class Mapped:
    """
    Hold which column a title means and how that was found; `candidates` where it could be several.
    """

    title: Title
    column: str | None
    how: How
    candidates: tuple[str, ...] = ()


def read_title(text: str, beside: str = "") -> Title:
    """
    Take a title apart; `beside` is what a row of units under the titles says of the column.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    notes = [found.group(1) for found in _BRACKETS.finditer(folded)]
    bare = _BRACKETS.sub(" ", folded)
    tail = [part for mark in ("%", "％") if mark in bare for part in (mark,)]
    scale, currency, is_percent = None, None, False
    for said in [
        *_parts(notes),
        *tail,
        *_parts([unicodedata.normalize("NFKC", beside).casefold()]),
        *_last_words(bare),
    ]:
        unit = "".join(said.split()).removeprefix("단위:").removeprefix("단위").removeprefix("unit:").removeprefix("in")
        scale = scale if scale is not None else UNITS.get(unit, FOREIGN.get(unit))
        currency = currency or (unit if unit in FOREIGN else None)
        is_percent |= unit in PERCENT
    return Title(" ".join(text.split()), _key(bare), scale, currency, is_percent)


def _parts(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield note
        yield from (part.strip() for part in note.replace("/", ",").replace(";", ",").replace(":", ",").split(","))


def _last_words(bare: str) -> Iterator[str]:
    """
    Give the last one and two words of a title: `amount_krw_mn` and "Amount KRW mn" hold their unit so.
    """
    words = _WORDS.findall(bare)
    for count in (2, 1):
        if len(words) > count:
            yield "".join(words[-count:])


def _key(bare: str) -> str:
    words = _WORDS.findall(bare)
    return " ".join(words) if not _HANGUL.search(bare) else "".join(words)


def map_titles(titles: Sequence[Title], kind: Kind) -> list[Mapped]:
    """
    Map the titles of a table to the columns of a kind; two titles for one column leave both unread.
    """
    mapped = [_map(title, kind) for title in titles]
    return [_settled(one, mapped, kind) for one in mapped]


def _settled(one: Mapped, mapped: Sequence[Mapped], kind: Kind) -> Mapped:
    if one.column is None or kind.columns[one.column].many:
        return one
    rivals = [other for other in mapped if other.column == one.column and other is not one]
    exact = [other for other in (one, *rivals) if other.how == "exact"]
    if not rivals or (one.how == "exact" and len(exact) == 1):
        return one
    return Mapped(one.title, None, "ambiguous", (one.column,))


def _map(title: Title, kind: Kind) -> Mapped:
    if not title.key:
        return Mapped(title, None, "unknown")
    for how, known, key in (
        ("exact", _known(kind)[0], title.key.replace(" ", "")),
        ("exact", _known(kind)[1], _bag(title.key)),
        ("similar", _known(kind)[0], _plain(title.key)),
    ):
        columns = known.get(key, ())
        if len(columns) == 1:
            return Mapped(title, columns[0], "exact" if how == "exact" else "similar")
        if columns:
            return Mapped(title, None, "ambiguous", columns)
    by_language = {column for part in _languages(title.key) for column in _known(kind)[0].get(part, ())}
    if len(by_language) == 1:
        return Mapped(title, by_language.pop(), "similar")
    near = tuple(dict.fromkeys(_near(title.key.replace(" ", ""), kind)))
    if len(near) == 1:
        return Mapped(title, near[0], "similar")
    return Mapped(title, None, "ambiguous" if near else "unknown", near)


def _languages(key: str) -> Iterator[str]:
    """
    Give the Korean and the English words of a title that says it in both.
    """
    words = _WORDS.findall(key)
    korean = "".join(word for word in words if _HANGUL.search(word))
    english = "".join(word for word in words if word.isascii() and not word.isdigit())
    if korean and english:
        yield from (korean, english)


def _plain(key: str) -> str:
    """
    Give a Korean title without words that do not change what it means.
    """
    plain = key.replace(" ", "")
    for mark in MARKS:
        plain = plain.removeprefix(mark).removesuffix(mark)
    return plain


def _bag(key: str) -> str:
    """
    Give the telling English words of a title in the order of the alphabet; nothing for a Korean one.
    """
    if _HANGUL.search(key):
        return ""
    return " ".join(sorted({_stem(word) for word in key.split() if word not in FILLERS}))


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word  # noqa: PLR2004 (is, us)


def _near(key: str, kind: Kind) -> Iterator[str]:
    if len(key) < LEAST_LETTERS:
        return
    for known, columns in _known(kind)[0].items():
        can_be = abs(len(known) - len(key)) <= 1 and known[-1] == key[-1] and len(known) >= LEAST_LETTERS
        if can_be and SequenceMatcher(None, known, key, autojunk=False).ratio() >= ALIKE:
            yield from columns


@lru_cache(maxsize=16)
def _known_of(name: str) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    kind = vocabulary.load().kinds[name]
    exact: dict[str, dict[str, None]] = {}
    bags: dict[str, dict[str, None]] = {}
    for column, entry in kind.columns.items():
        for written in (column.replace("_", " "), *entry.titles):
            key = _key(unicodedata.normalize("NFKC", written).casefold())
            exact.setdefault(key.replace(" ", ""), {})[column] = None
            if bag := _bag(key):
                bags.setdefault(bag, {})[column] = None
    return ({key: tuple(of) for key, of in exact.items()}, {key: tuple(of) for key, of in bags.items()})


def _known(kind: Kind) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    name = next(name for name, one in vocabulary.load().kinds.items() if one is kind)
    return _known_of(name)
