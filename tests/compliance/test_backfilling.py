"""
Hold the back-fill to its word: what newer screenings keep is kept of older ones, once, and nothing else changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from compliance import backfilling, demonstration
from compliance.backfilling import CLAUSES, READINGS
from compliance.views import Origin
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from tests.compliance.conftest import Cast, Desk

KEPT = (
    "SELECT (SELECT count(*) FROM screenings WHERE sealed_reading IS NOT NULL), (SELECT count(*) FROM template_clauses)"
)


def test_what_is_missing_is_kept_once(real: Desk, cast: Cast) -> None:
    """
    An agreement from before has its reading and clauses again; run twice, the second run finds nothing to do.
    """
    words = demonstration.SAMPLE.read_text(encoding="utf-8")
    real.screened(cast.startup, words, origin=Origin.REGISTERED)
    real.screened(cast.startup, words + "\n", origin=Origin.SELF_CHECK)
    bench = real.office.bench()
    assert not backfilling.backfill(bench)
    with owner(real.office) as connection:
        before = connection.execute(KEPT).fetchone()
        connection.execute("UPDATE screenings SET sealed_reading = NULL, reading_maker = NULL")
        connection.execute("DELETE FROM template_clauses")
    assert backfilling.backfill(bench) == {READINGS: 1, CLAUSES: 1}
    assert not backfilling.backfill(bench)
    with owner(real.office) as connection:
        assert connection.execute(KEPT).fetchone() == before
    assert before is not None
    assert before[0] == 1
    assert before[1] > 1
