"""
Show how far long work is, on standard error; what draws the bar is loaded only where somebody looks.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANY = 5
"""From this number of files on a progress bar is shown."""


@contextmanager
def progress(files: int) -> Iterator[Callable[[], None]]:
    """
    Show a progress bar where there are many files and standard error is a terminal; give what counts one file done.
    """
    if files < MANY or not sys.stderr.isatty():
        yield lambda: None
        return
    console = import_module("rich.console").Console(stderr=True)
    with import_module("rich.progress").Progress(console=console) as bar:
        task = bar.add_task("", total=files)
        yield lambda: bar.advance(task)
