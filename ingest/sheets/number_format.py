"""
Show a number the way a spreadsheet does under its number format, and tell formats that show something else.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31; the formats of Korean Excel stand for the numbers without a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

from ingest import late
from ingest.sheets.dates import show_date
from ingest.sheets.korean_numerals import spell

# Excel keeps fifteen digits of a number and shows no more than this under "General".
KEPT_DIGITS: Final = 15
LONGEST_CODE: Final = 255
MOST_DECIMALS: Final = 30
_PIECE: Final = late.pattern(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<blank>.)|\*(?P<filled>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/표준)|(?P<digits>[0#?]+)|(?P<exponent>E[+-])"
    r"|(?P<day>AM/PM|A/P|am/pm|오전/오후|y+|m+|d+|h+|s+|a{3,4}|e+|g+|b+)|(?P<other>.)",
    re.DOTALL | re.IGNORECASE,
)
_ELAPSED: Final = late.pattern(r"h+|m+|s+", re.IGNORECASE)
_CONDITION: Final = late.pattern(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_CURRENCY: Final = late.pattern(r"\$([^-]*)(?:-.*)?")
_COLOUR: Final = late.pattern(
    r"(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|빨강|파랑|검정)$", re.IGNORECASE
)
_SIGNED: Final = late.pattern(r"[-−–△▲▽▼(]|감소|손실|음수|마이너스")
_NUMBER_END: Final = late.pattern(r"\d[\d.,]*$")
_DATE_PART: Final = late.pattern(r"[-./]?\d")
_NUMBER_START: Final = late.pattern(r"[.,]?\d")


@dataclass(frozen=True, slots=True)
class Piece:
    """
    Hold one piece of a format: its kind ("literal", "digits", "date" …) and what is written.
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """
    Hold one of the up to four parts of a format, with its condition and what colours or numerals it asks for.
    """

    pieces: tuple[Piece, ...]
    condition: tuple[str, Decimal] | None = None
    is_coloured: bool = False
    numerals: str = ""

    @property
    def is_date(self) -> bool:
        """
        Tell whether the section shows a date or a time.
        """
        return any(piece.kind in {"date", "elapsed"} for piece in self.pieces)

    @property
    def shows_value(self) -> bool:
        """
        Tell whether anything of the value is seen.
        """
        return any(piece.kind in {"digits", "general", "date", "elapsed", "text"} for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Shown:
    """
    Hold what is seen of a value; `lies` says that the format shows another figure than is stored.
    """

    text: str
    lies: bool = False
    scale: int = 0


def show_number(value: float, code: str, *, is_1904: bool = False) -> Shown:
    """
    Return what is seen of a number.
    """
    sections = parse(code[:LONGEST_CODE])
    number = exact(value)
    section, drops_sign = _choose(sections, number)
    if section is None:
        return Shown("#" * 8)
    if section.is_date:
        return Shown(show_date(value, section.pieces, is_1904=is_1904).strip(), lies=_writes_date(section.pieces))
    magnitude = abs(number) if drops_sign else number
    text, scale, touched = _render(magnitude, section)
    hides_sign = drops_sign and number < 0 and not section.is_coloured and not _SIGNED.search(text)
    replaced = not section.shows_value and _says_other(text, number, section)
    lost = hides_sign and section.shows_value and any(letter in "123456789" for letter in text)
    return Shown(text.strip(), lies=replaced or touched or lost, scale=scale)


def _says_other(text: str, number: Decimal, section: Section) -> bool:
    """
    Tell whether what stands for a number is a figure, or words for one that is not nothing and was not asked for.
    """
    if any(letter.isdigit() for letter in text):
        return True
    return number != 0 and section.condition is None and any(letter.isalpha() for letter in text)


def _writes_date(pieces: tuple[Piece, ...]) -> bool:
    """
    Tell whether a format writes a part of the date itself: yyyy"-12-31".
    """
    return any(
        one.kind == "date" and other.kind == "literal" and _DATE_PART.match(other.text)
        for one, other in pairwise(pieces)
    )


def show_text(value: str, code: str) -> Shown:
    """
    Return what is seen of words: the fourth section of a format is theirs.
    """
    sections = parse(code[:LONGEST_CODE])
    section = sections[3] if len(sections) > 3 else sections[-1]  # noqa: PLR2004 - the fourth of four
    if not any(piece.kind == "text" for piece in section.pieces):
        if len(sections) < 4:  # noqa: PLR2004 - as above
            return Shown(value)
        text = "".join(piece.text for piece in section.pieces if piece.kind in {"literal", "digits"})
        return Shown(text.strip(), lies=bool(text.strip()))
    text = "".join(value if piece.kind == "text" else piece.text for piece in section.pieces)
    return Shown(text.strip())


def exact(value: float) -> Decimal:
    """
    Return a number with the fifteen digits that spreadsheets keep.
    """
    return Decimal(f"{value:.{KEPT_DIGITS}g}")


@lru_cache(maxsize=512)
def parse(code: str) -> tuple[Section, ...]:
    """
    Cut a format into its sections.
    """
    sections: list[list[re.Match[str]]] = [[]]
    for found in _PIECE.finditer(code):
        if found["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(found)
    return tuple(map(_section, sections[:4]))


def _section(found: list[re.Match[str]]) -> Section:
    pieces: list[Piece] = []
    condition, is_coloured, numerals = None, False, ""
    for each in found:
        if each["bracket"] is None:
            pieces.extend(_piece(each))
            continue
        inside = each["bracket"]
        if said := _CONDITION.match(inside):
            condition = (said[1], Decimal(said[2])) if said[2].count(".") <= 1 and said[2].strip("-.") else None
        elif _ELAPSED.fullmatch(inside):
            pieces.append(Piece("elapsed", inside.lower()))
        elif inside.upper().startswith("DBNUM"):
            numerals = inside[5:6]
        elif currency := _CURRENCY.match(inside):
            pieces.append(Piece("literal", currency[1]))
        is_coloured = is_coloured or bool(_COLOUR.match(inside))
    return Section(_settle(pieces), condition, is_coloured, numerals)


def _piece(found: re.Match[str]) -> list[Piece]:
    """
    Turn one match into a piece; what only fills room shows nothing.
    """
    kind = found.lastgroup
    text = found[kind] if kind else ""
    if kind in {"quoted", "escaped"}:
        return [Piece("literal", text)]
    if kind == "blank":
        return [Piece("literal", " ")]
    if kind == "filled":
        return []
    if kind == "day":
        return [Piece("date", text.lower() if "/" not in text else text)]
    if kind == "other":
        special = {"@": "text", "%": "percent", ".": "point", ",": "comma", "/": "slash"}
        return [Piece(special.get(text, "literal"), text)]
    return [Piece(kind or "literal", text)]


def _settle(pieces: list[Piece]) -> tuple[Piece, ...]:
    """
    Tell letters of a date from words around digits: a format with places for digits is no date, but for seconds.
    """
    digits = [index for index, piece in enumerate(pieces) if piece.kind == "digits"]
    dates = {piece.text[0] for piece in pieces if piece.kind in {"date", "elapsed"}}
    if not digits and not dates:
        return tuple(_literal(pieces, {"point", "comma", "slash"}))
    is_date = bool(dates & set("ymdhsa오")) and all("0" in pieces[index].text and index for index in digits)
    if is_date:
        return tuple(_literal(pieces, {"comma", "slash", "percent", "text", "general"}))
    kinds = {"date"} if any(piece.kind == "slash" for piece in pieces) and len(digits) > 1 else {"date", "slash"}
    return tuple(_literal(pieces, kinds))


def _literal(pieces: list[Piece], kinds: set[str]) -> list[Piece]:
    return [Piece("literal", piece.text) if piece.kind in kinds else piece for piece in pieces]


def _choose(sections: tuple[Section, ...], number: Decimal) -> tuple[Section | None, bool]:
    """
    Return the section for a number, and whether it shows the number without its sign.
    """
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _meets(number, section.condition):
                return section, section.condition is not None and number < 0 and len(numeric) > 1
        return None, False
    if len(numeric) > 2 and number == 0:  # noqa: PLR2004 - the third section is for zero
        return numeric[2], False
    if len(numeric) > 1 and number < 0:
        return numeric[1], True
    return numeric[0], False


def _meets(number: Decimal, condition: tuple[str, Decimal]) -> bool:
    sign, bound = condition
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[sign]


def _render(number: Decimal, section: Section) -> tuple[str, int, bool]:
    """
    Return the letters of a number, by how many thousands it was divided, and whether literal digits touch it.
    """
    pieces = section.pieces
    places = [index for index, piece in enumerate(pieces) if piece.kind == "digits"]
    if not places:
        shown = general(number) if not section.numerals else spell(number, section.numerals)
        text = "".join(shown if piece.kind in {"general", "text"} else piece.text for piece in pieces)
        return text, 0, False
    if any(piece.kind == "slash" for piece in pieces):
        return _fraction(number, pieces, places), 0, False
    if any(piece.kind == "exponent" for piece in pieces):
        return _scientific(number, pieces), 0, False
    return _fixed(number, section, places)


def _fixed(number: Decimal, section: Section, places: list[int]) -> tuple[str, int, bool]:
    pieces = section.pieces
    point = next((index for index, piece in enumerate(pieces) if piece.kind == "point"), len(pieces))
    whole = [index for index in places if index < point]
    last = max(whole, default=point - 1)
    commas = [index for index, piece in enumerate(pieces) if piece.kind == "comma"]
    scale = sum(
        1
        for index in commas
        if index > last and all(pieces[at].kind in {"comma", "point"} for at in range(last + 1, index))
    )
    groups = any(whole and whole[0] < index < last for index in commas)
    decimals = "".join(pieces[index].text for index in places if index > point)[:MOST_DECIMALS]
    percents = sum(piece.kind == "percent" for piece in pieces)
    with localcontext() as context:
        context.prec = 400
        scaled = abs(number).scaleb(2 * percents - 3 * scale)
        rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    integer, _, fraction = f"{rounded:f}".partition(".")
    shown = _placed_decimals(fraction, decimals)
    before = _placed_whole(integer.lstrip("0"), pieces, whole, groups=groups)
    parts = []
    spent = 0
    for index, piece in enumerate(pieces):
        if index in before:
            parts.append(before[index])
        elif piece.kind == "digits":
            width = len(piece.text)
            parts.append(shown[spent : spent + width])
            spent += width
        elif piece.kind != "comma":
            parts.append(piece.text)
    text = "".join(parts)
    touched = _is_touched(parts, pieces)
    if section.numerals:
        text = spell(text, section.numerals)
    return ("-" + text if number < 0 and rounded != 0 else text), scale, touched


def _placed_decimals(fraction: str, places: str) -> str:
    """
    Return the decimals that are seen: closing zeros only at places that ask for them.
    """
    shown = list(fraction.ljust(len(places), "0"))
    for index in range(len(places) - 1, -1, -1):
        if shown[index] != "0" or places[index] == "0":
            break
        shown[index] = "" if places[index] == "#" else " "
    return "".join(shown)


def _placed_whole(integer: str, pieces: tuple[Piece, ...], whole: list[int], *, groups: bool) -> dict[int, str]:
    """
    Spread the digits before the point over the places for them, from the right; what is left goes to the first.
    """
    if not whole:
        return {}
    least = "".join(pieces[index].text for index in whole)
    zeros = len(least) - least.index("0") if "0" in least else 0
    digits = integer.rjust(zeros, "0")
    placed, counted = {}, 0
    for index in reversed(whole):
        width = len(digits) if index == whole[0] else len(pieces[index].text)
        taken = digits[len(digits) - width :] if width else ""
        digits = digits[: len(digits) - len(taken)]
        if groups:
            taken, counted = _grouped(taken, counted), counted + len(taken)
        placed[index] = taken
    return placed


def _grouped(digits: str, counted: int) -> str:
    """
    Put a comma before every third digit from the right, of which `counted` stand further right.
    """
    out: list[str] = []
    for order, digit in enumerate(reversed(digits), start=counted):
        if order and order % 3 == 0:
            out.append(",")
        out.append(digit)
    return "".join(reversed(out))


def _is_touched(parts: list[str], pieces: tuple[Piece, ...]) -> bool:
    """
    Tell whether literal digits run on from the figures of the value, so that another number is seen.
    """
    kept = [piece for piece in pieces if piece.kind != "comma"]
    value = [index for index, piece in enumerate(kept) if piece.kind in {"digits", "point"}]
    if not value or not any(parts[index] for index in value):
        return False
    before, after = "".join(parts[: value[0]]), "".join(parts[value[-1] + 1 :])
    return bool(_NUMBER_END.search(before) or _NUMBER_START.match(after))


def _fraction(number: Decimal, pieces: tuple[Piece, ...], places: list[int]) -> str:
    """
    Return a number as a whole and a fraction; the places behind the stroke bound the denominator.
    """
    bound = min(len(pieces[places[-1]].text), 4)
    whole, rest = divmod(abs(number), 1)
    part = Fraction(rest).limit_denominator(10**bound - 1)
    if len(places) < 3:  # noqa: PLR2004 - no place for the whole
        part, whole = part + int(whole), Decimal(0)
    words = [f"{whole:f}"] if whole or not part else []
    words += [f"{part.numerator}/{part.denominator}"] if part else []
    return ("-" if number < 0 else "") + " ".join(words)


def _scientific(number: Decimal, pieces: tuple[Piece, ...]) -> str:
    point = next((index for index, piece in enumerate(pieces) if piece.kind == "point"), None)
    decimals = len(pieces[point + 1].text) if point is not None and point + 1 < len(pieces) else 0
    return f"{number:.{min(decimals, MOST_DECIMALS)}E}"


def general(number: Decimal) -> str:
    """
    Return a number as it is seen without any format: whole numbers whole, others with at most ten digits.
    """
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** KEPT_DIGITS:
        return f"{number:.0f}"
    if abs(number) >= Decimal(10) ** KEPT_DIGITS or abs(number) < Decimal("0.0001"):
        return f"{number.normalize():.5E}"
    digits = max(0, 10 - max(1, number.adjusted() + 1))
    return f"{number:.{digits}f}".rstrip("0").rstrip(".")
