"""
Hold scheduling to one leader: the small twin of the scheduler soak.
"""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

from compliance import accounts, schedule
from compliance.access import Actor
from tests.compliance.conftest import owner
from tests.compliance.processes import started, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office


def leaders(office: Office) -> int:
    """
    Count who holds the leader's lock in this database.
    """
    held = (
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with owner(office) as connection:
        counted = connection.execute(held, (schedule.LEADER,)).fetchone()
    assert counted
    return int(counted[0])


def test_of_two_schedulers_one_ticks_and_the_other_takes_over(office: Office, root: Path) -> None:
    """
    However many schedulers run one leads; when it is killed another does within seconds.
    """
    with (
        started(root, office.settings, "compliance", "schedule") as first,
        started(root, office.settings, "compliance", "schedule") as second,
    ):
        wait_until(lambda: office.health().scheduler_alive, "a scheduler ticks")
        assert leaders(office) == 1
        first.kill()
        first.wait()
        with owner(office) as connection:
            connection.execute("DELETE FROM heartbeats")
        wait_until(lambda: office.health().scheduler_alive, "the other one ticks")
        assert leaders(office) == 1
        second.send_signal(signal.SIGTERM)
        assert second.wait(20) == 0


def test_a_scheduler_leaves_when_asked(office: Office) -> None:
    """
    Asked to leave it finishes its tick and gives the lead away.
    """
    leaving = threading.Event()
    thread = threading.Thread(target=schedule.run, args=(office, leaving))
    thread.start()
    wait_until(lambda: office.health().scheduler_alive, "the scheduler ticks")
    leaving.set()
    thread.join(20)
    assert not thread.is_alive()
    wait_until(lambda: leaders(office) == 0, "PostgreSQL notices that the connection is closed")


def test_a_tick_forgets_what_expired(office: Office) -> None:
    """
    Expired sessions and links of every tenant are swept away; living ones stay.
    """
    person = None
    for tenant in ("하나", "둘"):
        person, key = accounts.make_key(office, tenant, "김점검", Actor.AUDITOR)
        office.exchange(key)
        accounts.make_link(office, person)
    assert person
    with owner(office) as connection:
        connection.execute("UPDATE sessions SET expires_at = now() - interval '1 s' WHERE person_id = %s", (person.id,))
        connection.execute(
            "UPDATE entry_links SET expires_at = now() - interval '1 s' WHERE person_id = %s", (person.id,)
        )
    schedule.tick(office)
    with owner(office) as connection:
        left = "SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM entry_links)"
        assert connection.execute(left).fetchone() == (1, 1)
