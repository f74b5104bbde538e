"""
Hold programmes to their word: a table is taken in once and wholly, and everybody sees the projects that are theirs.
"""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from compliance import access
from compliance.access import Actor
from compliance.errors import Conflict, Forbidden, NotFound, Rejected
from compliance.programmes.views import ProjectFilter, Stated
from compliance.store import people
from compliance.views import Origin, Upload
from ingest import read
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from uuid import UUID

    from compliance.access import Person
    from compliance.office import Office
    from compliance.programmes.views import ImportView
    from tests.compliance.conftest import Cast, Desk

TITLES = (
    "지원사업", "연도", "트랙", "과제번호", "과제명", "주관기관", "수요기업", "창업기업", "단계", "단계 시작일", "자료 제공일",
    "필요 문서", "제출 기한", "문서 상태",
)  # fmt: skip
FIRST = ("오픈이노베이션", "2026", "전략과제 해결형", "2026-001", "예지보전", "가상센터", "가나전자;다라기공", "하나")
OTHER = ("오픈이노베이션", "2026", "상호 자율탐색형", "2026-002", "품질검사", "다른센터", "가나전자", "둘")
ROWS = (
    (*FIRST, "매칭", "2026-05-04", "2026. 6. 1.", "비밀유지계약", "자료 제공", "미제출"),
    (*FIRST, "기술검증", "2026-09-01", "", "기술검증 계약", "", "없음"),
    (*OTHER, "매칭", "2026-05-04", "", "비밀유지계약", "2026-07-01", "해당 없음"),
)


def written(*rows: tuple[str, ...], name: str = "과제.csv") -> Upload:
    """
    Write rows under the usual titles.
    """
    return Upload(name, "\n".join(",".join(row) for row in (TITLES, *rows)).encode(), "text/csv")


def officer_of(
    office: Office, tenant: UUID | None = None, actor: Actor = Actor.PROGRAMME_OFFICER, name: str = ""
) -> Person:
    """
    Make an officer of an organisation, of a new one where none is given.
    """
    with office.database.transaction(access.administrator()) as session:
        return people.make_person(session, tenant or people.make_tenant(session, name), "담당", actor)


@pytest.fixture
def programme(office: Office) -> Office:
    """
    Give the office with the real reader of files.
    """
    return replace(office, instruments=replace(office.instruments, read=read))


@pytest.fixture
def officer(office: Office) -> Person:
    """
    Give a programme officer.
    """
    return officer_of(office, name="전담기관")


def counts(view: ImportView) -> tuple[int, int, int]:
    """
    Give how many projects were new, changed and as before.
    """
    return view.created, view.changed, view.unchanged


def test_a_table_is_taken_in_once(programme: Office, officer: Person) -> None:
    """
    The same table twice makes two projects and changes nothing the second time; a mended cell changes its project.
    """
    desk = programme.programmes
    assert counts(desk.take_in(officer, written(*ROWS))) == (2, 0, 0)
    before = desk.projects(officer).items
    assert counts(desk.take_in(officer, written(*ROWS))) == (0, 0, 2)
    assert desk.projects(officer).items == before
    mended = (*ROWS[0][:10], "2026-06-15", *ROWS[0][11:])
    assert counts(desk.take_in(officer, written(mended, *ROWS[1:]))) == (0, 1, 1)


def test_a_project_holds_its_stages_and_what_they_require(programme: Office, officer: Person) -> None:
    """
    Several demand companies, the stages in their order, and each required document with its day and state.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    [view] = programme.programmes.projects(officer, ProjectFilter(track="전략과제 해결형")).items
    assert (view.name, view.demand, view.startup) == ("2026-001 예지보전", ["가나전자", "다라기공"], ["하나"])
    told = [(one.stage, one.document_type, str(one.due_on), one.state) for one in view.requirements]
    assert told == [("match", "nda", "2026-06-01", "not_submitted"), ("poc", "poc", "2026-09-01", "none")]
    assert [view.stage_on(one.starts_on) for one in view.stages if one.starts_on] == ["match", "poc"]


def test_workbooks_and_json_say_the_same(programme: Office, officer: Person) -> None:
    """
    The same rows as XLSX and as JSON change nothing after the CSV.
    """
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (TITLES, *ROWS):
        sheet.append(row)
    held = BytesIO()
    book.save(held)
    listed = json.dumps({"rows": [dict(zip(TITLES, row, strict=True)) for row in ROWS]}, ensure_ascii=False)
    programme.programmes.take_in(officer, written(*ROWS))
    for name, content in (("과제.xlsx", held.getvalue()), ("과제.json", listed.encode())):
        assert counts(programme.programmes.take_in(officer, Upload(name, content, ""))) == (0, 0, 2)


def test_faults_name_row_and_column_and_nothing_is_kept(programme: Office, officer: Person) -> None:
    """
    A wrong day, an unknown word, a missing value and a contradiction are told by row and column; no row is taken in.
    """
    wrong = (
        (*FIRST, "매칭", "2026-13-04", "", "비밀유지계약", "", "등록"),
        (*FIRST[:4], "다른 과제명", "", *FIRST[6:], "기술검증", "", "", "", "", ""),
        (*FIRST[:4], "또 다른 과제명", *FIRST[5:], "수요", "", "", "", "", ""),
    )
    view = programme.programmes.take_in(officer, written(*wrong))
    assert [(one.row, one.column) for one in view.faults] == [
        (2, "단계 시작일 (J)"),
        (2, "문서 상태 (N)"),
        (3, "주관기관 (F)"),
        (3, "과제명 (E)"),
        (4, "단계 (I)"),
        (4, "과제명 (E)"),
    ]
    assert programme.programmes.projects(officer).items == ()


@pytest.mark.parametrize(
    "upload", [Upload("a.json", b"[[[", ""), Upload("a.csv", "품목,수량\n가,1\n나,2".encode(), "")]
)
def test_what_is_no_table_of_projects_is_refused(programme: Office, officer: Person, upload: Upload) -> None:
    """
    Broken JSON and a table of something else are refused as a whole.
    """
    with pytest.raises(Rejected) as refusal:
        programme.programmes.take_in(officer, upload)
    assert refusal.value.code == "programme_file"


def test_everybody_sees_the_projects_that_are_theirs(programme: Office, officer: Person, cast: Cast) -> None:
    """
    The host sees hers, a startup those it takes part in, examiners all, others none; only the officer takes tables in.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    host = officer_of(programme, actor=Actor.HOST_OFFICER, name="가상센터")
    stranger = officer_of(programme, name="다른 전담기관")
    seen = [
        [one.number for one in programme.programmes.projects(person).items]
        for person in (officer, host, stranger, cast.startup, cast.rival, cast.auditor, cast.administrator)
    ]
    assert seen == [
        ["2026-002", "2026-001"], ["2026-001"], [], ["2026-001"], ["2026-002"], ["2026-002", "2026-001"], []
    ]  # fmt: skip
    hidden = programme.programmes.projects(officer, ProjectFilter(track="상호 자율탐색형")).items[0].id
    with pytest.raises(NotFound):
        programme.programmes.project(host, hidden)
    with pytest.raises(Forbidden):
        programme.programmes.take_in(host, written(*ROWS))


def test_a_project_that_moves_to_another_host_is_seen_there(programme: Office, officer: Person) -> None:
    """
    The wall follows the host that the newest table names, for the project and for who takes part in it.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    programme.programmes.take_in(officer, written((*FIRST[:5], "새센터", *FIRST[6:], *ROWS[0][8:])))
    host = officer_of(programme, actor=Actor.HOST_OFFICER, name="새센터")
    [view] = programme.programmes.projects(host).items
    assert (view.number, view.startup) == ("2026-001", ["하나"])


def test_a_registered_agreement_satisfies_what_it_is_tied_to(
    programme: Office, officer: Person, cast: Cast, desk: Desk
) -> None:
    """
    Tied by its startup or by the officer, an agreement is 등록 for the host, once; a self-check never is.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    project = programme.programmes.projects(cast.startup).items[0].id
    nda = desk.hand_in(cast.startup, origin=Origin.REGISTERED).id
    for person in (cast.startup, officer, officer):
        programme.programmes.tie(person, project, nda, "nda")
    host = officer_of(programme, actor=Actor.HOST_OFFICER, name="가상센터")
    assert [one.state for one in programme.programmes.project(host, project).requirements] == ["registered", "none"]
    private = desk.hand_in(cast.startup, "제1조 자가점검").id
    with pytest.raises(Rejected):
        programme.programmes.tie(cast.startup, project, private, "poc")
    for person in (officer, cast.auditor):
        with pytest.raises(NotFound):
            programme.programmes.tie(person, project, private, "poc")
    with owner(programme) as connection:
        lines = connection.execute("SELECT count(*) FROM journal WHERE act = 'agreement_tied'").fetchone()
    assert lines == (1,)


def test_a_document_tied_by_mistake_is_taken_out_by_the_authority(
    programme: Office, officer: Person, cast: Cast, desk: Desk
) -> None:
    """
    Untied, a document is as if it had never been tied, and stays where it was; a startup and a stale eye untie nothing.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    project = programme.programmes.projects(cast.startup).items[0].id
    nda = desk.hand_in(cast.startup, origin=Origin.REGISTERED).id
    before = programme.programmes.project(officer, project)
    tied = programme.programmes.tie(officer, project, nda, "nda")
    with pytest.raises(Forbidden):
        programme.programmes.untie(cast.startup, project, nda)
    with pytest.raises(Conflict):
        programme.programmes.untie(officer, project, nda, before.etag)
    assert programme.programmes.untie(cast.auditor, project, nda, tied.etag).etag == before.etag
    with pytest.raises(NotFound):
        programme.programmes.untie(officer, project, nda)
    assert programme.submission(cast.startup, nda).id == nda


def test_an_officer_says_how_a_document_stands_that_nobody_registered(
    programme: Office, officer: Person, cast: Cast, desk: Desk
) -> None:
    """
    She says what is known of it; of one that is there, or that the stage does not ask for, there is nothing to say.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    project = programme.programmes.projects(cast.startup).items[0].id
    first, second = (one for one in programme.programmes.project(officer, project).requirements)
    said = Stated(second.stage, second.document_type, "not_applicable")
    for _ in range(2):
        view = programme.programmes.state(officer, project, said)
        assert view.requirements[1].state == "not_applicable"
    nda = desk.hand_in(cast.startup, origin=Origin.REGISTERED).id
    programme.programmes.tie(officer, project, nda, first.document_type)
    with pytest.raises(Conflict):
        programme.programmes.state(officer, project, Stated(first.stage, first.document_type, "none"))
    for wrong in (Stated("market", "nda", "none"), Stated(second.stage, second.document_type, "registered")):
        with pytest.raises(Rejected):
            programme.programmes.state(officer, project, wrong)
    with pytest.raises(Forbidden):
        programme.programmes.state(cast.auditor, project, said)
    with owner(programme) as connection:
        lines = connection.execute("SELECT count(*) FROM journal WHERE act = 'requirement_stated'").fetchone()
    assert lines == (1,)


def test_nobody_ties_an_agreement_to_a_project_that_is_not_theirs(
    programme: Office, officer: Person, cast: Cast, desk: Desk
) -> None:
    """
    A startup outside of a project is told that there is no such project.
    """
    programme.programmes.take_in(officer, written(*ROWS))
    project = programme.programmes.projects(cast.startup).items[0].id
    theirs = desk.hand_in(cast.rival, origin=Origin.REGISTERED).id
    with pytest.raises(NotFound):
        programme.programmes.tie(cast.rival, project, theirs, "nda")
    with pytest.raises(NotFound):
        programme.programmes.tie(cast.startup, project, theirs, "nda")
