"""
Kill real schedulers while they deliver: every message arrives, under its one id, and there is one row of each.
"""

from __future__ import annotations

import time
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import pytest

from tests.compliance.notifications.outside import hurry, rows, vouching
from tests.compliance.notifications.receiver import receiving
from tests.compliance.processes import started, wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from compliance.office import Office
    from tests.compliance.conftest import Cast
    from tests.compliance.notifications.receiver import Receiver

MESSAGES = 40
RECEIVER_SECONDS = 0.05
"""How long the receiver takes, so that a kill meets deliveries on their way."""


@pytest.mark.parametrize("kills", [1, pytest.param(20, marks=pytest.mark.soak)])
def test_killed_senders_lose_no_message_and_write_none_twice(
    office: Office, cast: Cast, root: Path, kills: int
) -> None:
    """
    Schedulers killed in the middle of deliveries, before a receiver that fails now and then, leave nothing behind.
    """
    with receiving(RECEIVER_SECONDS) as receiver:
        vouched = vouching(office, receiver)
        view = vouched.webhooks.register(cast.administrator, receiver.address, ())
        for killed in range(kills + 1):
            for _ in range(MESSAGES):
                office.webhooks.ping(cast.administrator, view.id)
            receiver.answers += [204, 503, 204, 500] * 5
            enough = len(receiver.got) + 10
            with started(root, vouched.settings, "compliance", "schedule") as scheduler:
                wait_until(partial(_has, receiver, enough), "deliveries are on their way")
                if killed < kills:
                    scheduler.kill()
                    scheduler.wait()
                    continue
                # What was on its way waits for its lease, what failed for its time: let both come.
                wait_until(lambda: _all_ended(office), "every message has ended")
    total = MESSAGES * (kills + 1)
    assert rows(office, "SELECT state, count(*) FROM outbox GROUP BY state") == [("delivered", total)]
    ids = Counter(got.headers["webhook-id"] for got in receiver.got)
    assert set(ids) == {f"msg_{one[0].hex}" for one in rows(office, "SELECT id FROM outbox")}
    assert sum(ids.values()) >= total


def _has(receiver: Receiver, enough: int) -> bool:
    return len(receiver.got) >= enough


def _all_ended(office: Office) -> bool:
    time.sleep(0.5)
    hurry(office)
    return rows(office, "SELECT count(*) FROM outbox WHERE state = 'waiting'") == [(0,)]
