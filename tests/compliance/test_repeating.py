"""
Keep answers in the real database: sealed under the caller's key, forgotten in time, one begun at a time.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from compliance import access
from compliance.errors import Conflict, Rejected, Unavailable
from compliance.repeating import Answer, Asked
from compliance.store import people
from tests.compliance.conftest import owner

if TYPE_CHECKING:
    from compliance.office import Office
    from tests.compliance.conftest import Cast, Desk

ANSWER = Answer(201, (("content-type", "application/json"),), '{"quote": "무상으로 양도"}')


def test_an_answer_is_given_again_to_who_was_given_it(office: Office, cast: Cast) -> None:
    """
    The same request is answered as before, another refused; the row holds no word, and no other secret opens it.
    """
    asked = Asked(cast.auditor, "secret", "k", b"request")
    assert office.kept_answers.begin(asked) is None
    with pytest.raises(Conflict):
        office.kept_answers.begin(asked)
    office.kept_answers.keep(asked, ANSWER)
    assert office.kept_answers.begin(asked) == ANSWER
    with pytest.raises(Rejected, match="idempotency"):
        office.kept_answers.begin(Asked(cast.auditor, "secret", "k", b"other"))
    with owner(office) as connection:
        ((row, sealed),) = connection.execute("SELECT k::text, sealed_answer FROM kept_answers k").fetchall()
        lines = connection.execute("SELECT count(*) FROM journal WHERE act = 'answered_again'").fetchall()
    assert ("무상으로" in row, lines) == (False, [(1,)])
    with pytest.raises(Unavailable):
        Asked(cast.auditor, "guess", "k", b"").seal.open(sealed, "answer")


def test_of_many_at_once_one_begins(office: Office, cast: Cast) -> None:
    """
    Eight threads ask the same: one carries it out, seven are told so.
    """
    asked = Asked(cast.auditor, "secret", "k", b"request")

    def begin(_: int) -> bool:
        try:
            return office.kept_answers.begin(asked) is None
        except Conflict:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, range(8))) == 1


def test_answers_go_with_their_day_and_with_what_is_destroyed(office: Office, cast: Cast, desk: Desk) -> None:
    """
    A refused request, an answer of yesterday, and all of an organisation that destroys a self-check are forgotten.
    """
    asked = Asked(cast.startup, "secret", "k", b"request")
    office.kept_answers.begin(asked)
    office.kept_answers.forget(asked)
    assert office.kept_answers.begin(asked) is None
    office.kept_answers.keep(asked, ANSWER)
    with owner(office) as connection:
        connection.execute("UPDATE kept_answers SET expires_at = now() - interval '1 second'")
    with office.database.transaction(access.system()) as session:
        people.sweep(session)
    assert office.kept_answers.begin(asked) is None
    office.kept_answers.keep(asked, ANSWER)
    office.destroy(cast.startup, desk.screened(cast.startup).id)
    assert office.kept_answers.begin(asked) is None
