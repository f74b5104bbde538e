"""
Word the warnings that readers give, once: each stable code with its meaning, and the notices built on it.

Source of the codes: ../shared/security/SECURITY.md section 2 (reasons 201 to 211). The refusals 101 to 122 are the
error classes of ingest/errors.py.
"""

from __future__ import annotations

from typing import Final

from ingest.document import Notice

UNREAD, HIDDEN, DISAGREES, MISSING_ATTACHMENT, EMBEDDED, TRACKED = 201, 202, 203, 204, 205, 206
FORM_OR_ANNOTATION, ACTIVE, FOREIGN_PREVAILS, EXTERNAL_TERMS, LOW_CONFIDENCE = 207, 208, 209, 210, 211
CUT_SHORT = 105

MEANINGS: Final[dict[int, tuple[str, str]]] = {
    UNREAD: ("읽지 못한 쪽이나 그림이 있습니다", "a page or picture was not read"),
    HIDDEN: ("사람에게 보이지 않는 글이 있습니다", "the file holds text that nobody can see"),
    DISAGREES: ("보이는 글과 추출된 글이 다를 수 있습니다", "what is seen and what is extracted may differ"),
    MISSING_ATTACHMENT: ("인용된 별지·첨부 문서가 없습니다", "an annex or document that the text relies on is missing"),
    EMBEDDED: ("파일 안에 다른 파일이 들어 있습니다", "the file holds other files"),
    TRACKED: ("변경 내용 추적이 남아 있습니다", "tracked changes are left in the file"),
    FORM_OR_ANNOTATION: ("양식 필드나 메모에 글이 있습니다", "form fields or comments hold text"),
    ACTIVE: ("실행되거나 외부로 연결되는 내용이 있습니다", "the file holds active content or outside links"),
    FOREIGN_PREVAILS: ("다른 언어본이 우선합니다", "a version in another language prevails"),
    EXTERNAL_TERMS: ("이 문서 밖의 조건이 계약의 일부입니다", "terms outside this document are part of it"),
    LOW_CONFIDENCE: ("문자 인식(OCR)의 신뢰도가 낮습니다", "character recognition is uncertain"),
}
"""Code to its meaning in Korean and English."""

TRACKED_CHANGES = Notice(
    TRACKED,
    "변경 내용 추적이 남아 있습니다: 삽입된 글은 읽고 삭제된 글은 읽지 않았습니다",
    "tracked changes are left in the file: insertions were read, deletions were not",
)
HIDDEN_TEXT = Notice(HIDDEN, "숨겨진 글이 있어 읽지 않았습니다", "the file holds hidden text, which was not read")
COMMENTS = Notice(
    FORM_OR_ANNOTATION, "메모가 있으나 본문에 넣지 않았습니다", "the file holds comments, which were not read as text"
)
UNREAD_INSERT = Notice(
    UNREAD, "읽을 수 없는 삽입 문서가 있습니다", "the file holds an inserted document that was not read"
)
LARGE_PICTURE = Notice(
    UNREAD,
    "큰 그림이 있으며 그 안의 글자는 읽지 않았습니다",
    "the file holds a large picture; words in it were not read",
)


def unreadable_page(page: int) -> Notice:
    """
    Say that one page, counted from 1, shows ink but no text.
    """
    return Notice(UNREAD, f"{page}쪽에 읽을 수 있는 글자가 없습니다", f"page {page} holds no readable text", page)
