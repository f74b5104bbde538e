"""
Say what a plan or a run is in lines for a terminal, or as JSON for programs.
"""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel

from compliance.audits.views import RunView
from compliance.seoul import SEOUL
from compliance.vocabulary import CHANGES, ITEM_STATES, PLAN_STATES, RHYTHMS, RUN_STATES

if TYPE_CHECKING:
    from compliance.audits.views import PlanView


def plan_line(view: PlanView) -> str:
    """
    Say of a plan its id, state, rhythm, next day and title.
    """
    due = view.next_due.isoformat() if view.next_due else "-"
    return f"{view.id}  {PLAN_STATES[view.state].ko}  {RHYTHMS[view.plan.rhythm].ko}  {due}  {view.plan.title}"


def run_line(view: RunView) -> str:
    """
    Say of a run its id, period, state, how far it is, and when it is likely to end.
    """
    ends = f"  {view.ends_at.astimezone(SEOUL):%m-%d %H:%M} 예상 종료" if view.ends_at else ""
    return f"{view.id}  {view.period}  {RUN_STATES[view.state].ko}  {view.done}/{view.total}{ends}"


def run_lines(view: RunView) -> str:
    """
    Say of a run as well its agreements by state and its findings by what became of them.
    """
    agreements = [f"{word.ko} {view.agreements.get(name, 0)}" for name, word in ITEM_STATES.items()]
    changes = [f"{word.ko} {view.findings.get(name, 0)}" for name, word in CHANGES.items()]
    return "\n".join([run_line(view), "문서: " + " · ".join(agreements), "항목: " + " · ".join(changes)])


def as_json(shown: object) -> str:
    """
    Say the same for programs, with the names of the interface.
    """
    return json.dumps(_plain(shown), ensure_ascii=False, indent=2, default=_written)


def _plain(shown: object) -> object:
    if isinstance(shown, list):
        return [_plain(one) for one in shown]
    if isinstance(shown, RunView):
        return asdict(shown) | {"done": shown.done, "total": shown.total}
    if is_dataclass(shown) and not isinstance(shown, type):
        return {name: _plain(getattr(shown, name)) for name in shown.__dataclass_fields__}
    return shown.model_dump(mode="json") if isinstance(shown, BaseModel) else shown


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
