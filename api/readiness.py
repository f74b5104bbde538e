"""
Have ready what the first person to ask would else wait for, and spare every answer a look at what stays for good.
"""

from __future__ import annotations

import gc

from api.languages import LANGUAGES, words
from api.pages.rendering import compile_all


def make_ready() -> None:
    """
    Load the words and the templates of all screens; then count all that is loaded as not worth a search for garbage.

    Rules, templates and routes are 300,000 objects that live as long as the process. Looking through them took a third
    of the time of a large page (docs/measurements/bench-desk-2026-11-28.txt).
    """
    for language in LANGUAGES:
        words(language)
    compile_all()
    gc.collect()
    gc.freeze()
