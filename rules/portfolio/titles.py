"""
Find what a column holds by its title: exact words first, then the same words in another order or with a slip of the pen.

A title that fits two columns equally, or none, is left unread and told; nothing is guessed.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Literal

import re2

from rules.portfolio import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ingest.document import DeclaredColumn
    from rules.portfolio.vocabulary import Kind

How = Literal["declared", "remembered", "exact", "similar", "ambiguous", "unknown"]
SURENESS: Mapping[str, int] = {"declared": 2, "remembered": 2, "exact": 1}
"""Of titles read as one column, which is it: the one that was said to be, else the one known word for word."""
_BRACKETS = re2.compile(r"[(\[（［<{]([^()\[\]（）［］<>{}]*)[)\]）］>}]")
_WORDS = re2.compile(r"[a-z]+|[0-9]+|[가-힣ㄱ-ㅎ]+")
_HANGUL = re2.compile(r"[가-힣]")
_KOREAN_NUMBER = re2.compile(r"\bno\b")
"""How Korean titles write 번호: 사업자No."""
FILLERS = frozenset({
    "the", "of", "a", "an", "in", "to", "for", "is", "by", "as", "and", "per", "pct", "percent", "percentage", "rate", "value",
    "val", "valuation", "y", "n", "yes", "krw", "usd", "won", "mn", "bn", "million", "billion", "thousand", "m", "k", "x", "times",
    "name", "flag", "annual", "pa",
})  # fmt: skip
"""English words that decide nothing in a title; they are left out where a title is not known word for word."""
GENERIC = frozenset({"", "date", "number", "type", "share", "invest", "overseas"})
"""What titles may come down to that says too little, in other words than the vocabulary's own."""
ALIASES: Mapping[str, str] = {
    "co": "company", "corp": "company", "firm": "company", "reg": "registration", "no": "number", "num": "number",
    "nr": "number", "biz": "business", "amt": "amount", "liq": "liquidation", "pref": "preference", "incorp": "incorporation",
    "inv": "investment", "est": "established", "w": "with", "incl": "with", "including": "with", "inclusive": "with",
    "kind": "type", "category": "type", "on": "date", "at": "date", "day": "date", "bd": "board", "lps": "lp", "mgr": "manager",
    "obligation": "duty", "mandatory": "duty", "ratio": "", "share": "share", "shares": "share", "acquisition": "acquired",
    "disposition": "disposal", "foreign": "overseas", "offshore": "overseas", "account": "vehicle",
}  # fmt: skip
"""Short and other forms of a word in titles."""
ENDINGS = (
    "ations",
    "ation",
    "itions",
    "ition",
    "ments",
    "ment",
    "ings",
    "ing",
    "ed",
    "ions",
    "ion",
    "als",
    "al",
    "ies",
    "es",
    "s",
    "e",
)
"""Endings that words of one meaning in titles differ in: invested, investment, investing."""
STEM = 4
"""Letters that must be left of a word without its ending."""
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "day": ("연월일", "년월일", "년월", "일자", "날짜", "일"),
    "name": ("명칭", "이름", "상호", "명"),
    "share": ("비율", "비중", "율", "률"),
    "money": ("금액", "액"),
    "number": ("개수", "수", "명"),
    "registration": ("번호",),
    "year": ("연도", "년도"),
    "text": ("번호", "코드", "내용", "사항", "내역"),
    "codes": ("해당여부", "소속여부", "여부", "해당", "구분", "유형", "종류", "형태", "방식", "방법", "현황", "분류"),
}
"""Korean endings that do not part two titles of a column of that type: 투자일, 투자일자."""
MARKS = ("당사", "현재", "해당", "각", "본", "연", "총")
"""Korean words beside a title that do not change what it means."""
OTHERWISE = re2.compile(
    r"투자전|취득전|이전|변동|증감|예정|목표|계획|전년|전기|직전|잔액|평가|before|prior|previous|target|plan|change|remaining|balance|forecast"
)
"""Words in brackets after which a title no longer means what it does without them."""
ALIKE = 0.9
"""How alike two titles must be (share of letters in common order) to be taken for a slip of the pen."""
LEAST_LETTERS = 5
LONGEST = 200
"""Letters a title has at most."""
REMEMBERED = 4_000
"""Titles whose reading is kept: the rows of a table are all tried as its head, as each kind of table."""
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

    `full` is the key with what else stands in brackets; `currency` is set for foreign money.
    """

    text: str
    key: str
    full: str
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


@lru_cache(maxsize=REMEMBERED)
def read_title(text: str, beside: str = "") -> Title:
    """
    Take a title apart; `beside` is what a row of units under the titles says of the column.
    """
    if len(text) > LONGEST:
        return Title(text, "", "")
    folded = (
        unicodedata.normalize("NFKC", text).casefold().replace("j&s", "joint several").replace("j/s", "joint several")
    )
    folded = folded.replace("p.a.", " ")
    notes = [found.group(1) for found in _BRACKETS.finditer(folded)]
    bare = _BRACKETS.sub(" ", folded)
    scale, currency, is_percent = None, None, "%" in bare
    telling: list[str] = []
    under = unicodedata.normalize("NFKC", beside).casefold()
    ending = _unit_at_end(bare)
    if ending:
        bare = bare[: bare.rindex(ending[0])]
    for said in [*_parts(notes), *_parts([under]), "".join(ending)]:
        unit = "".join(said.split()).removeprefix("단위").removeprefix("unit").removeprefix("in")
        scale = scale if scale is not None else UNITS.get(unit, FOREIGN.get(unit))
        currency = currency or (unit if unit in FOREIGN else None)
        is_percent |= unit in PERCENT or unit.startswith("%")
        if not (unit in UNITS or unit in FOREIGN or unit in PERCENT or unit in OTHER_UNITS):
            telling.append(said)
    noted = " ".join(part for part in _parts(notes) if part in telling)
    return Title(" ".join(text.split()), _key(bare), _key(f"{bare} {noted}"), scale, currency, is_percent)


def _parts(notes: Sequence[str]) -> Iterator[str]:
    for note in notes:
        yield from (part.strip() for part in note.replace(";", ",").replace(":", ",").split(","))


def _unit_at_end(bare: str) -> list[str]:
    """
    Give the one or two last words of a title that are its unit: `amount_krw_mn`, "Amount KRW mn", "투자금액 백만원".
    """
    words: list[str] = _WORDS.findall(bare)
    for count in (2, 1):
        unit = "".join(words[-count:])
        if len(words) > count and (unit in UNITS or unit in FOREIGN or unit in PERCENT):
            return words[-count:]
    return []


def _key(bare: str) -> str:
    words = _WORDS.findall(bare)
    return " ".join(words) if not _HANGUL.search(bare) else _KOREAN_NUMBER.sub("번호", " ".join(words)).replace(" ", "")


def map_titles(titles: Sequence[Title], kind: Kind, said: Sequence[DeclaredColumn] = ()) -> list[Mapped]:
    """
    Map the titles of a table to the columns of a kind; two titles for one column leave both unread.

    said: what the submitter says of columns, which beats what is read.
    """
    name = _name_of(kind)
    told = _told_of(said, name)
    mapped = [told.get(vocabulary.compact(title.text), partial(_map, name=name))(title) for title in titles]
    return [_settled(one, mapped, kind) for one in mapped]


def _settled(one: Mapped, mapped: Sequence[Mapped], kind: Kind) -> Mapped:
    if one.column is None or kind.columns[one.column].many:
        return one
    rivals = [SURENESS.get(other.how, 0) for other in mapped if other.column == one.column and other is not one]
    if SURENESS.get(one.how, 0) > max(rivals, default=-1):
        return one
    return Mapped(one.title, None, "ambiguous", (one.column,))


def _told_of(said: Sequence[DeclaredColumn], name: str) -> Mapping[str, Callable[[Title], Mapped]]:
    """
    Give what is said of titles in tables of a kind, what is said of that kind before what is said of all.
    """
    known = vocabulary.load().kinds[name].columns
    fitting = [one for one in said if one.table in {None, name} and (one.column is None or one.column in known)]
    return {
        vocabulary.compact(one.title): partial(
            Mapped, column=one.column, how="remembered" if one.remembered else "declared"
        )
        for one in sorted(fitting, key=lambda one: one.table is not None)
    }


@lru_cache(maxsize=REMEMBERED)
def _map(title: Title, name: str) -> Mapped:
    kind = vocabulary.load().kinds[name]
    if not title.key:
        return Mapped(title, None, "unknown")
    for how, found in _found(title, kind):
        columns = _of_unit(found, title, kind)
        if len(columns) == 1:
            return Mapped(title, columns[0], how)
        if columns:
            return Mapped(title, None, "ambiguous", columns)
    near = tuple(dict.fromkeys(_near(title.key.replace(" ", ""), kind)))
    if len(near) == 1:
        return Mapped(title, near[0], "similar")
    return Mapped(title, None, "ambiguous" if near else "unknown", near)


def _of_unit(columns: tuple[str, ...], title: Title, kind: Kind) -> tuple[str, ...]:
    """
    Keep, of several columns, those that the title's unit fits: money for 백만원, a share for %.
    """
    if len(columns) < 2:  # noqa: PLR2004 (nothing to choose)
        return columns
    told = "money" if title.scale is not None else "share" if title.is_percent else None
    fitting = tuple(one for one in columns if kind.columns[one].type == told)
    return fitting or columns


def _found(title: Title, kind: Kind) -> Iterator[tuple[How, tuple[str, ...]]]:
    """
    Look a title up: word for word, in other order and forms, without what does not matter; with its brackets first.
    """
    known = _known(kind)
    keys = dict.fromkeys((title.full, title.key))
    for key in [title.full] if title.full != title.key and OTHERWISE.search(title.full) else keys:
        yield "exact", known.exact.get(key.replace(" ", ""), ())
        yield "similar", known.bags.get(_bag(key), ())
        yield "similar", known.exact.get(_plain(key), ())
        yield "similar", _by_stem(key, known)
    by_language = {column: None for part in _languages(title.text) for column in _in_one(part, known)}
    yield "similar", tuple(by_language)


def _by_stem(key: str, known: Known) -> tuple[str, ...]:
    """
    Look a Korean title up by what is left without an ending that columns of a type may differ in.
    """
    if not _HANGUL.search(key):
        return ()
    plain = _plain(key)
    columns = {}
    for kind, endings in SUFFIXES.items():
        if plain.endswith(endings):
            columns.update(dict.fromkeys(known.stems.get((kind, _stem_of(plain, kind)), ())))
    return tuple(columns)


def _stem_of(key: str, kind: str) -> str:
    for ending in SUFFIXES[kind]:
        if key.endswith(ending) and len(key) > len(ending) + 1:
            return key.removesuffix(ending).removesuffix("의")
    return key


def _languages(text: str) -> Iterator[str]:
    """
    Give the Korean and the English words of a title that says it in both.
    """
    words = _WORDS.findall(_BRACKETS.sub(" ", unicodedata.normalize("NFKC", text).casefold()))
    korean = "".join(word for word in words if _HANGUL.search(word))
    english = " ".join(word for word in words if word.isascii() and not word.isdigit())
    if korean and english:
        yield from (korean, english)


def _in_one(part: str, known: Known) -> tuple[str, ...]:
    """
    Look up what a title says in one of its languages; English words that could be of any column say nothing.
    """
    if _HANGUL.search(part):
        return known.exact.get(part, ())
    bag = _bag(part)
    return () if bag in GENERIC else known.exact.get(part.replace(" ", ""), ()) or known.bags.get(bag, ())


def _plain(key: str) -> str:
    """
    Give a Korean title without words that do not change what it means.
    """
    plain = key.replace(" ", "")
    for mark in MARKS:
        plain = plain.removeprefix(mark)
    return plain


def _bag(key: str) -> str:
    """
    Give the telling English words of a title in the order of the alphabet; nothing for a Korean one.
    """
    if _HANGUL.search(key):
        return ""
    words = (ALIASES.get(word, word) for word in key.split() if word not in FILLERS)
    return " ".join(sorted({_stem(word) for word in words if word}))


def _stem(word: str) -> str:
    return next(
        (
            word.removesuffix(end)
            for end in ENDINGS
            if word.endswith(end) and len(word) - len(end) >= STEM and not word.endswith("ss")
        ),
        word,
    )


def _near(key: str, kind: Kind) -> Iterator[str]:
    # English words a letter apart are often two words: contact date, contract date.
    if len(key) < LEAST_LETTERS or not _HANGUL.search(key):
        return
    for known, columns in _known(kind).exact.items():
        can_be = abs(len(known) - len(key)) <= 1 and known[-1] == key[-1] and len(known) >= LEAST_LETTERS
        if can_be and SequenceMatcher(None, known, key, autojunk=False).ratio() >= ALIKE:
            yield from columns


@dataclass(frozen=True, slots=True)
class Known:
    """
    Hold the titles of a kind's columns: letter by letter, as bags of English words, and by type and Korean stem.
    """

    exact: Mapping[str, tuple[str, ...]]
    bags: Mapping[str, tuple[str, ...]]
    stems: Mapping[tuple[str, str], tuple[str, ...]]


@lru_cache(maxsize=16)
def _known_of(name: str) -> Known:
    exact: dict[str, dict[str, None]] = {}
    bags: dict[str, dict[str, None]] = {}
    stems: dict[tuple[str, str], dict[str, None]] = {}
    for column, entry in vocabulary.load().kinds[name].columns.items():
        kind = entry.type if entry.type in vocabulary.PLAIN_TYPES else "codes"
        for written in (column.replace("_", " "), *entry.titles):
            key = _key(unicodedata.normalize("NFKC", written).casefold())
            exact.setdefault(key.replace(" ", ""), {})[column] = None
            if (bag := _bag(key)) not in GENERIC:
                bags.setdefault(bag, {})[column] = None
            if _HANGUL.search(key):
                stems.setdefault((kind, _stem_of(_plain(key), kind)), {})[column] = None
    return Known(
        {key: tuple(of) for key, of in exact.items()},
        {key: tuple(of) for key, of in bags.items()},
        {key: tuple(of) for key, of in stems.items()},
    )


def _known(kind: Kind) -> Known:
    return _known_of(_name_of(kind))


def _name_of(kind: Kind) -> str:
    return next(name for name, one in vocabulary.load().kinds.items() if one is kind)
