"""
Turn the rule files into docs/rules.md, the rule book that auditors and lawyers read.

`make docs` writes it; a test fails while the page in docs/ is older than the rules.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rules import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.catalog import Compiled
    from rules.rule import Example, Rule

INTRODUCTION = """\
# 점검 기준집 · Rule book

이 문서는 `rules/packs/`에서 만든다(`make docs`). 손으로 고치지 않는다.
Generated from `rules/packs/`; do not edit by hand.

기준이 지적하는 문언은 확인이 필요한 의심이며 위반의 판정이 아니다. 법적 근거의 시행일과 요건은 [법적 근거](law.md)에 있다.
A flag is a suspicion to be checked, never a verdict. Dates and gates of the bases are in [Legal bases](law.md).
"""


def current() -> str:
    """
    Write the book from the rules as they stand.
    """
    book = catalog.load().rules
    return "\n".join([INTRODUCTION, *_overview(book), *_packs(book)]) + "\n"


def _overview(book: tuple[Compiled, ...]) -> Iterator[str]:
    yield f"## 목록 · {len(book)} rules\n"
    yield "| 기준 | 제목 | title | 심각도 | 계약 유형 |"
    yield "|---|---|---|---|---|"
    for one in book:
        rule = one.rule
        link = f"[{rule.id}](#{rule.id.lower()})"
        yield f"| {link} | {rule.title.ko} | {rule.title.en} | {rule.severity} | {', '.join(rule.applies_to)} |"
    yield ""


def _packs(book: tuple[Compiled, ...]) -> Iterator[str]:
    for pack, rules in groupby(
        sorted(book, key=lambda one: (_pack(one.rule), one.rule.id)), lambda one: _pack(one.rule)
    ):
        yield f"## {pack}\n"
        for one in rules:
            yield from _rule(one)


def _pack(rule: Rule) -> str:
    return rule.name.partition(".")[0]


def _rule(one: Compiled) -> Iterator[str]:
    rule = one.rule
    yield f"### {rule.id}\n"
    yield f"**{rule.title.ko}** · {rule.title.en} — {rule.severity}, {rule.status}, r{rule.revision}\n"
    yield f"- {rule.why.ko}<br>{rule.why.en}"
    yield f"- 근거: {'; '.join(dict.fromkeys(basis.cite for basis in one.bases))}"
    yield from (f"- 먼저 확인: {check.question.ko}" for check in rule.counter_checks)
    yield f"- 고치려면: {rule.remedy.ko}"
    levels = {"이상안": rule.wording.ideal, "절충안": rule.wording.compromise, "최소안": rule.wording.minimum}
    yield from (f"- {name}: {words.ko}" for name, words in levels.items() if words)
    yield from (f"- {_shown(example)}" for example in _examples(rule))
    yield ""


def _examples(rule: Rule) -> Iterator[Example]:
    """
    Give the first example that is flagged and the first that passes.
    """
    yield from [one for one in rule.examples if one.flags][:1]
    yield from [one for one in rule.examples if one.passes][:1]


def _shown(example: Example) -> str:
    words = " ".join((example.flags or example.passes or "").replace("⟦", "").replace("⟧", "").split())
    note = f" ({example.note})" if example.note else ""
    return f"{'지적' if example.flags else '통과'}: {words}{note}"
