"""
Turn findings into rows of one table, the same for every form of it: what is asked first by people stands first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from compliance.exports.paper import plain
from compliance.seoul import SEOUL
from compliance.vocabulary import GROUNDS, SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compliance.views import FindingView

TITLES: Final = (
    "심각도", "상태", "기준", "기준명", "근거 구분", "문서명", "조항", "쪽", "인용", "사유", "법적 근거", "처리 사유",
    "담당", "보류 기한", "발견 시각", "항목 번호", "문서 번호",
)  # fmt: skip
"""Titles of the columns."""


def row(view: FindingView) -> tuple[str, ...]:
    """
    Write a finding as one row; what is not known is empty. Times are RFC 3339 in Korean time.
    """
    found = view.finding
    page = found.get("page")
    cells = (
        SEVERITIES[view.severity].ko,
        view.state_ko,
        view.rule,
        view.title.get("ko", ""),
        GROUNDS[view.ground].ko,
        view.document_name,
        found.get("clause") or "",
        "" if page is None else page,
        found.get("quote", ""),
        _ko(found.get("message")),
        _cites(found.get("legal_basis", ())),
        view.reason_code or "",
        view.assignee or "",
        view.hold_until.isoformat() if view.hold_until else "",
        view.detected_at.astimezone(SEOUL).isoformat(),
        view.id,
        view.submission_id,
    )
    return tuple(plain(str(cell)) for cell in cells)


def _ko(words: object) -> str:
    return str(words["ko"]) if isinstance(words, dict) else ""


def _cites(bases: object) -> str:
    """
    Name the laws that apply, or may, one behind the other.
    """
    listed: Iterable[Mapping[str, Any]] = bases if isinstance(bases, (list, tuple)) else ()
    return "; ".join(one["cite"] for one in listed if one.get("applies") is not False)
