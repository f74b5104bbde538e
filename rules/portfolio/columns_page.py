"""
Turn the column vocabulary into docs/columns.md, for those who keep the tables.

`make docs` writes it; a test fails while the page in docs/ is older than the vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.portfolio import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.portfolio.vocabulary import Column, Kind

INTRODUCTION = """\
# 표의 열 이름 · Columns of tables

`rules/portfolio/columns.yaml`에서 만든다(`make docs`). 손으로 고치지 않는다.
Generated from `rules/portfolio/columns.yaml`; do not edit by hand.

열은 제목으로 찾는다. 괄호 안의 단위(백만원, %, KRW mn), 띄어쓰기와 기호, 대소문자는 가리지 않는다. 두 열로 읽힐 수 있거나
모르는 제목은 짐작하지 않고 결과의 `tables[].mapping`에 그대로 보인다. 결과 화면에서 고치거나(다음 제출에도 적용된다)
`compliance check 표.xlsx --map "제목=이름"`, 신고 항목 `columns`로 정해 줄 수 있다. 이름은 아래 표의 첫 열이다.
A column is found by its title; units in brackets, blanks, marks and capitals do not matter. What could be two columns, or
none, is not guessed and shown in `tables[].mapping` of the result. It can be corrected on the page of the result (kept for
later tables), by `compliance check table.xlsx --map "title=name"`, or by `columns` of the declaration.
"""
MOST_TITLES = 6
NEEDED = {"always": "필수", "usual": "다른 행에 있으면 필수", "never": ""}
TYPES = {
    "text": "글", "name": "이름", "registration": "사업자등록번호", "money": "금액", "share": "비율(20%, 0.2)", "number": "수", "day": "날짜",
    "year": "연도", "flag": "예/아니오",
}  # fmt: skip


def current() -> str:
    """
    Write the page from the vocabulary as it stands.
    """
    return (
        "\n".join(
            [INTRODUCTION, *(line for name, kind in vocabulary.load().kinds.items() for line in _kind(name, kind))]
        )
        + "\n"
    )


def _kind(name: str, kind: Kind) -> Iterator[str]:
    yield f"## {kind.name.ko} · {kind.name.en} (`{name}`)\n"
    yield "| 이름 | 뜻 | meaning | 종류 | 필요 | 제목의 예 |"
    yield "|---|---|---|---|---|---|"
    yield from (_column(column_name, column) for column_name, column in kind.columns.items())
    yield ""


def _column(name: str, column: Column) -> str:
    known = TYPES.get(column.type) or "·".join(vocabulary.load().codes[column.type].names)
    titles = ", ".join(column.titles[: MOST_TITLES // 2] + column.titles[-MOST_TITLES // 2 :])
    return f"| `{name}` | {column.meaning.ko} | {column.meaning.en} | {known} | {NEEDED[column.needed]} | {titles} |"
