"""
Hold both readers to a hand-read list of sentences, field by field.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from ingest.document import Level, Party, Role, Span
from rules.marks import mark
from rules.norms import read_norms
from rules.sentences import Sentence, cut

if TYPE_CHECKING:
    from rules.norm import Norm

HERE = Path(__file__).parent
GOLD = yaml.load((HERE / "gold.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
JAPANESE = [
    {"setting": "pair"} | case | {"text": case["text"].translate(str.maketrans("甲乙", "갑을"))}
    for case in yaml.load((HERE / "japanese.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
]
"""甲 and 乙 as canonical text has them."""
LABELS: dict[str, dict[Role, tuple[str, ...]]] = {
    "pair": {
        Role.CORPORATE: ("갑", "수요기업", "위탁기업", "Corporation", "Recipient", "委託者"),
        Role.STARTUP: ("을", "참여기업", "수탁기업", "Startup", "Discloser", "受託者"),
    },
    "investment": {
        Role.STARTUP: ("회사", "Company"),
        Role.INVESTOR: ("투자자", "Investor"),
        Role.FOUNDER: ("이해관계인", "대표이사", "Founder", "Founders"),
        Role.CORPORATE: ("갑", "Parent"),
    },
}
FIELDS = ("bearer", "modality", "towards", "consideration", "mutual")
LEAST = 0.97


def parties(setting: str) -> list[Party]:
    """
    Give the parties of one of the two settings.
    """
    return [Party(labels[0], labels[0], role, 1.0, None, labels[1:]) for role, labels in LABELS[setting].items()]


def norms_of(text: str, setting: str) -> list[Norm]:
    """
    Read every norm of a short text as one provision.
    """
    marked = mark(text, parties(setting)).text
    whole = Span(0, len(marked))
    every = [
        Sentence(index, span, None, "", "", Level.PARAGRAPH, whole, whole)
        for index, span in enumerate(cut(marked, whole))
    ]
    roles = frozenset(LABELS[setting])
    return [norm for index in range(len(every)) for norm in read_norms(marked, every, index, roles)]


def fields(norm: Norm) -> dict[str, object]:
    """
    Give the compared fields of a norm in the words of gold.yaml.
    """
    return {
        "bearer": sorted(norm.bearer),
        "modality": norm.modality.value,
        "towards": sorted(norm.beneficiary),
        "consideration": norm.consideration.value,
        "mutual": norm.mutual,
    }


@pytest.mark.parametrize("cases", [GOLD, JAPANESE], ids=["korean and english", "japanese"])
def test_every_field_is_read_as_a_lawyer_reads_it(cases: list[dict[str, Any]]) -> None:
    """
    Each field of the norms in a list is read right in at least 97 of 100 cases, and so is the number of norms.
    """
    right, total = Counter[str](), 0
    for case in cases:
        read = [fields(norm) for norm in norms_of(case["text"], case["setting"])]
        for index, wanted in enumerate(case["norms"]):
            total += 1
            got = read[index] if index < len(read) else {}
            right.update(field for field in FIELDS if got.get(field) == _plain(wanted[field]))
        right["count"] += len(read) == len(case["norms"])
    shares = {field: right[field] / total for field in FIELDS} | {"count": right["count"] / len(cases)}
    print(len(cases), "sentences,", total, "norms:", {field: round(share, 3) for field, share in shares.items()})  # noqa: T201
    assert min(shares.values()) >= LEAST, shares


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("을은 소스코드를 갑에게 제출한다. 다만, 갑이 대가를 지급한 경우에 한한다.", "pair"),
        ("갑은 언제든지 해지할 수 있으며, 다만 을의 비용을 정산한다.", "pair"),
        ("Startup shall assign the Results, provided that Corporation pays a fair price.", "pair"),
        ("Corporation may terminate. However, it shall reimburse the costs incurred.", "pair"),
    ],
)
def test_a_proviso_hangs_on_what_it_limits(text: str, setting: str) -> None:
    """
    A proviso in the same or the next sentence is attached to the norm before it.
    """
    assert norms_of(text, setting)[0].proviso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("을이 3개월 이상 연체한 경우 갑은 해지할 수 있다.", "연체한 경우"),
        ("을은 갑의 사전 서면동의 없이 양도할 수 없다.", "동의 없이"),
        ("갑은 을이 파산한 때에는 즉시 해지한다.", "파산한 때에는"),
        ("If Startup is insolvent, Corporation may terminate.", "If"),
        ("Startup shall not assign without the prior written consent of Corporation.", "without"),
    ],
)
def test_a_condition_is_marked_off(text: str, words: str) -> None:
    """
    The words that must hold first lie in a condition span.
    """
    marked = mark(text, parties("pair")).text
    found = norms_of(text, "pair")[0].condition
    assert any(words in marked[span.start : span.end] for span in found)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("갑은 필요하다고 인정하는 경우 과업을 변경할 수 있다.", True),
        ("검수 합격 여부는 갑의 판단에 의한다.", True),
        ("Corporation may, at its sole discretion, reject any Deliverable.", True),
        ("갑은 검수 결과를 10일 안에 을에게 알린다.", False),
        ("Corporation shall pay the fee within ten days.", False),
    ],
)
def test_words_of_sole_decision_are_noticed(text: str, *, alone: bool) -> None:
    """
    Discretion is set where one side decides alone, and only there.
    """
    assert norms_of(text, "pair")[0].discretion is alone


def test_an_enumerated_item_takes_bearer_and_modality_from_its_head() -> None:
    """
    Items under "다음 각 호의 행위를 하여서는 아니 된다" are prohibitions of the head's bearer; items under 경우 are conditions.
    """
    for head, item, as_condition in (
        ("을은 다음 각 호의 행위를 하여서는 아니 된다.", "1. 소스코드를 제3자에게 제공하는 행위", False),
        ("갑은 다음 각 호의 경우 계약을 해지할 수 있다.", "1. 을이 파산한 경우", True),
    ):
        marked = mark(f"{head}\n{item}", parties("pair")).text
        line = marked.index("\n")
        whole = Span(0, len(marked))
        every = [
            Sentence(0, Span(0, line), None, "", "", Level.PARAGRAPH, whole, whole),
            Sentence(1, Span(line + 1, len(marked)), Span(0, line), "", "", Level.ITEM, whole, whole),
        ]
        roles = frozenset({Role.STARTUP, Role.CORPORATE})
        first, last = read_norms(marked, every, 0, roles)[0], read_norms(marked, every, 1, roles)[0]
        assert (last.bearer, last.modality, last.inherited) == (first.bearer, first.modality, True)
        assert (Span(line + 4, len(marked)) in last.condition) is as_condition


def test_an_enumerated_thing_is_the_object_of_the_heads_act() -> None:
    """
    Items under "다음 각 호의 사항을 적은 서면을 제시한다" are no acts: the head's act is done to them.
    """
    head, item = "갑은 다음 각 호의 사항을 적은 서면을 을에게 제시한다.", "1. 공제 등 감액방법"
    marked = mark(f"{head}\n{item}", parties("pair")).text
    line = marked.index("\n")
    whole = Span(0, len(marked))
    every = [
        Sentence(0, Span(0, line), None, "", "", Level.PARAGRAPH, whole, whole),
        Sentence(1, Span(line + 1, len(marked)), Span(0, line), "", "", Level.ITEM, whole, whole),
    ]
    last = read_norms(marked, every, 1, frozenset({Role.STARTUP, Role.CORPORATE}))[0]
    assert last.act.end <= line
    assert marked[last.object.start : last.object.end].endswith("감액방법")


def test_what_holds_for_the_other_side_too_is_mutual() -> None:
    """
    "갑도 같다" in the next sentence makes a one-sided duty mutual.
    """
    assert norms_of("을은 비밀을 누설하지 아니한다. 갑도 같다.", "pair")[0].mutual
    assert not norms_of("을은 비밀을 누설하지 아니한다. 갑은 이를 확인한다.", "pair")[0].mutual
