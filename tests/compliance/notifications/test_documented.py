"""
Keep docs/webhooks.md true: its code verifies what is sent, and its table names every kind.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from compliance.notifications import signing
from compliance.notifications.kinds import ANNOUNCED, Kind
from compliance.notifications.signing import new_secret, rotated

if TYPE_CHECKING:
    from pathlib import Path

BODY = b'{"type":"webhook.ping"}'


def page(root: Path) -> str:
    """
    Read the page.
    """
    return (root / "docs" / "webhooks.md").read_text(encoding="utf-8")


def verifier(root: Path) -> Any:  # noqa: ANN401 - a function of a document
    """
    Run the code that receivers are told to use.
    """
    found = re.search(r"^```python\n(.*?)^```", page(root), re.MULTILINE | re.DOTALL)
    assert found
    names: dict[str, Any] = {}
    exec(found[1], names)  # noqa: S102 - the document's own code is what is tested
    return names["is_ours"]


def test_the_documented_code_verifies_what_is_signed(root: Path) -> None:
    """
    It accepts each of two secrets during a rotation, and nothing altered, old, or signed by another.
    """
    is_ours, now = verifier(root), datetime.now(UTC)
    first = new_secret()
    both = rotated([first], now)
    headers = signing.headers("msg_1", now, BODY, both)
    assert is_ours(first.words, headers, BODY)
    assert is_ours(both[0].words, headers, BODY)
    assert not is_ours(new_secret().words, headers, BODY)
    assert not is_ours(first.words, headers, BODY + b" ")
    assert not is_ours(first.words, headers | {"webhook-id": "msg_2"}, BODY)
    assert not is_ours(first.words, headers | {"webhook-timestamp": str(int(now.timestamp()) + 1)}, BODY)
    old = signing.headers("msg_1", now - timedelta(minutes=6), BODY, both)
    assert not is_ours(first.words, old, BODY)


def test_the_table_names_every_kind(root: Path) -> None:
    """
    What a receiver may be sent is in the table, and nothing else.
    """
    named = re.findall(r"^\| `([a-z]+\.[a-z.]+)` \| ", page(root), re.MULTILINE)
    assert sorted(named) == sorted([*ANNOUNCED, Kind.PING])
