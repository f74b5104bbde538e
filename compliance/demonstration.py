"""
Prepare a demonstration: invented people and projects, a sample agreement, one-use links.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from compliance import accounts
from compliance.access import Actor
from compliance.cases import example
from compliance.views import Origin, Upload
from ingest.document import Declaration

if TYPE_CHECKING:
    from compliance.access import Person
    from compliance.office import Office

SAMPLES = Path(__file__).resolve().parent / "samples"
PROJECTS = SAMPLES / "programme.csv"
"""An invented support programme with three projects."""
SAMPLE = SAMPLES / "joint-development.txt"
"""An agreement of our own with invented parties and unfair clauses."""

STARTUP = ("시연 창업기업 가", "이시연", Actor.STARTUP)
OFFICER = ("시연 전담기관", "문시연", Actor.PROGRAMME_OFFICER)
AUDITOR = ("시연 점검기관", "김시연", Actor.AUDITOR)
SECOND = ("시연 점검기관", "정시연", Actor.REVIEWER)
APPROVER = ("시연 점검기관", "결시연", Actor.APPROVER)
COMPANY = ("누리가상소재 주식회사", "서시연", Actor.RESPONDENT)
"""The stronger party of the sample, under the name that the sample gives it."""
PEOPLE = (
    STARTUP,
    ("시연 창업기업 나", "박시연", Actor.STARTUP),
    AUDITOR,
    SECOND,
    APPROVER,
    COMPANY,
    ("시연 점검기관", "오시연", Actor.ADMINISTRATOR),
    ("시연 점검기관", "기시연", Actor.RULE_MANAGER),
    ("시연 점검기관", "보시연", Actor.PRIVACY_OFFICER),
    OFFICER,
    ("시연 주관기관", "한시연", Actor.HOST_OFFICER),
)
WORDS = {
    Actor.STARTUP: "창업기업 담당자 / startup",
    Actor.AUDITOR: "점검담당자 / auditor",
    Actor.REVIEWER: "교차검토자 / second reviewer",
    Actor.APPROVER: "결재자 / approver",
    Actor.RESPONDENT: "피점검기업 담당자 / respondent",
    Actor.ADMINISTRATOR: "관리자 / administrator",
    Actor.RULE_MANAGER: "기준관리자 / rule manager",
    Actor.PRIVACY_OFFICER: "개인정보보호 담당자 / privacy officer",
    Actor.PROGRAMME_OFFICER: "사업담당자 / programme officer",
    Actor.HOST_OFFICER: "주관기관 담당자 / host officer",
}


def prepare(office: Office, base: str) -> list[str]:
    """
    Make the accounts and hand in the sample, as far as not done before; return lines with new one-use links.

    `base` is the service's address ("http://127.0.0.1:8000").
    """
    persons = [accounts.find_or_make(office, *who) for who in PEOPLE]
    hand_in_sample(office, persons[0])
    enter_programme(office, persons[PEOPLE.index(OFFICER)])
    show_case(office, *(persons[PEOPLE.index(who)] for who in (AUDITOR, SECOND, APPROVER)))
    head = "한 번만 쓸 수 있는 접속 주소 / one-use links:"
    return [
        head,
        *(_line(office, person, tenant, base) for person, (tenant, _, _) in zip(persons, PEOPLE, strict=True)),
    ]


def hand_in_sample(office: Office, startup: Person) -> None:
    """
    Hand the sample in twice: once for the startup alone, once registered with the authority.
    """
    upload = Upload(SAMPLE.name, SAMPLE.read_bytes(), "text/plain")
    for origin in (Origin.SELF_CHECK, Origin.REGISTERED):
        office.submit(startup, upload, Declaration(agreement_type="joint_development"), origin=origin)


def show_case(office: Office, auditor: Person, second: Person, approver: Person) -> None:
    """
    Make a case in the middle of its way from the registered sample.

    At the first start it is not screened yet: the case comes when the demonstration is asked for (`compliance demo`).
    """
    example.ask_for_explanation(office, SAMPLE.name, auditor, second, approver)


def enter_programme(office: Office, officer: Person) -> None:
    """
    Take in the invented programme.
    """
    office.programmes.take_in(officer, Upload(PROJECTS.name, PROJECTS.read_bytes(), "text/csv"))


def _line(office: Office, person: Person, tenant: str, base: str) -> str:
    token = accounts.make_link(office, person)
    return f"  {WORDS[person.actor]} ({tenant}, {person.name}): {base}/enter/{token}"
