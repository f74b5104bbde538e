"""
Settle who of those found is one party and who is none: clients further up, funds and who acts for them, letters.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.parties.letters import is_reader

if TYPE_CHECKING:
    from ingest.parties.definitions import Found

_CLIENT: Final = "발주자"
_ACTING: Final = frozenset({"업무집행조합원", "업무집행자", "General Partner"})
_FUND: Final = late.pattern(r"조합|펀드|Fund|L\.?P\.?\b")
_ADDRESSED: Final = frozenset({"수신", "수신인", "받는이", "To"})


def gathered(found: list[Found]) -> list[Found]:
    """
    Join what belongs to one party, and leave out who is none.
    """
    return _letter(_with_partner(_without_client(found)))


def _without_client(found: list[Found]) -> list[Found]:
    """
    Drop the client of the prime contractor: in a subcontract it is named, but is no party.

    Source: 하도급거래 공정화에 관한 법률 제2조 제10항 (발주자).
    """
    if not any("원사업자" in party.labels for party in found):
        return found
    return [party for party in found if _CLIENT not in party.labels]


def _with_partner(found: list[Found]) -> list[Found]:
    """
    Give a fund the label of the partner who acts for it: both are one investor.
    """
    partners = [party for party in found if _ACTING & set(party.labels)]
    funds = [party for party in found if party not in partners and _FUND.search(party.name)]
    if len(partners) != 1 or len(funds) != 1:
        return found
    fund = funds[0]
    both = replace(fund, labels=(*fund.labels, *partners[0].labels), words=f"{fund.words}\n{partners[0].words}")
    return [both if party is fund else party for party in found if party is not partners[0]]


def _letter(found: list[Found]) -> list[Found]:
    """
    Give "귀사(이하 "회사")" of a letter the name of whom it is addressed to.
    """
    to = next((party for party in found if party.name and _ADDRESSED & set(party.labels)), None)
    you = next(filter(is_reader, found), None)
    if to is None or you is None:
        return found
    both = replace(to, labels=(*you.labels, *to.labels), words=f"{to.words}\n{you.words}")
    return [both if party is to else party for party in found if party is not you]
