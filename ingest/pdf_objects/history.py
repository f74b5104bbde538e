"""
Tell in a layout which words a PDF showed otherwise when it was first saved, or when it was signed.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest.document import Aside, Notice
from ingest.notices import DISAGREES
from ingest.pdf_objects.places import Places

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.layout import Layout
    from ingest.pdf_objects.revisions import Change

MOST_TOLD: Final = 100
AFTER_SIGNING: Final = Notice(
    DISAGREES,
    "전자서명 뒤에 글이 바뀌었습니다: 지금 보이는 글을 읽었습니다",
    "words were changed after the file was signed; what it shows now was read",
)
AFTER_SAVING: Final = Notice(
    DISAGREES,
    "파일 안에 남아 있는 이전 판과 글이 다릅니다: 지금 보이는 글을 읽었습니다",
    "an earlier version left in the file has other words; what it shows now was read",
)
OTHER_PICTURE: Final = Notice(
    DISAGREES,
    "파일 안에 남아 있는 이전 판과 쪽의 모양이 다릅니다",
    "an earlier version left in the file shows this page otherwise",
)


def tell_history(layout: Layout, changes: Iterable[Change]) -> Layout:
    """
    Return the layout with an aside for each change, at the words that stand there now, and one notice for each page.
    """
    places: Places | None = None
    asides: list[Aside] = []
    notices: dict[tuple[int, str], Notice] = {}
    for change in islice(changes, MOST_TOLD):
        notice = AFTER_SIGNING if change.since_signing else AFTER_SAVING
        if change.old or change.new:
            places = places or Places(layout)
            span = places.of(change.page, change.new, change.before)
            told = f"{change.old} → {change.new}"
            asides.append(Aside("disagreeing", told, span=span, page=change.page))
        else:
            notice = OTHER_PICTURE
        if notice is not AFTER_SAVING or (change.page, AFTER_SIGNING.en) not in notices:
            notices.setdefault((change.page, notice.en), replace(notice, page=change.page))
    if not notices:
        return layout
    unique = tuple(dict.fromkeys(asides))
    return replace(layout, asides=layout.asides + unique, warnings=layout.warnings + tuple(notices.values()))
