"""
Stand in for rules before and after a change, with readings that are kept: what audits under fire go by.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from compliance.instruments import Keeping
from compliance.views import CatalogView
from tests.compliance.fakes import INSTRUMENTS, check, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ingest.document import Document

AUDITING = "CRASH_AUDITING"
"""Set in the environment of a program that goes by the changed rules."""
NEW = "NEW 새 문구"
"""A line that only the changed rules flag."""


def check_otherwise(document: Document, on: date) -> Mapping[str, Any]:
    """
    Check by the changed rules.
    """
    text = document.text.replace("NEW", "FLAG high")
    return {**check(replace(document, text=text), on), "catalog": {"digest": "other", "rules": 1}}


def _some_otherwise(content: bytes, on: date, _: frozenset[str]) -> Mapping[str, Any]:
    return check_otherwise(read(content, "kept.txt", None), on)


BEFORE = replace(
    INSTRUMENTS,
    keeping=Keeping(
        check=lambda document, on: (check(document, on), document.text.encode()),
        check_some=lambda content, on, _: check(read(content, "kept.txt", None), on),
        maker=lambda: "test",
    ),
)
OTHER = replace(
    INSTRUMENTS,
    check=check_otherwise,
    fingerprints=lambda: {"TST-01": "other"},
    affected=lambda then, *_: {} if then == {"TST-01": "other"} else {"TST-01": frozenset({"other"})},
    catalog=lambda: CatalogView("other", ()),
    keeping=Keeping(
        check=lambda document, on: (check_otherwise(document, on), document.text.encode()),
        check_some=_some_otherwise,
        maker=lambda: "test",
    ),
)
