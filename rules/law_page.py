"""
Turn the registry of legal bases and the dated numbers into docs/law.md, the page that lawyers read.

`make docs` writes it (or `python -m rules.law_page` alone); a test fails while the page in docs/ is older than the registry.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from rules.basis import load_bases
from rules.law import FACT_NAMES, KEY_NAMES, name_of, value_name
from rules.parameters import load_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rules.basis import Basis, Gates
    from rules.parameters import Parameter

PAGE = Path(__file__).parents[1] / "docs" / "law.md"
EFFECTS = {
    "prohibits": "금지ㆍ의무 (prohibits)",
    "voids": "무효 (voids)",
    "programme": "사업 규정 (programme)",
    "yardstick": "비교 기준 (yardstick)",
}
RECENT = 2024
"""The year from which a change of law is listed among the dates that turn."""

INTRODUCTION = """\
# 법적 근거와 기준 수치 · Legal bases and dated numbers

이 문서는 `rules/bases/`와 `rules/limits/`에서 만든다(`python -m rules.law_page`). 손으로 고치지 않는다.
Generated from `rules/bases/` and `rules/limits/`; do not edit by hand.

- **효과**: 적용되는 근거 가운데 가장 강한 효과가 지적의 성격을 정한다. 금지ㆍ의무 → 위반 의심, 무효 → 무효 가능,
  사업 규정 → 사업 규정 위반, 비교 기준 → 권고. 부당성처럼 문언만으로 알 수 없는 요건이 있으면 비교 기준으로만 쓴다.
- **기준일**: 그 날에 시행 중이어야 적용된다. **요건**을 모르면 적용하지 않고 "확인 필요"로 보인다.
- **시행일**의 `≈`는 조문의 개정 표시로 추정한 날이고, 표시가 없으면 부칙이나 공포문에서 확인한 날이다.
- **확인**: 원문(text)을 읽었는지, 믿을 만한 자료(second_hand)로만 보았는지, 아직 확인하지 못하였는지(none).
"""


def page(bases: Iterable[Basis], parameters: Iterable[Parameter]) -> str:
    """
    Write the whole page in Markdown.
    """
    known = sorted(bases, key=lambda basis: (basis.statute.name.ko, basis.id))
    return "\n".join([INTRODUCTION, *_turning(known), *_sources(known), *_numbers(parameters)]) + "\n"


def current() -> str:
    """
    Write the page from the registry as it stands.
    """
    return page(load_bases().values(), load_parameters().values())


def main() -> None:
    """
    Renew docs/law.md.
    """
    PAGE.write_text(current(), encoding="utf-8")


def _turning(bases: list[Basis]) -> Iterator[str]:
    yield "## 최근과 장래의 시행일 · Dates that turn\n"
    yield "| 시행일 | 근거 | 내용 | 기준일 |"
    yield "|---|---|---|---|"
    recent = [basis for basis in bases if basis.certain and basis.in_force.year >= RECENT]
    for basis in sorted(recent, key=lambda basis: (basis.in_force, basis.id)):
        yield _row(str(basis.in_force), f"{basis.statute.short.ko} {basis.at}", basis.title.ko, _key(basis))
    yield ""


def _sources(bases: list[Basis]) -> Iterator[str]:
    for statute, group in groupby(bases, key=lambda basis: basis.statute):
        yield f"## {statute.name.ko}\n"
        link = f" · <{statute.url}>" if statute.url else ""
        yield f"{statute.name.en} · `{statute.kind}`{link}\n"
        yield "| 근거 (id) | 조문 | 내용 | 시행일 | 기준일 | 효과 | 요건 | 확인 |"
        yield "|---|---|---|---|---|---|---|---|"
        for basis in group:
            yield _basis(basis)
        yield ""


def _basis(basis: Basis) -> str:
    remarks = [text.ko for text in (basis.exceptions, basis.note) if text is not None]
    words = "<br>".join([f"{basis.title.ko}<br>{basis.title.en}", *(f"※ {remark}" for remark in remarks)])
    day = str(basis.in_force) if basis.certain else f"≈{basis.in_force}"
    since = f"{day}<br>{basis.law_number}" if basis.law_number else day
    return _row(
        f"`{basis.id}`", basis.at, words, since, _key(basis), EFFECTS[basis.effect], _reach(basis), basis.verification
    )


def _key(basis: Basis) -> str:
    return KEY_NAMES[basis.keys_on].ko


def _reach(basis: Basis) -> str:
    needed = _facts(basis.gates, "=")
    barred = _facts(basis.barred_by, "≠")
    types = [f"제외: {', '.join(name_of(one).ko for one in sorted(basis.not_types))}"] if basis.not_types else []
    return "<br>".join([*needed, *barred, *types])


def _facts(gates: Gates, sign: str) -> list[str]:
    return [
        f"{label.ko} {sign} {' / '.join(value_name(value).ko for value in gates[name])}"
        for name, label in FACT_NAMES.items()
        if name in gates
    ]


def _numbers(parameters: Iterable[Parameter]) -> Iterator[str]:
    yield "## 기준 수치 · Dated numbers\n"
    yield "| 이름 | 뜻 | 값 (시행일부터) | 단위 | 성격 | 출처 |"
    yield "|---|---|---|---|---|---|"
    for one in sorted(parameters, key=lambda one: (one.status != "law", one.name)):
        note = f"<br>※ {one.note.ko}" if one.note else ""
        sources = "<br>".join(dict.fromkeys(step.reference.title for step in one.steps))
        dated = "<br>".join(f"{step.value} ({step.since}~)" for step in one.steps)
        values = dated if one.status == "law" else str(one.steps[-1].value)
        nature = "법령" if one.status == "law" else "기본값"
        words = f"{one.description.ko}<br>{one.description.en}{note}"
        yield _row(f"`{one.name}`", words, values, one.unit, f"{nature} ({one.verification})", sources)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    main()
