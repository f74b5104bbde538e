"""
Tell in a layout what its annotations say: which words stand in fields, which were typed over, noted or struck out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from ingest.document import Aside, Notice, Span
from ingest.notices import COMMENTS, DISAGREES, FORM_OR_ANNOTATION, hidden_text
from ingest.pdf_objects.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.document import AsideKind
    from ingest.layout import Layout
    from ingest.pages.shapes import Area

FILLED = Notice(
    FORM_OR_ANNOTATION,
    "양식 필드에 적힌 값을 보이는 자리에 넣어 읽었습니다",
    "what is filled into form fields was read where it stands",
)
TYPED_OVER = Notice(
    FORM_OR_ANNOTATION,
    "쪽 위에 덧쓴 글이 있어 보이는 자리에 넣어 읽었습니다",
    "text was typed over the page; it was read where it stands",
)
STRUCK_OUT = Notice(
    FORM_OR_ANNOTATION,
    "취소선이 그어진 글이 있습니다: 본문에서 빼지 않고 읽었습니다",
    "words are struck out; they were still read as text",
)
OTHER_TEXT = Notice(
    DISAGREES,
    "보이는 글자 밑에 다른 글(ActualText)이 들어 있습니다: 보이는 글자를 읽었습니다",
    "another text (ActualText) lies under letters that are seen; the letters were read",
)
OTHER_VALUE = Notice(
    DISAGREES,
    "양식 필드에 보이는 값과 저장된 값이 다릅니다",
    "a form field shows another value than the file keeps for it",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """
    Hold what is to be told of a place on a page: an annotation, or a text that differs from what is seen there.

    `kind` is that of the aside it becomes. `value` is what the file keeps, which the page may show otherwise.
    `is_comparable`: a value that the page should show as it is. `is_struck`: the words there are struck out.
    """

    kind: AsideKind
    value: str
    area: Area
    page: int
    author: str = ""
    at: str = ""
    is_struck: bool = False
    is_comparable: bool = False


def remark(layout: Layout, remarks: Iterable[Remark]) -> Layout:
    """
    Return the layout with an aside for each remark and one notice for each kind of them on a page.
    """
    places = Places(layout)
    asides: list[Aside] = []
    notices: dict[tuple[int, str, int | None], Notice] = {}
    for each in remarks:
        for aside, notice in _told(each, layout.text, places):
            asides.append(aside)
            notices.setdefault((notice.code, notice.en, each.page), replace(notice, page=each.page))
    return replace(layout, asides=layout.asides + tuple(asides), warnings=layout.warnings + tuple(notices.values()))


def _told(told: Remark, text: str, places: Places) -> Iterator[tuple[Aside, Notice]]:
    """
    Yield what one remark adds, each with the notice that goes with it.
    """
    page = told.page
    shown = places.within(page, told.area)
    aside = Aside(told.kind, told.value, told.author, told.at, shown, page)
    if told.kind in {"form_field", "inserted"}:
        if shown is None:
            # A value that nobody sees on the page: an empty drawing, a box without size or off the page.
            if told.value.strip():
                yield replace(aside, kind="hidden"), hidden_text(page)
            return
        seen = text[shown.start : shown.end]
        yield replace(aside, text=seen), FILLED if told.kind == "form_field" else TYPED_OVER
        if told.is_comparable and not agree(told.value, seen):
            yield replace(aside, kind="disagreeing"), OTHER_VALUE
    elif told.kind == "disagreeing":
        yield aside, OTHER_TEXT
    elif told.kind == "hidden":
        yield replace(aside, span=None), hidden_text(page)
    elif told.is_struck and shown:
        yield replace(aside, text=told.value or text[shown.start : shown.end]), STRUCK_OUT
    elif told.value.strip():
        yield replace(aside, span=_hung(shown) or places.at(page, told.area)), COMMENTS


def _hung(shown: Span | None) -> Span | None:
    """
    Return the empty span before the words that a note is about.
    """
    return shown and Span(shown.start, shown.start)


def agree(value: str, seen: str) -> bool:
    """
    Tell whether a value of the file and what is seen are the same, or one is part of the other, but for signs and blanks.
    """
    kept, shown = (letters_of(each) for each in (value, seen))
    return not kept or kept in shown or (bool(shown) and shown in kept)


def letters_of(text: str) -> str:
    """
    Return letters and figures alone, each in its plainest form.
    """
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())
