"""
The page of a table shows how each title was read, and takes what its submitter says instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance.views import ColumnChoice
from tests.api.pages.test_screens import TAG, own

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView
    from tests.api.fake_office import FakeOffice


def test_every_title_is_shown_with_how_it_was_read(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Known, remembered, ambiguous and unknown titles are told apart, and what a title could mean is named.
    """
    view = handed_in("startup-key", "투자내역.csv")
    page = TAG.sub(" ", browser("startup-key").get(f"/submissions/{view.id}").text)
    for words in (
        "납입 원금(백만원)",
        "지난번에 고친 대응",
        "투자 전 기업가치",
        "모르는 제목",
        "어떤 표인지 알아보지 못함",
    ):
        assert words in page


def test_a_correction_is_taken_and_what_was_left_alone_is_not(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    Only fields that say something else than before are handed on, and the person is led to the new check.
    """
    view = handed_in("startup-key", "투자내역.csv")
    client = browser("startup-key")
    fields = {
        "table": "0",
        "column_A": "",
        "column_B": "",
        "column_C": "-",
        "column_D": "investments.redemption_rate",
    }
    answer = client.post(f"/submissions/{view.id}/columns", data=own(client, **fields))
    assert answer.status_code == 303
    assert answer.headers["location"] != f"/submissions/{view.id}"
    assert office.said == [
        ColumnChoice("investments", "납입 원금(백만원)", None, is_automatic=True),
        ColumnChoice("investments", "가치(백만원)", None),
        ColumnChoice("investments", "상환 조건(%)", "redemption_rate"),
    ]


def test_a_table_nobody_understood_can_be_named(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    Its titles may be said to be columns of any kind of table.
    """
    view = handed_in("startup-key", "투자내역.csv")
    client = browser("startup-key")
    fields = own(client, table="1", column_A="investments.company", column_B="investments.amount")
    assert client.post(f"/submissions/{view.id}/columns", data=fields).status_code == 303
    assert [(one.table, one.title, one.column) for one in office.said] == [
        ("investments", "Firm name", "company"),
        ("investments", "Ticket", "amount"),
    ]


def test_a_form_that_changes_nothing_changes_nothing(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView], office: FakeOffice
) -> None:
    """
    The same answers lead back to the same result; a forged form and a table that is not there are refused.
    """
    view = handed_in("startup-key", "투자내역.csv")
    client = browser("startup-key")
    address = f"/submissions/{view.id}/columns"
    answer = client.post(address, data=own(client, table="0", column_B="investments.amount"))
    assert answer.headers["location"] == f"/submissions/{view.id}"
    assert client.post(address, data=own(client, table="7")).status_code == 422
    assert client.post(address, data={"table": "0", "column_D": "-"}).status_code == 403
    assert office.said == []


def test_an_examiner_reads_and_does_not_correct(
    browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Of a startup's registered table an auditor sees how it was read, without fields.
    """
    view = handed_in("startup-key", "투자내역.csv", origin="registered")
    page = browser("auditor-key").get(f"/submissions/{view.id}").text
    assert "납입 원금(백만원)" in page
    assert 'name="column_' not in page
