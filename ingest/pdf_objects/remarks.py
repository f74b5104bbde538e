"""
Tell in a layout what its annotations say: which words stand in fields, which were typed over, noted or struck out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from ingest.document import Aside, Notice, Span
from ingest.notices import COMMENTS, DISAGREES, FORM_OR_ANNOTATION, hidden_text
from ingest.pdf_objects.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.layout import Layout
    from ingest.pdf_objects.annotations import Annotation

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
OTHER_VALUE = Notice(
    DISAGREES,
    "양식 필드에 보이는 값과 저장된 값이 다릅니다",
    "a form field shows another value than the file keeps for it",
)


def remark(layout: Layout, annotations: Iterable[Annotation]) -> Layout:
    """
    Return the layout with an aside for each annotation and one notice for each kind of them on a page.
    """
    places = Places(layout)
    asides: list[Aside] = []
    notices: dict[tuple[int, str, int | None], Notice] = {}
    for annotation in annotations:
        for aside, notice in _told(annotation, layout.text, places):
            asides.append(aside)
            notices.setdefault((notice.code, notice.en, annotation.page), replace(notice, page=annotation.page))
    return replace(layout, asides=layout.asides + tuple(asides), warnings=layout.warnings + tuple(notices.values()))


def _told(annotation: Annotation, text: str, places: Places) -> Iterator[tuple[Aside, Notice]]:
    """
    Yield what one annotation adds, each with the notice that goes with it.
    """
    page = annotation.page
    shown = places.within(page, annotation.area)
    aside = Aside(annotation.kind, annotation.value, annotation.author, annotation.at, shown, page)
    if annotation.kind in {"form_field", "inserted"}:
        if shown is None:
            # A value that nobody sees on the page: an empty drawing, a box without size or off the page.
            if annotation.value.strip():
                yield replace(aside, kind="hidden"), hidden_text(page)
            return
        seen = text[shown.start : shown.end]
        yield replace(aside, text=seen), FILLED if annotation.kind == "form_field" else TYPED_OVER
        if annotation.is_comparable and not _agree(annotation.value, seen):
            yield replace(aside, kind="disagreeing"), OTHER_VALUE
    elif annotation.kind == "hidden":
        yield replace(aside, span=None), hidden_text(page)
    elif annotation.is_struck and shown:
        yield replace(aside, text=annotation.value or text[shown.start : shown.end]), STRUCK_OUT
    elif annotation.value.strip():
        yield replace(aside, span=_hung(shown) or places.at(page, annotation.area)), COMMENTS


def _hung(shown: Span | None) -> Span | None:
    """
    Return the empty span before the words that a note is about.
    """
    return shown and Span(shown.start, shown.start)


def _agree(value: str, seen: str) -> bool:
    """
    Tell whether a field's value and what is seen are the same but for signs, blanks and how numbers are written.
    """
    kept, shown = (_letters(each) for each in (value, seen))
    return not kept or kept in shown or (bool(shown) and shown in kept)


def _letters(text: str) -> str:
    """
    Return letters and figures alone.
    """
    return "".join(letter for letter in normalize("NFKC", text).casefold() if letter.isalnum())
