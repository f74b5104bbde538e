"""
Read rights hidden in what the other party suffers, in exceptions, and bans whose subject is the doing itself.
"""

from __future__ import annotations

import pytest

from ingest.document import Role
from rules.norm import Modality
from tests.rules.norms.test_gold import norms_of


@pytest.mark.parametrize(
    "text",
    [
        "을은 갑이 결과물을 단독 명의로 출원하는 데 이의를 달지 아니한다.",
        "을은 갑이 그 계열사에 비밀정보를 전달하는 데 미리 동의한다.",
        "을은 갑이 비밀정보를 다른 용도로 사용하더라도 이의를 제기하지 아니한다.",
        "갑의 양도에 대하여 을은 미리 동의한 것으로 본다.",
        "각 당사자는 상대방의 동의 없이 양도하지 못한다. 다만, 갑이 그 자회사에 양도하는 경우에는 그러하지 아니하다.",
        "갑은 비밀정보를 누설하지 아니한다. 다만, 갑의 자회사에 대한 제공은 예외로 한다.",
        "이 계약의 해지권은 갑에게만 있다.",
        "결과물을 출원할 권리는 갑에 있다.",
    ],
)
def test_what_one_party_suffers_is_the_right_of_the_other(text: str) -> None:
    """
    Consent in advance, silence, an exception to a ban and a power that lies with one party are that party's right.
    """
    assert any(
        norm.modality is Modality.MAY and norm.bearer == {Role.CORPORATE} and not norm.mutual
        for norm in norms_of(text, "pair")
    )


@pytest.mark.parametrize(
    "text",
    [
        "을에 의한 동종 서비스의 개발은 종료일로부터 3년간 금지된다.",
        "을이 갑의 특허에 대하여 무효심판을 청구하는 것은 허용되지 아니한다.",
        "을에 의한 결과물의 상업적 이용은 갑의 사전 승인이 있는 경우에 한한다.",
        "을의 양도는 금지한다.",
    ],
)
def test_a_ban_on_a_doing_binds_the_doer(text: str) -> None:
    """
    Where the doing is the subject, whoever does it bears the ban.
    """
    norm = norms_of(text, "pair")[-1]
    assert (norm.modality, norm.bearer) == (Modality.MUST_NOT, frozenset({Role.STARTUP}))


@pytest.mark.parametrize(
    "text",
    [
        "갑의 하자 통지에 대하여 을은 10일 안에 이의를 제기할 수 있다.",
        "을은 갑이 정당한 대가를 지급할 때까지 결과물을 인도하지 아니할 수 있다.",
        "각 당사자는 비밀정보를 누설하지 아니한다. 다만, 법원의 명령이 있는 경우에는 그러하지 아니하다.",
    ],
)
def test_nothing_is_granted_to_one_side_alone_where_nobody_suffers(text: str) -> None:
    """
    A right to object, to hold back or an exception for all grants the other party nothing.
    """
    assert not any(
        norm.modality is Modality.MAY and norm.bearer == {Role.CORPORATE} and not norm.mutual
        for norm in norms_of(text, "pair")
    )


@pytest.mark.parametrize(
    ("text", "bearer", "modality"),
    [
        ("을은 결과물을 제3자에게 제공하지 아니하지 아니할 수 없다.", Role.STARTUP, Modality.MUST_NOT),
        ("을은 갑의 승낙을 받지 아니하여서는 아니 된다.", Role.STARTUP, Modality.MUST),
        ("을은 갑이 도입하지 않겠다고 알린 뒤에야 다른 고객에게 권할 수 있다.", Role.STARTUP, Modality.MUST_NOT),
        (
            "을이 사업을 팔고자 하는 때에는 갑이 사지 않기로 한 뒤가 아니면 다른 상대를 찾지 아니한다.",
            Role.STARTUP,
            Modality.MUST_NOT,
        ),
        ("갑이 자료를 보관하고, 을의 폐기 요청에 응할 의무를 지지 아니한다.", Role.CORPORATE, Modality.NEED_NOT),
        ("비용 부담: 을", Role.STARTUP, Modality.MUST),
    ],
)
def test_turned_round_wording_binds_whom_it_means(text: str, bearer: Role, modality: Modality) -> None:
    """
    Negatives piled up, leave after the other one declined, duties to whoever asks, and entries of a list are read.
    """
    assert (frozenset({bearer}), modality) in {(norm.bearer, norm.modality) for norm in norms_of(text, "pair")}


@pytest.mark.parametrize(
    "text", ["결과물의 저작권은 갑에게 옮겨 간다.", "권리 귀속: 갑", "결과물에 대한 지분은 갑에게 배정된다."]
)
def test_what_passes_to_a_party_is_a_fact_in_its_favour(text: str) -> None:
    """
    Native verbs of passing on and entries of a list say who gains.
    """
    assert any(norm.modality is Modality.IS and norm.beneficiary == {Role.CORPORATE} for norm in norms_of(text, "pair"))
