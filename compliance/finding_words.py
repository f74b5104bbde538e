"""
Say what a finding's object (CHECK_JSON.md) says in Korean sentences for papers; what it lacks is left empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from compliance.vocabulary import ANSWERS, standing

Finding = Mapping[str, Any]


def place(finding: Finding) -> str:
    """
    Name the clause and the page.
    """
    page = finding.get("page")
    return " ".join(part for part in (finding.get("clause"), f"{page}쪽" if page else "") if part)


def quotes(finding: Finding) -> str:
    """
    Quote every piece of evidence, each on a line of its own.
    """
    pieces = dict.fromkeys(str(piece["quote"]) for piece in finding.get("evidence") or () if piece.get("quote"))
    return "\n".join(pieces) or str(finding.get("quote") or "")


def message(finding: Finding) -> str:
    """
    Say why it is suspected.
    """
    return _ko(finding.get("message"))


def why(finding: Finding) -> str:
    """
    Say why it matters.
    """
    return _ko(finding.get("why"))


def bases(finding: Finding) -> str:
    """
    Cite each legal basis, with whether it applies and why.
    """
    return "\n".join(map(_basis, finding.get("legal_basis") or ()))


def counter_checks(finding: Finding) -> str:
    """
    Give each question that could acquit the clause, with what was found on it.
    """
    return "\n".join(map(_counter_check, finding.get("counter_checks") or ()))


def wording(finding: Finding) -> str:
    """
    Suggest the wording that asks least.
    """
    offered = finding.get("wording") or {}
    return _ko(offered.get("minimum") or offered.get("compromise") or offered.get("ideal"))


def wordings(finding: Finding) -> str:
    """
    Suggest every wording there is, from the fairest to the least that should be asked for.
    """
    offered = finding.get("wording") or {}
    levels = {"ideal": "기본안", "compromise": "절충안", "minimum": "최소한"}
    told = {name: _ko(offered.get(name)) for name in levels}
    return "\n".join(f"[{levels[name]}] {words}" for name, words in told.items() if words)


def certainty(finding: Finding) -> str:
    """
    Say how sure the check is, between 0 and 1.
    """
    sure = finding.get("certainty")
    return "" if sure is None else f"{sure:.2f}"


def _counter_check(one: Finding) -> str:
    told = f"{_ko(one.get('question'))} {ANSWERS[one['answer']].ko}"
    return f"{told}: {one['evidence']}" if one.get("evidence") else told


def _basis(basis: Finding) -> str:
    told = standing(
        applies=basis.get("applies"),
        effect=basis.get("effect"),
        upcoming=basis.get("upcoming"),
        in_force=basis.get("in_force"),
    ).ko
    return f"{basis.get('cite', '')} [{' · '.join(part for part in (told, _ko(basis.get('why'))) if part)}]"


def _ko(words: Mapping[str, str] | None) -> str:
    return (words or {}).get("ko", "")
