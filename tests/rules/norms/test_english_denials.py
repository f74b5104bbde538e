"""
Read English bans whose subject is nothing, whose verb is inverted, or that stand as a need for leave.
"""

from __future__ import annotations

import pytest

from ingest.document import Role
from rules.norm import Modality
from tests.rules.norms.test_gold import norms_of


@pytest.mark.parametrize(
    "text",
    [
        "No result of the trial may be used by Startup without Corporation's consent.",
        "At no time may Startup publish the results.",
        "In no event shall Startup supply competitors of Corporation.",
        "Neither Startup nor its employees shall approach other customers.",
        "It is understood that Startup has no claim to payment.",
        "Startup's use of the results is subject to Corporation's prior written approval.",
        "Any use of the results by Startup requires approval of Corporation.",
        "Startup has agreed not to work for others.",
    ],
)
def test_what_is_denied_to_a_party_binds_it(text: str) -> None:
    """
    "No result may be used by", "at no time may", "is subject to approval of" are bans on the party that would do it.
    """
    assert [(norm.bearer, norm.modality) for norm in norms_of(text, "pair")] == [
        (frozenset({Role.STARTUP}), Modality.MUST_NOT)
    ]


@pytest.mark.parametrize(
    ("text", "bearer", "modality"),
    [
        ("No consent of Startup is needed for Corporation to share the materials.", Role.CORPORATE, Modality.MAY),
        ("Corporation alone determines whether the trial has succeeded.", Role.CORPORATE, Modality.MAY),
        ("Costs: Startup.", Role.STARTUP, Modality.MUST),
        ("Startup has agreed to bear all costs.", Role.STARTUP, Modality.MUST),
        ("Startup may publish no later than 1 May.", Role.STARTUP, Modality.MAY),
    ],
)
def test_short_drafting_is_read(text: str, bearer: Role, modality: Modality) -> None:
    """
    Consent that is not needed is a right, deciding alone is a right, an entry "Costs: Startup" is a duty.
    """
    assert [(norm.bearer, norm.modality) for norm in norms_of(text, "pair")] == [(frozenset({bearer}), modality)]


@pytest.mark.parametrize(
    "text",
    [
        "Ownership of the results: Corporation.",
        "No failure by Corporation to exercise a right shall be deemed a waiver.",
        "Any amendment requires written approval.",
    ],
)
def test_facts_bind_nobody(text: str) -> None:
    """
    Entries in a list of terms and needs for approval that name nobody put a duty on no party.
    """
    assert all(not norm.bearer for norm in norms_of(text, "pair"))
