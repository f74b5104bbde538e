"""
Take out of a quote who the parties are: whoever writes rules reads wording, not whose wording it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ingest.document import Party

FORM = r"(?:주식회사|유한회사|유한책임회사|\(주\)|㈜)"
"""Words for the kind of a company, before or after its name."""
NAMED = re.compile(rf"{FORM}\s*[가-힣A-Za-z0-9&.]{{1,30}}|[가-힣A-Za-z0-9&.]{{1,30}}\s?{FORM}(?![가-힣])")
NUMBERS = re.compile(r"\d{3}-\d{2}-\d{5}|\d{6}-\d{7}|[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9.-]{1,100}|0\d{1,2}-\d{3,4}-\d{4}")
"""Registration numbers, addresses of mail, and telephones."""
SHORTEST = 2
LEFT_OUT = "○○○"


def masked(text: str, parties: Iterable[Party]) -> str:
    """
    Put the labels of parties in the place of their names, and marks in the place of other companies and numbers.
    """
    for party in sorted(parties, key=lambda one: -len(one.name)):
        for name in (party.name, _bare(party.name)):
            if len(name) >= SHORTEST:
                text = text.replace(name, party.label or LEFT_OUT)
    return NUMBERS.sub(LEFT_OUT, NAMED.sub(LEFT_OUT, text))


def _bare(name: str) -> str:
    return re.sub(FORM, "", name).strip()
