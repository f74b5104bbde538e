"""
Walk real files through the office: a fair share of findings for an unfair agreement, a plain refusal for bad files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from compliance import demonstration
from compliance.office import Office
from compliance.real import REAL
from compliance.views import FindingFilter, SubmissionState, Upload
from ingest.document import Declaration
from tests.compliance.conftest import Cast, Desk
from tests.ingest import hostile_office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from compliance.settings import Settings

BAD = {
    "a scan without text": ("scan.txt", b" \n \n", 201),
    "another kind than its name says": ("a.docx", b"%PDF-1.7\n%%EOF", 103),
    "a truncated PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", 105),
    "a DOCX bomb": ("a.docx", hostile_office.inflated(400 << 20), 108),
    "no known kind": ("a.exe", b"MZ\x00\x01" + bytes(200), 102),
}


@pytest.fixture
def real(settings: Settings) -> Iterator[Desk]:
    """
    Open an office with the real reader and the real rules.
    """
    office = Office.open(settings, REAL)
    yield Desk(office)
    office.close()


def test_the_sample_agreement_gets_findings(real: Desk, cast: Cast) -> None:
    """
    The demonstration's unfair agreement is screened and flagged, each quote verbatim in the text that was read.
    """
    view = real.screened(cast.startup, demonstration.SAMPLE.read_text(encoding="utf-8"))
    assert view.state is SubmissionState.SCREENED
    text = real.office.document_text(cast.startup, view.id).text
    found = [finding.finding for finding in real.office.findings(cast.startup, FindingFilter()).items]
    assert found
    for finding in found:
        start, end, quote = (finding[key] for key in ("start", "end", "quote"))
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert text[start:end] == quote
        assert finding["legal_basis"]


@pytest.mark.parametrize(("name", "content", "code"), BAD.values(), ids=BAD.keys())
def test_bad_files_say_why_and_are_kept(real: Desk, cast: Cast, name: str, content: bytes, code: int) -> None:
    """
    Each bad file ends as unreadable with its typed code; its bytes stay and the office goes on.
    """
    view = real.office.submit(cast.startup, Upload(name, content, ""), Declaration())
    real.run_job(view.id)
    after = real.office.submission(cast.startup, view.id)
    assert after.state is SubmissionState.UNREADABLE
    assert after.problem
    assert after.problem.code == code
    assert real.office.original(cast.startup, view.id).content == content


def test_the_catalog_is_shown(real: Desk) -> None:
    """
    Every rule of the catalog is shown with its words in both languages and its law.
    """
    view = real.office.catalog()
    assert view.digest
    assert view.rules
    for rule in view.rules:
        assert rule.title["ko"]
        assert rule.title["en"]
        assert rule.law
