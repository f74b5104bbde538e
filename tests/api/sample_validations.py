"""
Make up answers to expectations as the screening of a portfolio carries them.
"""

from __future__ import annotations

from typing import Any

from compliance.validations import ValidationShown
from rules.rule import Text

MET = ValidationShown(
    id="bad_checksum",
    part="data",
    table="investments",
    expectation="expect_column_values_to_be_in_set",
    columns=["business_number"],
    words=Text(ko="검증번호가 맞지 않습니다.", en="The check figure is wrong."),
    rows=3,
    empty=1,
    unexpected=0,
    cells=[],
    skipped=None,
)


def validations() -> list[dict[str, Any]]:
    """
    Give one of each end: met, not met by the data, not met by a rule, not asked.
    """
    unmet = {
        "unexpected": 7,
        "cells": ["투자내역!H4", "투자내역!H5"],
        "words": Text(ko="<b>8% 이하</b>", en="at most 8 %"),
    }
    rule = MET.model_copy(update={**unmet, "id": "IP-01", "part": "condition", "columns": ["redemption_rate"]})
    data = MET.model_copy(update={"unexpected": 1, "cells": ["투자내역!C3"]})
    skipped = Text(ko="표에 없는 열", en="not in the table")
    names = ["stake", "amount", "pre_money", "post_money", "invested_on", "founded_on", "fund", "manager", "company"]
    unasked = MET.model_copy(update={"id": "placeholder", "columns": names, "rows": 0, "empty": 0, "skipped": skipped})
    return [one.model_dump(mode="json") for one in (MET, data, rule, unasked)]
