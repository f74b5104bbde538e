"""
Keep the migrations one chain: two that follow the same one would leave no database able to start.
"""

from __future__ import annotations

import re
from collections import Counter

from tests.house.source import ROOT

VERSIONS = ROOT / "compliance" / "store" / "migrations" / "versions"
FIELD = re.compile(r'^(revision|down_revision) = (?:"(\w+)"|None)$', re.MULTILINE)


def test_the_migrations_are_one_chain() -> None:
    """
    Exactly one is the first, each other follows one that exists, and no two follow the same.
    """
    told = [dict(FIELD.findall(path.read_text(encoding="utf-8"))) for path in VERSIONS.glob("[0-9]*.py")]
    followed = Counter(each["down_revision"] for each in told)
    assert [name for name, count in followed.items() if count > 1] == []
    assert set(followed) - {""} < {each["revision"] for each in told}
    assert followed[""] == 1
