"""
Turn the registries of outcome codes into docs/codes.md, for people who got a code and for programs that act on one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.codes import REASONS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ingest.codes import Code

HEAD = """\
# Outcome codes · 결과 코드

Written by `make docs` from `ingest/errors.py` and `ingest/notices.py`; do not edit. A code never changes its meaning.

Every file ends in one of three ways: it is **refused** with one code of the first table (CLI exit status 3, submission
state `unreadable`); it is **read and needs review** with codes of the second table (status `needs_review`); or it is
**read** without any code. A refused file was not checked: that is never the same as "nothing found".

모든 파일은 셋 중 하나로 끝난다. 첫째 표의 코드로 **거부**되거나, 둘째 표의 코드와 함께 읽혀 **사람의 확인이 필요**하거나,
코드 없이 **읽힌다**. 거부된 파일은 점검되지 않은 것이며 "의심 항목 없음"이 아니다.
"""
TABLE = "| code | 뜻 · meaning | 할 일 · what to do |\n|---|---|---|"


def page() -> str:
    """
    Write the whole page in Markdown.
    """
    refused, reviewed = (_rows(codes.values()) for codes in (REFUSALS, REASONS))
    return "\n".join(
        [HEAD, "## Refused · 거부\n", TABLE, *refused, "", "## Read, needs review · 확인 필요\n", TABLE, *reviewed, ""]
    )


def _rows(codes: Iterable[Code]) -> Iterator[str]:
    return (f"| {one.number} | {one.ko}.<br>{one.en} | {one.advice_ko}.<br>{one.advice_en} |" for one in codes)
