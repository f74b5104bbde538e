"""
Do what a page asks, and say in its language why it was not done.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.languages import language_of, reason, say
from compliance.errors import Conflict, Forbidden, Rejected
from compliance.versions_seen import CHANGED

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request


def undone(request: Request, does: Callable[[], object]) -> tuple[str, int] | None:
    """
    Do it; give the words and the status for the page where it was changed meanwhile, or is refused.
    """
    language = language_of(request)
    try:
        does()
    except Conflict as error:
        if error.code == CHANGED:
            return say(language, "decision_changed"), 412
        return say(language, "decision_refused", why=reason(language, error)), 409
    except (Forbidden, Rejected) as error:
        return say(language, "decision_refused", why=reason(language, error)), 422
    return None
