"""
Weigh what the text says of each party and settle its role.

The words are data (`roles.yaml`). No role without evidence: a party of whom nothing telling is said stays "other".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest.document import Role
from ingest.parties.deeds import leanings
from ingest.parties.lexicon import ROLES, SHORTEST, bare, lexicon
from ingest.parties.names import has_form, people
from ingest.parties.sayings import places_of, said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INVESTMENTS: Final = frozenset({"investment", "shareholders", "convertible", "safe", "term_sheet"})
_LEAST: Final = 1.0
_PLENTY: Final = 4.0
_PAIR: Final = 2
_TELLING: Final = 3.5
_CLEARLY: Final = 2.0
_LEANING: Final = 3.0
"""What counts, as much as a phrase that tells a role, of what a party does on the whole."""
_PERSON: Final = 2.5
"""What it counts for a founder that a party is a natural person, where money is invested."""
_APART: Final = 1.0
"""How far what they do must differ at least: of 488 pairs by authors left out of the training 472 differ so far the right way, none the wrong way."""
_DESCRIBED: Final = 0.6
_ELSEWHERE: Final = 0.4
_LEFT_OVER: Final = 0.75
"""How much of the certainty about one side goes over to the side that is left."""
_GUESS: Final = 0.5
"""A side that is left over and less certain than that is a guess."""


def money_goes_in() -> frozenset[str]:
    """
    Name the kinds of agreement by which money is invested in the startup.
    """
    return _INVESTMENTS


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    Hold a role with its certainty (0 to 1).
    """

    role: Role
    certainty: float


def verdicts(parties: Sequence[tuple[Sequence[str], str, str]], text: str, kind: str) -> list[Verdict]:
    """
    Settle the role of each party, given its labels, its name and its description; two parties settle each other.
    """
    named = [_named(labels, name, described, kind) for labels, name, described in parties]
    weights = [_weights(weight, labels, text, kind) for weight, (labels, _, _) in zip(named, parties, strict=True)]
    is_told = all(_called(known) for known in named)
    if not is_told:
        _lean(weights, named, leanings([labels for labels, _, _ in parties], text), kind)
    settled = [_settled(weight, known) for weight, known in zip(weights, named, strict=True)]
    if not is_told:
        settled = _swapped(settled, weights, kind)
    return _by_elimination(settled, kind)


def _named(labels: Sequence[str], name: str, described: str, kind: str) -> dict[Role, float]:
    """
    Weigh what a party is called: its labels, its name and the words around it.
    """
    words = lexicon()
    weight = dict.fromkeys(ROLES, 0.0)
    for role in ROLES:
        for label in map(bare, labels):
            special = words.investment[role].get(label, 0.0) if kind in _INVESTMENTS else 0.0
            weight[role] += max(special, words.labels[role].get(label, 0.0))
        weight[role] += max((score for part, score in words.names[role].items() if part in name), default=0.0)
        told = (score for part, score in words.labels[role].items() if len(part) > SHORTEST and part in described)
        weight[role] += _DESCRIBED * max(told, default=0.0)
    if kind in _INVESTMENTS and people(name):
        weight[Role.FOUNDER] += _PERSON
    if has_form(name):
        # A founder is a natural person; a company that guarantees or holds shares is none.
        weight[Role.FOUNDER] = 0.0
    return weight


def _weights(named: Mapping[Role, float], labels: Sequence[str], text: str, kind: str) -> dict[Role, float]:
    """
    Add what the text says of a party to what it is called.
    """
    places = places_of(labels, text)
    weight = {role: named[role] + said(role, places, text) for role in ROLES}
    if kind not in _INVESTMENTS and kind != "mou":
        weight[Role.INVESTOR] *= _ELSEWHERE
        weight[Role.FOUNDER] *= _ELSEWHERE
    return weight


def _lean(
    weights: Sequence[dict[Role, float]],
    named: Sequence[Mapping[Role, float]],
    leans: Sequence[float | None],
    kind: str,
) -> None:
    """
    Add to each side how much more or less than the others it does what the stronger side does.

    Whoever is called by a word for a side needs none of it: a supplier of dealers (공급업자) delivers and is the stronger.
    """
    heard = [lean for lean in leans if lean is not None]
    if len(heard) < _PAIR or max(heard) - min(heard) < _APART:
        return
    middle = (max(heard) + min(heard)) / 2
    for weight, known, lean in zip(weights, named, leans, strict=True):
        if lean is not None and not _called(known):
            side = _stronger(known, kind) if lean > middle else Role.STARTUP
            weight[side] += _LEANING * abs(lean - middle)


def _stronger(known: Mapping[Role, float], kind: str) -> Role:
    """
    Name the stronger side: where money is invested a party that is no known company invests it; a public body is one by name.
    """
    usual = Role.INVESTOR if kind in _INVESTMENTS else Role.CORPORATE
    return max((usual, Role.CORPORATE, Role.PUBLIC_BODY), key=lambda role: known[role])


def _settled(weight: Mapping[Role, float], named: Mapping[Role, float]) -> Verdict:
    """
    Take the heaviest role if it is heavy enough and clearly ahead; deeds alone never make it nearly certain.
    """
    called = _decisive(named)
    if called is not None:
        return called
    first, second = sorted(weight.values(), reverse=True)[:2]
    role = max(weight, key=lambda candidate: weight[candidate])
    if first < _LEAST or first - second < 0.5 * _LEAST:
        return Verdict(Role.OTHER, 0.2)
    ahead = (first - second) / first
    most = 0.95 if named[role] >= _LEAST else 0.75
    return Verdict(role, round(min(most, 0.4 + 0.35 * ahead + 0.2 * min(first / _PLENTY, 1.0)), 2))


def _decisive(named: Mapping[Role, float]) -> Verdict | None:
    """
    Trust a name that says the role: 수급사업자 is one whatever the text makes it do.
    """
    first, second = sorted(named.values(), reverse=True)[:2]
    if first < _TELLING or first - second < _CLEARLY:
        return None
    role = max(named, key=lambda candidate: named[candidate])
    return Verdict(role, min(0.95, round(0.75 + 0.05 * (first - second), 2)))


def _called(named: Mapping[Role, float]) -> bool:
    """
    Tell whether a party is called by a word for one side: two hosts of a programme are both that.
    """
    return max(named.values()) >= _CLEARLY


def _swapped(settled: list[Verdict], weights: Sequence[Mapping[Role, float]], kind: str) -> list[Verdict]:
    """
    Where two parties of a cooperation both look like the same side, let the heavier keep it.

    What both sides do alike tells nothing: without a clear lead nobody knows who is who.
    """
    if kind in _INVESTMENTS or len(settled) != _PAIR or settled[0].role is not settled[1].role:
        return settled
    role = settled[0].role
    if role not in {Role.STARTUP, Role.CORPORATE}:
        return settled
    other = Role.CORPORATE if role is Role.STARTUP else Role.STARTUP
    lead = [weight[role] - weight[other] for weight in weights]
    if abs(lead[0] - lead[1]) < _LEAST:
        return [Verdict(Role.OTHER, 0.2)] * 2
    stronger = 0 if lead[0] > lead[1] else 1
    certainty = round(min(0.6, 0.3 + 0.1 * abs(lead[0] - lead[1])), 2)
    return [Verdict(role if place == stronger else other, certainty) for place in range(2)]


def _by_elimination(settled: list[Verdict], kind: str) -> list[Verdict]:
    """
    Give the one party of unknown role the side that is still empty, with less certainty.
    """
    unknown = [place for place, verdict in enumerate(settled) if verdict.role is Role.OTHER]
    roles = {verdict.role: verdict.certainty for verdict in settled}
    if len(unknown) != 1 or len(settled) < _PAIR:
        return settled
    if Role.STARTUP in roles:
        missing = Role.INVESTOR if kind in _INVESTMENTS and Role.INVESTOR not in roles else Role.CORPORATE
        known = roles[Role.STARTUP]
    else:
        missing, known = (
            Role.STARTUP,
            max(roles.get(role, 0.0) for role in (Role.CORPORATE, Role.INVESTOR, Role.PUBLIC_BODY)),
        )
    certainty = round(_LEFT_OVER * known, 2)
    if missing in roles or certainty < _GUESS:
        return settled
    settled[unknown[0]] = Verdict(missing, certainty)
    return settled
