"""
A table that gives more findings than are held at once is screened, kept and read back without losing one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.pages.cards import MOST_CARDS, stretch
from api.submissions import in_pieces
from compliance.finding_shown import MANY
from compliance.long_findings import LongFindings, packed, unpacked
from compliance.views import FindingFilter, Upload
from ingest.document import Declaration
from tests.compliance.test_portfolio_tables import findings_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.compliance.conftest import Cast, Desk

ROWS = MANY + 2 * MOST_CARDS
TITLES = "관리번호,조합명,피투자기업,투자수단,투자금액(백만원),연대책임,계약일\n"
ROW = "M{0},하늘 벤처투자조합,시험{0},전환우선주,500,Y,2026-02-03\n"


def _body(number: int, severity: str) -> Mapping[str, object]:
    return {"rule": "TAB-02", "fingerprint": f"{number}", "severity": severity, "quote": "시험\n줄"}


def test_packed_findings_are_read_back_as_they_were() -> None:
    """
    Packing keeps every finding in order, tells how many there are of what, and leaves short reports as they are.
    """
    bodies = [_body(number, "low" if number % 2 else "high") for number in range(50)]
    report = unpacked(packed({"status": "analysed", "findings": LongFindings.pack(bodies), "codes": []}))
    kept = report["findings"]
    assert isinstance(kept, LongFindings)
    assert (list(kept), len(kept), kept.rules) == (bodies, 50, {"TAB-02": 50})
    assert (kept[3], kept[-1], kept[2:4]) == (bodies[3], bodies[49], bodies[2:4])
    assert (report["status"], report["codes"]) == ("analysed", [])
    short = {"findings": bodies}
    assert unpacked(packed(short)) == short


def test_a_page_takes_the_gravest_findings_first_however_they_are_kept() -> None:
    """
    The cards of a page are the same from packed findings as from a list of them.
    """
    bodies = [_body(number, "low" if number % 2 else "high") for number in range(3 * MOST_CARDS)]
    for first in (0, MOST_CARDS, 3 * MOST_CARDS - 1, 5 * MOST_CARDS):
        assert stretch(LongFindings.pack(bodies), first) == stretch(bodies, first)
    assert {one["severity"] for one in stretch(bodies)} == {"high"}


def test_a_table_in_which_every_row_breaches_is_kept_whole(real: Desk, cast: Cast) -> None:
    """
    Each of more than a thousand findings enters its life once, and the report handed out has them all.
    """
    office = real.office
    content = (TITLES + "".join(map(ROW.format, range(ROWS)))).encode()
    view = office.submit(cast.startup, Upload("투자내역.csv", content, "text/csv"), Declaration("portfolio"))
    real.run_job(view.id)
    report = office.screening(cast.startup, view.id)
    told = json.loads("".join(in_pieces(report, report["findings"])))
    rows = {one["evidence"][0]["row"] for one in told["findings"] if one["rule"] == "TAB-02"}
    assert rows == set(range(2, ROWS + 2))
    assert findings_kept(office) == len(told["findings"]) >= ROWS
    real.run_job(view.id)
    assert findings_kept(office) == len(told["findings"])
    shown = stretch(report["findings"], MOST_CARDS)
    wanted = FindingFilter(submission_id=view.id, fingerprints=frozenset(one["fingerprint"] for one in shown))
    assert len(office.findings(cast.startup, wanted, limit=MOST_CARDS).items) == MOST_CARDS
