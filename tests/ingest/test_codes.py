"""
Hold the outcome codes to the contract: every one is there, worded and advised in both languages.

Source: ../shared/security/SECURITY.md section 2.
"""

from __future__ import annotations

from dataclasses import astuple

import pytest

from ingest.codes import REASONS, REFUSALS, Code
from ingest.errors import IngestError

CONTRACT = {*range(101, 112), *range(120, 123)}
CONTRACT_REASONS = set(range(201, 212))


def test_every_code_of_the_contract_is_there() -> None:
    """The refusals are 101 to 111, 120 to 122 and 201, the reasons 201 to 211 and a file cut short."""
    assert set(REFUSALS) == CONTRACT | {201}
    assert set(REASONS) == CONTRACT_REASONS | {105}


def test_no_code_means_two_things() -> None:
    """Each error class has a code of its own."""
    kinds = IngestError.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("code", [*REFUSALS.values(), *REASONS.values()], ids=lambda code: str(code.number))
def test_every_code_is_worded_in_both_languages(code: Code) -> None:
    """Meaning and advice stand in Korean and in English, and no two of them are the same."""
    _, *words = astuple(code)
    assert len(set(words)) == len(words) == 4
    for said, is_korean in zip(words, (True, False, True, False), strict=True):
        assert any("가" <= letter <= "힣" for letter in said) == is_korean
        assert not said.endswith(".")


def test_every_refusal_has_an_advice_of_its_own() -> None:
    """No advice is copied from another code."""
    advice = [code.advice_ko for code in REFUSALS.values()]
    assert len(set(advice)) == len(advice)
