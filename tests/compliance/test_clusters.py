"""
Hold clusters of template clauses to their word: the same template is one, whoever signed it, and no self-check is in it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from psycopg import sql

from compliance.clusters import likeness
from compliance.clusters.wording import normal, organisation
from compliance.errors import Forbidden, NotFound
from compliance.office import Office
from compliance.views import FindingFilter, Origin
from ingest.document import Party, Role, Span
from tests.compliance.conftest import Desk, owner
from tests.compliance.fakes import INSTRUMENTS, check, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from compliance.settings import Settings
    from ingest.document import Declaration, Document
    from tests.compliance.conftest import Cast

CORPORATE, STARTUP = "주식회사 한빛정밀", "새싹로보틱스"
TEMPLATE = (
    "{strong}은 이 계약에 따른 모든 결과물에 대한 권리를 단독으로 보유하며 {weak}은 계약 종료 후 {years}년간 결과물을 "
    "어떠한 목적으로도 이용하거나 제3자에게 제공할 수 없고 위반할 경우 {won}원을 지체 없이 지급하여야 한다"
)
OTHER = (
    "결과물의 귀속은 양 당사자가 기여한 비율에 따라 공동으로 소유하는 것으로 정하고, 각 당사자는 상대방의 서면 동의를 얻어 "
    "자신의 지분을 양도하거나 실시권을 설정할 수 있으며 그 수익은 별도의 합의로 나눈다"
)
KEY = b"k" * 32


def written(
    strong: str = CORPORATE, weak: str = STARTUP, clause: str = TEMPLATE, years: int = 3, won: int = 500
) -> str:
    """
    Write an agreement of two parties with one flagged clause.
    """
    return f"PARTIES {strong}|{weak}\n제5조 (결과물)\nFLAG high " + clause.format(
        strong="갑", weak="을", years=years, won=won
    )


def read_parties(data: bytes, name: str, declared: Declaration | None) -> Document:
    """
    Read the parties off the first line.
    """
    document = read(data, name, declared)
    strong, weak = document.text.splitlines()[0].removeprefix("PARTIES ").split("|")
    parties = (Party("갑", strong, Role.CORPORATE, 1.0), Party("을", weak, Role.STARTUP, 1.0))
    start = document.text.index("제5조")
    clause = replace(document.clauses[0], span=Span(start, len(document.text)))
    return replace(document, parties=parties, clauses=(clause,))


def check_places(document: Document, on: date) -> Mapping[str, Any]:
    """
    Say where each finding stands.
    """
    report = check(document, on)
    placed = [{**one, "start": document.text.index(one["quote"]), "clause": "제5조"} for one in report["findings"]]
    return {**report, "findings": placed}


@pytest.fixture
def office(settings: Settings) -> Iterator[Office]:
    """
    Open an office whose reader knows parties and whose checker says where findings stand.
    """
    office = Office.open(settings, replace(INSTRUMENTS, read=read_parties, check=check_places))
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    """
    Lend a hand.
    """
    return Desk(office)


def tied(office: Office) -> dict[str, str]:
    """
    Give the cluster of every marked finding.
    """
    query = "SELECT finding_id::text, cluster_id::text FROM template_clauses JOIN template_forms f ON f.id = form_id"
    with owner(office) as connection:
        return dict(connection.execute(query).fetchall())


def test_the_same_template_with_other_names_and_numbers_is_one_cluster(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Other startups, years, sums and one other word: one cluster; another clause or another company: another.
    """
    for text in (
        written(),
        written(weak="푸른센서", years=5, won=900),
        written(clause=TEMPLATE.replace("지체 없이", "즉시")),
    ):
        desk.screened(cast.startup, text, origin=Origin.REGISTERED)
    assert len(set(tied(office).values())) == 1
    desk.screened(cast.startup, written(clause=OTHER), origin=Origin.REGISTERED)
    desk.screened(cast.startup, written(strong="주식회사 다온물산"), origin=Origin.REGISTERED)
    assert (len(tied(office)), len(set(tied(office).values()))) == (5, 3)


def test_a_self_check_is_in_no_cluster(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Nothing of a self-check is marked, and the database itself refuses to.
    """
    view = desk.screened(cast.startup, written(), origin=Origin.SELF_CHECK)
    assert tied(office) == {}
    with owner(office) as connection:
        assert connection.execute("SELECT count(*) FROM template_forms").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM findings WHERE submission_id = %s", (view.id,)).fetchone() == (
            1,
        )


def test_what_is_kept_tells_no_word_and_is_kept_once(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Neither names nor words stand in the tables, and a job that runs again adds nothing.
    """
    view = desk.screened(cast.startup, written(), origin=Origin.REGISTERED)
    before = tied(office)
    desk.run_job(view.id)
    assert tied(office) == before
    with owner(office) as connection:
        for table in ("template_forms", "template_bands", "template_clauses"):
            query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table))
            rows = str(connection.execute(query).fetchall())
            assert not any(
                word in rows or word.encode().hex() in rows for word in ("한빛정밀", "새싹", "결과물", "제5조")
            )


def test_which_wordings_are_joined_depends_on_no_order(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Three wordings, each further from the first, make the same clusters in whatever order they come.
    """
    middle = TEMPLATE.replace("단독으로", "혼자서").replace("지체 없이", "즉시")
    far = middle.replace("어떠한 목적으로도", "아무런 이유로도").replace("제3자에게 제공", "타인에게 공개")
    for number, order in enumerate(permutations((TEMPLATE, middle, far))):
        strong = f"주식회사 가온{number}테크"
        for clause in order:
            desk.screened(cast.startup, written(strong=strong, clause=clause), origin=Origin.REGISTERED)
    with owner(office) as connection:
        counted = "SELECT count(DISTINCT cluster_id), count(*) FROM template_forms GROUP BY organisation"
        found = connection.execute(counted).fetchall()
    assert (len(found), len(set(found))) == (6, 1)


def test_the_queue_shows_one_row_for_each_template(office: Office, cast: Cast, desk: Desk) -> None:
    """
    Collapsed, the newest finding stands for all of its template; what narrows the list narrows its siblings, too.
    """
    for clause, years in ((TEMPLATE, 1), (TEMPLATE, 2), (OTHER, 1)):
        desk.screened(cast.startup, written(clause=clause, years=years), origin=Origin.REGISTERED)
    for clause in (TEMPLATE, OTHER):
        desk.screened(cast.rival, written(clause=clause, weak="푸른센서"), origin=Origin.REGISTERED)
    whole = office.findings(cast.auditor, FindingFilter()).items
    shown = office.findings(cast.auditor, FindingFilter(is_collapsed=True)).items
    assert (len(whole), len(shown)) == (5, 2)
    assert shown[0].id == whole[0].id
    [largest, other] = office.clusters.clusters(cast.auditor).items
    assert (largest.agreements, other.agreements) == (3, 2)
    assert largest.organisation == CORPORATE
    assert len(office.findings(cast.auditor, FindingFilter(cluster_id=largest.id)).items) == 3
    told = office.clusters.same_template(cast.auditor, [one.id for one in whole])
    assert {(one.agreements, one.findings) for one in told.values()} == {(2, 2), (3, 3)}


def test_a_note_on_a_template_is_sealed_and_decides_nothing(office: Office, cast: Cast, desk: Desk) -> None:
    """
    It is read by examiners with a line in the journal, and findings stay as they were; startups learn of no template.
    """
    desk.screened(cast.startup, written(), origin=Origin.REGISTERED)
    [finding] = office.findings(cast.auditor, FindingFilter()).items
    cluster = office.clusters.cluster(cast.auditor, next(iter(map(UUID, tied(office).values()))))
    office.clusters.note(cast.auditor, cluster.id, "wording", "결과물은 공동으로 소유한다")
    [note] = office.clusters.notes(cast.reviewer, cluster.id)
    assert (note.kind, note.text, note.author) == ("wording", "결과물은 공동으로 소유한다", "김점검")
    assert office.finding(cast.auditor, finding.id).etag == finding.etag
    with owner(office) as connection:
        assert "공동".encode().hex() not in str(connection.execute("SELECT t::text FROM cluster_notes t").fetchall())
    for person in (cast.startup, cast.rule_manager):
        assert office.clusters.clusters(person).items == ()
        with pytest.raises(NotFound):
            office.clusters.cluster(person, cluster.id)
        with pytest.raises(Forbidden):
            office.clusters.note(person, cluster.id, "note", "x")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("제3조 ① 갑은 2026. 11. 3.까지 금 1,000,000원을 지급한다", "1. 갑은 2027년 1월 5일까지 금 2억 원을 지급한다"),
        ("주식회사 한빛정밀은 새싹로보틱스에게 알린다", "갑은 을에게 알린다"),
        ("“을”은 제5조제2항을 지킨다", "을은 제7조를 지킨다"),
    ],
)
def test_what_differs_from_use_to_use_is_taken_out(one: str, other: str) -> None:
    """
    Names, labels, numbering, references, dates and sums leave no trace; particles that look like a label stay.
    """
    parties = [Party("갑", CORPORATE, Role.CORPORATE, 1.0), Party("을", STARTUP, Role.STARTUP, 1.0)]
    assert normal(one, parties) == normal(other, parties)
    assert "을" in normal("권리를 결과물을 보유한다", parties)


def test_an_organisation_is_the_same_however_its_form_is_written() -> None:
    """
    Where the kind of company stands makes no difference; a label alone is no name.
    """
    names = ("주식회사 한빛정밀", "한빛정밀(주)", "㈜한빛 정밀")
    parties = [[Party("갑", name, Role.CORPORATE, 1.0)] for name in names]
    assert len({(organisation(one) or ("", ""))[1] for one in parties}) == 1
    assert organisation([Party("갑", "갑", Role.CORPORATE, 1.0)]) is None
    assert organisation([Party("을", STARTUP, Role.STARTUP, 1.0)]) is None


def test_marks_are_the_same_everywhere_and_mean_nothing_without_the_key() -> None:
    """
    A mark is fixed by wording, key and scope; another key shares no hash with it, another scope no band.
    """
    words = normal(TEMPLATE, [])
    mark, again = likeness.mark(words, KEY, b"one"), likeness.mark(words, KEY, b"one")
    assert mark == again
    assert mark.signature.hex()[:16] == "ee82397f711696b4"
    other_key, other_scope = likeness.mark(words, b"o" * 32, b"one"), likeness.mark(words, KEY, b"two")
    assert likeness.likeness(mark.signature, other_key.signature) < 0.05
    assert not set(mark.bands) & (set(other_key.bands) | set(other_scope.bands))
    assert likeness.likeness(mark.signature, likeness.mark(normal(OTHER, []), KEY, b"one").signature) < 0.3
