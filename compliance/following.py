"""
Follow a run to its end: a bar on a terminal, a line for each step elsewhere; both on standard error.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from compliance.audit_text import run_line
from compliance.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from compliance.audits.views import RunView

LOOK_SECONDS = 1.0


def follow(read: Callable[[], RunView], pause: Callable[[float], None] = time.sleep) -> RunView:
    """
    Look again and again until a run no longer goes on; return how it then is. Leaving does not end the run.
    """
    shown, told = read(), -1
    with progress(shown.total) as step:
        while True:
            for _ in range(shown.done - max(told, 0)):
                step()
            if shown.done != told and not sys.stderr.isatty():
                sys.stderr.write(run_line(shown) + "\n")
            told = shown.done
            if shown.state != "running":
                return shown
            pause(LOOK_SECONDS)
            shown = read()
