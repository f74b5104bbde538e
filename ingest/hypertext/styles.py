"""
Say of a place in a web page whether a person sees its text: inline styles, the page's own rules, old attributes.

Only what hides text is read. A rule whose selector is more than names and classes counts by its last part: rather set
aside what is seen, and say so, than let what nobody sees acquit.
"""

from __future__ import annotations

import re
from colorsys import hls_to_rgb
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest import late
from ingest.markup import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element
    from PIL import ImageColor
else:
    ImageColor = late.module("PIL.ImageColor")

Colour = tuple[int, int, int]
BLACK, WHITE = (0, 0, 0), (255, 255, 255)
# As for ink on a PDF page: less than this of 255 apart is not seen. Source: SECURITY.md 2.10, ink check.
LEAST_CONTRAST = 40
LEAST_OPACITY = 0.1
SMALLEST_LETTERS, FAR_OUTSIDE = 2.0, -200.0
COMPOUND = late.pattern(r"([A-Za-z0-9*]*)((?:[.#][\w-]+)*)")
COLOUR = late.pattern(r"(?:rgb|hsl)a?\([^)]{1,60}\)|#?\w{3,30}")
NUMBER = late.pattern(r"-?\d{0,9}\.?\d{1,9}")
# What a declaration must be about to matter here.
ABOUT = frozenset(
    {"display", "visibility", "mso-hide", "opacity", "font-size", "color", "background", "background-color", "overflow"}
    | {"height", "max-height", "width", "max-width", "left", "top", "text-indent", "margin-left", "text-decoration"}
    | {"text-decoration-line"}
)
STRIKES = frozenset({"s", "strike", "del"})


@dataclass(frozen=True, slots=True)
class Look:
    """
    Hold how text looks at a place.
    """

    hidden: bool = False
    struck: bool = False
    ink: Colour = BLACK
    ground: Colour = WHITE

    @property
    def is_seen(self) -> bool:
        """
        Tell whether a person can read text that looks like this.
        """
        contrast = max(abs(one - other) for one, other in zip(self.ink, self.ground, strict=True))
        return not self.hidden and contrast >= LEAST_CONTRAST


@dataclass(frozen=True, slots=True)
class Rule:
    """
    Hold one rule of a style sheet: the last part of its selector, and what it sets.
    """

    tag: str
    marks: frozenset[str]
    sets: dict[str, str]

    def fits(self, tag: str, marks: frozenset[str]) -> bool:
        """
        Tell whether the rule is about an element of this name with these classes and identifier.
        """
        return self.tag in {"", "*", tag} and self.marks <= marks

    @property
    def weight(self) -> tuple[int, int]:
        """
        Rank rules as browsers do: identifiers over classes over names.
        """
        return sum(mark.startswith("#") for mark in self.marks), len(self.marks)


class Sheet:
    """
    Hold the rules that a page brings along.
    """

    def __init__(self, root: Element) -> None:
        """
        Read every style element of the page.
        """
        texts = ("".join(map(str, each.itertext())) for each in root.iter("style"))
        self._rules = sorted((rule for text in texts for rule in _rules(text)), key=lambda rule: rule.weight)

    def look(self, element: Element, around: Look) -> Look:
        """
        Say how text inside an element looks, given how it looks around it.
        """
        sets, tag = _attributes(element), local_name(element).lower()
        marks = frozenset((*(f".{name}" for name in str(element.get("class") or "").split()), f"#{element.get('id')}"))
        for rule in self._rules:
            if rule.fits(tag, marks):
                sets |= rule.sets
        sets |= _declarations(str(element.get("style") or ""))
        return replace(
            around,
            hidden=around.hidden or _hides(sets),
            struck=around.struck or tag in STRIKES or "line-through" in _decoration(sets),
            ink=_colour(sets.get("color", "")) or around.ink,
            ground=_ground(sets) or around.ground,
        )


def _attributes(element: Element) -> dict[str, str]:
    """
    Read the old attributes that style does today.
    """
    old = {"color": element.get("color"), "background-color": element.get("bgcolor")}
    sets = {name: str(value) for name, value in old.items() if value}
    return sets | ({"display": "none"} if element.get("hidden") is not None else {})


def _rules(text: str) -> Iterator[Rule]:
    """
    Read the rules of a style sheet that hold on every screen.
    """
    first, *rest = text.split("/*")
    for prelude, body in _blocks(first + "".join(each.partition("*/")[2] for each in rest)):
        sets = _declarations(body)
        for selector in prelude.split(","):
            words = re.split(r"[\s>+~]+", selector.strip())
            found = COMPOUND.fullmatch(words[-1]) if sets else None
            if found and found.group():
                marks = frozenset(re.findall(r"[.#][\w-]+", found.group(2)))
                yield Rule(found.group(1).lower(), marks, sets)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """
    Cut a style sheet into selectors and bodies; what holds for some screens or for print only is left out.
    """
    outer: list[str] = []
    start = 0
    for brace in re.finditer(r"[{}]", text):
        words = text[start : brace.start()].strip()
        start = brace.end()
        if brace.group() == "{":
            outer.append(words)
        elif outer:
            prelude = outer.pop()
            if not prelude.startswith("@") and not any("(" in each or "print" in each for each in outer):
                yield prelude, words


def _declarations(text: str) -> dict[str, str]:
    """
    Read "name: value; name: value", as far as it is about being seen.
    """
    pairs = (part.partition(":") for part in text.lower().split(";"))
    named = {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}
    return {name: value for name, value in named.items() if name in ABOUT}


def _hides(sets: dict[str, str]) -> bool:
    """
    Tell whether declarations take text out of sight.
    """
    cut = "hidden" in sets.get("overflow", "") and any(
        _number(sets.get(side, "")) == 0 for side in ("height", "max-height", "width", "max-width")
    )
    outside = any(
        _number(sets.get(side, ""), 0.0) < FAR_OUTSIDE for side in ("left", "top", "text-indent", "margin-left")
    )
    return any(
        (
            sets.get("display") == "none",
            sets.get("visibility") in {"hidden", "collapse"},
            sets.get("mso-hide") == "all",
            _number(sets.get("opacity", "")) < LEAST_OPACITY,
            _number(sets.get("font-size", "")) == 0,
            sets.get("font-size", "").endswith(("px", "pt")) and _number(sets["font-size"]) < SMALLEST_LETTERS,
            _is_clear(sets.get("color", "")),
            cut,
            outside,
        )
    )


def _number(value: str, default: float | None = None) -> float:
    """
    Read the figure at the beginning of a value; without one the default, or what is no number.
    """
    found = NUMBER.match(value)
    return float(found.group()) if found else float("nan") if default is None else default


def _decoration(sets: dict[str, str]) -> str:
    """
    Return what draws lines through or under text.
    """
    return sets.get("text-decoration", "") + sets.get("text-decoration-line", "")


def _ground(sets: dict[str, str]) -> Colour | None:
    """
    Read the colour behind the text.
    """
    # The name of a picture is no colour, and whether it is shown nobody knows.
    said = re.sub(r"url\([^)]*\)", "", sets.get("background-color") or sets.get("background", ""))
    return next((found for word in COLOUR.findall(said) if (found := _colour(word))), None)


def _colour(value: str) -> Colour | None:
    """
    Read a colour; None for what is none.
    """
    value = value.strip().lower()
    first, second, third, *_ = [*map(float, NUMBER.findall(value)), *BLACK]
    if value.startswith("rgb"):
        return round(first), round(second), round(third)
    if value.startswith("hsl"):
        red, green, blue = hls_to_rgb(first / 360, third / 100, second / 100)
        return round(red * 255), round(green * 255), round(blue * 255)
    try:
        red, green, blue, *_ = ImageColor.getrgb(value)
    except ValueError:
        return None
    return red, green, blue


def _is_clear(value: str) -> bool:
    """
    Tell whether a colour lets everything behind it through.
    """
    figures = NUMBER.findall(value) if value.startswith(("rgb", "hsl")) else []
    return value == "transparent" or (len(figures) > len(BLACK) and float(figures[len(BLACK)]) < LEAST_OPACITY)
