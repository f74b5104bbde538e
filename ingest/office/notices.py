"""
Word the warnings that readers give, once.

Source of the codes: ../shared/security/SECURITY.md section 2.
"""

from __future__ import annotations

from ingest.document import Notice

TRACKED_CHANGES = Notice(
    206,
    "변경 내용 추적이 남아 있습니다: 삽입된 글은 읽고 삭제된 글은 읽지 않았습니다",
    "tracked changes are left in the file: insertions were read, deletions were not",
)
HIDDEN_TEXT = Notice(202, "숨겨진 글이 있어 읽지 않았습니다", "the file holds hidden text, which was not read")
COMMENTS = Notice(207, "메모가 있으나 본문에 넣지 않았습니다", "the file holds comments, which were not read as text")
UNREAD_INSERT = Notice(
    201, "읽을 수 없는 삽입 문서가 있습니다", "the file holds an inserted document that was not read"
)


LARGE_PICTURE = Notice(
    201,
    "큰 그림이 있으며 그 안의 글자는 읽지 않았습니다",
    "the file holds a large picture; words in it were not read",
)


def unreadable_page(page: int) -> Notice:
    """
    Say that one page, counted from 1, shows ink but no text.
    """
    return Notice(201, f"{page}쪽에 읽을 수 있는 글자가 없습니다", f"page {page} holds no readable text", page)
