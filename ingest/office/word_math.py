"""
Write the formulas of a DOCX file (Office Math) in one line: a fraction as a/b, a power as a^b.

Source: ECMA-376 part 1, 22.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, child, local_name
from ingest.office.word_looks import is_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

SIMPLE: Final = frozenset("0123456789.,%")


def formula(element: Element) -> str:
    """
    Return the letters of a formula in the order in which it is read out.
    """
    name = local_name(element)
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    write = FORMS.get(name)
    return write(element) if write else "".join(formula(each) for each in element)


def _part(element: Element, name: str) -> str:
    """
    Return the letters of one argument.
    """
    found = child(element, name)
    return "" if found is None else formula(found)


def _grouped(text: str) -> str:
    """
    Return an argument that stands alone in brackets unless it is one number or letter.
    """
    return text if len(text) <= 1 or set(text) <= SIMPLE or text.isalpha() else f"({text})"


def _fraction(element: Element) -> str:
    """
    Write a fraction.
    """
    return f"{_grouped(_part(element, 'num'))}/{_grouped(_part(element, 'den'))}"


def _script(element: Element) -> str:
    """
    Write a base with what stands above or below it.
    """
    below, above = _part(element, "sub"), _part(element, "sup")
    return _part(element, "e") + (f"_{_grouped(below)}" if below else "") + (f"^{_grouped(above)}" if above else "")


def _root(element: Element) -> str:
    """
    Write a root with its degree.
    """
    hides = child(element, "radPr", "degHide")
    degree = "" if is_on(hides) else _part(element, "deg")
    return f"{degree}√({_part(element, 'e')})"


def _delimited(element: Element) -> str:
    """
    Write what stands in brackets, with the brackets of the formula.
    """
    properties = child(element, "dPr")
    opening, closing, between = (
        attribute(child(properties, name), "val", usual)
        for name, usual in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
    )
    return opening + between.join(formula(each) for each in element if local_name(each) == "e") + closing


def _operator(element: Element) -> str:
    """
    Write a sum or product with its limits.
    """
    sign = attribute(child(element, "naryPr", "chr"), "val", "∫")
    return sign + _script(element).removeprefix(_part(element, "e")) + " " + _part(element, "e")


FORMS: Final[dict[str, Callable[[Element], str]]] = {
    "f": _fraction,
    "sSup": _script,
    "sSub": _script,
    "sSubSup": _script,
    "rad": _root,
    "d": _delimited,
    "nary": _operator,
}
