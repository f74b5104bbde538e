"""
Tell whether a legal basis applies to this agreement on that day, and what kind of suspicion follows from it.

Rule files only name a basis (`venture.39-1-2-2`); its words, its day in force and the facts it needs stand in
rules/bases/. `apply` is pure: the caller brings the facts and the days. Whether the elements of an offence are
met is left to the auditor; a basis with an open standard word (부당하게) is a yardstick, never an accusation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from ingest.agreement import kinds
from rules.basis import Basis, FactName, KeyDate, Statute, load_bases
from rules.rule import Effect, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Applied", "Basis", "Dates", "Ground", "Statute", "apply", "ground", "key_day", "load_bases"]


class Ground(StrEnum):
    """
    Say what kind of suspicion a finding is, strongest first.
    """

    SUSPECTED_VIOLATION = "suspected_violation"
    POSSIBLY_VOID = "possibly_void"
    PROGRAMME_RULE = "programme_rule"
    ADVISORY = "advisory"


GROUNDS: dict[Effect, Ground] = {
    "prohibits": Ground.SUSPECTED_VIOLATION,
    "voids": Ground.POSSIBLY_VOID,
    "programme": Ground.PROGRAMME_RULE,
    "yardstick": Ground.ADVISORY,
}
"""The ground that each effect gives, strongest first. Source: ../shared/design/CHECK_JSON.md."""

KEY_NAMES: dict[KeyDate, Text] = {
    "concluded": Text(ko="계약 체결일", en="the day of conclusion"),
    "renewed": Text(ko="계약 갱신일", en="the day of renewal"),
    "material_provided": Text(ko="자료 제공일", en="the day the material was provided"),
    "act": Text(ko="점검일(행위 시점)", en="the day of the check (time of the act)"),
    "checked": Text(ko="점검일", en="the day of the check"),
    "suit_filed": Text(ko="소 제기일", en="the day the suit was filed"),
}

FACT_NAMES: dict[FactName, Text] = {
    "investor_kind": Text(ko="투자자 종류", en="kind of investor"),
    "consignment": Text(ko="수탁·위탁거래 여부", en="whether it is a consignment"),
    "subcontract": Text(ko="하도급거래 여부", en="whether it is a subcontract"),
    "standard_terms": Text(ko="약관 여부", en="whether it is standard terms"),
    "joint_research": Text(ko="공동연구 여부", en="whether it is joint research"),
    "public_institution": Text(ko="공공기관 여부", en="whether a party is a public institution"),
    "startup_is_sme": Text(ko="중소기업 여부", en="whether the startup is an SME"),
    "holding_company_cvc": Text(ko="일반지주회사 소속 CVC 여부", en="whether the CVC belongs to a holding company"),
}

INVESTOR_KINDS: dict[str, Text] = {
    "venture_investment_company": Text(ko="벤처투자회사", en="venture investment company"),
    "venture_investment_fund": Text(ko="벤처투자조합", en="venture investment fund"),
    "accelerator": Text(ko="창업기획자", en="accelerator"),
    "individual_investment_fund": Text(ko="개인투자조합", en="individual investment fund"),
    "new_technology_financier": Text(ko="신기술사업금융업자", en="new-technology financier"),
    "corporate_direct": Text(ko="기업의 직접 투자", en="direct investment by a company"),
    "other": Text(ko="그 밖", en="other"),
}
_ANSWERS = {True: Text(ko="예", en="yes"), False: Text(ko="아니오", en="no")}


@dataclass(frozen=True, slots=True)
class Dates:
    """
    Hold the days that decide; None is unknown, and unknown never becomes a violation.
    """

    concluded: date | None
    renewed: date | None
    material_provided: date | None
    checked: date

    @classmethod
    def from_facts(cls, signed_on: date | None, facts: Mapping[str, object], checked: date) -> Dates:
        """
        Read the days from the signing date and the declared facts `renewed_on` and `material_provided_on`.
        """
        return cls(signed_on, _day(facts.get("renewed_on")), _day(facts.get("material_provided_on")), checked)


@dataclass(frozen=True, slots=True)
class Applied:
    """
    Say whether a basis applies: True, False, or None where a fact or day is unknown and must be checked.

    upcoming: it was not in force yet on the day of the check, whatever the day that decides.
    """

    basis: Basis
    applies: bool | None
    why: Text
    upcoming: bool = False


def apply(basis: Basis, facts: Mapping[str, object], dates: Dates, agreement_type: str = "other") -> Applied:
    """
    Tell whether a basis applies to an agreement with these facts and days.

    What rules it out beats what is unknown, and what is unknown beats what holds.
    """
    answers = [*_by_type(basis, agreement_type), *_by_facts(basis, facts), _by_day(basis, dates)]
    for verdict in (False, None, True):
        reasons = [why for applies, why in answers if applies is verdict]
        if reasons:
            return Applied(basis, verdict, _joined(reasons), is_upcoming(basis, dates))
    raise AssertionError(basis.id)  # _by_day always answers


def ground(applied: Sequence[Applied]) -> Ground:
    """
    Give the ground of a finding: the strongest effect among the bases that apply, else advisory.
    """
    effects = {one.basis.effect for one in applied if one.applies}
    return next((name for effect, name in GROUNDS.items() if effect in effects), Ground.ADVISORY)


Answer = tuple[bool | None, Text]


def _by_type(basis: Basis, agreement_type: str) -> Iterator[Answer]:
    if agreement_type in basis.not_types:
        kind = name_of(agreement_type)
        yield False, Text(ko=f"이 유형({kind.ko})에는 적용되지 않음", en=f"does not reach this kind: {kind.en}")


def _by_facts(basis: Basis, facts: Mapping[str, object]) -> Iterator[Answer]:
    for name, values in basis.barred_by.items():
        if facts.get(name) is not None and facts[name] in values:
            yield False, _fact("적용 제외", "ruled out by", name, facts[name])
    for name, values in basis.gates.items():
        value = facts.get(name)
        if value is None:
            yield None, _fact("확인 필요", "to be checked:", name, None)
        elif value not in values:
            yield False, _fact("적용 대상이 아님", "not reached:", name, value)
        else:
            yield True, _fact("요건 충족", "met:", name, value)


def _by_day(basis: Basis, dates: Dates) -> Answer:
    name, since, day = KEY_NAMES[basis.keys_on], basis.in_force, key_day(basis, dates)
    coming = " 예정" if is_upcoming(basis, dates) else ""
    if day is None:
        return None, Text(
            ko=f"{name.ko} 확인 필요({since} 시행{coming})", en=f"{name.en} to be checked (in force {since})"
        )
    if day < since:
        return False, Text(
            ko=f"{name.ko} {day}에는 시행 전({since} 시행{coming})",
            en=f"not yet in force on {day}, {name.en} (from {since})",
        )
    if basis.until is not None and day >= basis.until:
        return False, Text(
            ko=f"{name.ko} {day}에는 실효({basis.until}부터)", en=f"no longer in force on {day} (until {basis.until})"
        )
    return True, Text(
        ko=f"{name.ko} {day} 기준 시행 중({since} 시행)", en=f"in force on {day}, {name.en} (from {since})"
    )


def is_upcoming(basis: Basis, dates: Dates) -> bool:
    """
    Tell whether a basis comes into force only after the day of the check.
    """
    return dates.checked < basis.in_force


def key_day(basis: Basis, dates: Dates) -> date | None:
    """
    Give the day that decides whether the basis was in force, or None where it is unknown.

    Material passes under an agreement after it is concluded, and a renewal comes after the conclusion: where either
    day is unknown, an agreement concluded under the law in force answers for it; an older one leaves it open.
    """
    known: dict[KeyDate, date | None] = {
        "concluded": dates.concluded,
        "renewed": dates.renewed,
        "material_provided": dates.material_provided,
        "act": dates.checked,
        "checked": dates.checked,
        "suit_filed": None,
    }
    day = known[basis.keys_on]
    may_stand_in = basis.keys_on in {"renewed", "material_provided"}
    if day is None and may_stand_in and dates.concluded is not None and dates.concluded >= basis.in_force:
        return dates.concluded
    return day


def _fact(ko: str, en: str, name: str, value: object) -> Text:
    label = next((label for fact, label in FACT_NAMES.items() if fact == name), Text(ko=name, en=name))
    if value is None:
        return Text(ko=f"{ko}: {label.ko}", en=f"{en} {label.en}")
    said = value_name(value)
    return Text(ko=f"{ko}: {label.ko} '{said.ko}'", en=f"{en} {label.en} '{said.en}'")


def value_name(value: object) -> Text:
    """
    Name the value of a fact as a person says it; one that nobody named is told as it stands.
    """
    named = _ANSWERS[value] if isinstance(value, bool) else INVESTOR_KINDS.get(str(value))
    return named or Text(ko=str(value), en=str(value))


def name_of(agreement_type: str) -> Text:
    """
    Name a kind of agreement.
    """
    kind = next((one for one in kinds() if one.value == agreement_type), None)
    return Text(ko=kind.name_ko, en=kind.name_en) if kind else Text(ko=agreement_type, en=agreement_type)


def _joined(reasons: list[Text]) -> Text:
    return Text(ko="; ".join(one.ko for one in reasons), en="; ".join(one.en for one in reasons))


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
