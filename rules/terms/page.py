"""
Turn the vocabulary of investment terms into docs/terms.md, for those who read the tables or extend them.

`make docs` writes it; a test fails while the page in docs/ is older than the vocabulary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import catalog
from rules.parameters import load_parameters
from rules.terms.market import market

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from rules.terms.vocabulary import Term

INTRODUCTION = """\
# 투자 조건 · Investment terms

`rules/terms/*.yaml`에서 만든다(`make docs`). 손으로 고치지 않는다.
Generated from `rules/terms/*.yaml`; do not edit by hand.

투자 문서(신주인수, 주주간, 전환사채, SAFE, 텀시트)에서 읽는 조건이다. `compliance terms 문서...`가 여러 문서를 나란히 보이고,
점검 결과의 `terms`와 결과 화면에 같은 표가 있다. 찾지 못한 값은 비워 두며 기본값을 넣지 않는다. 값이 여럿이면 모두 보인다.
These are read out of investment papers. `compliance terms FILE...` sets several papers side by side; `terms` of a check's
result and the page of the result hold the same. What was not found stays empty, never a default; values at odds are all shown.

시장 표준의 근거 표시: 법령 law, 기본값 default(제품이 정한 값), 원문 확인 text, 간접 확인 second_hand, 미확인 none.
"""


def current() -> str:
    """
    Write the page from the vocabulary as it stands.
    """
    terms = catalog.load().terms
    latest = max(step.since for parameter in load_parameters().values() for step in parameter.steps)
    return "\n".join([INTRODUCTION, *_groups(terms, latest)]) + "\n"


def _groups(terms: tuple[Term, ...], on: date) -> Iterator[str]:
    group = None
    for term in terms:
        if term.group != group:
            group = term.group
            yield f"\n## {group.ko} · {group.en}\n"
            yield "| term | 조건 · name | 값 · values | 시장 표준 · usual |"
            yield "|---|---|---|---|"
        yield f"| `{term.id}` | {term.name.ko} · {term.name.en} | {_values(term)} | {_usual(term, on)} |"


def _values(term: Term) -> str:
    options = [f"`{name}` {text.ko}" for name, text in term.options.items()]
    kinds = dict.fromkeys(kind for way in term.ways if way.pick for kind in way.pick.kind)
    return ", ".join([*kinds, *options]) or "words"


def _usual(term: Term, on: date) -> str:
    if term.usual is None:
        return ""
    usual = market(term.usual, on)
    sources = ", ".join(f"{source.name.ko} [{source.standing}]" for source in usual.sources)
    return f"{usual.text.ko} ({sources})" if sources else usual.text.ko
