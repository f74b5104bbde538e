"""
Take the fingerprints of the sentences of official standard forms and write rules/classifier/official.npy.

Usage: python -m benchmarks.official_train   (needs ../shared/corpus)
"""

from __future__ import annotations

import numpy as np

from benchmarks import clean_baseline
from benchmarks.classifier_sentences import CHECKED
from rules import engine
from rules.classifier.official import FILE, fingerprint
from rules.units import units_of


def main() -> None:
    """
    Read every form with its sides declared and with nothing declared, as those who use it may submit it either way.
    """
    found: set[int] = set()
    for blind in (False, True):
        for form in clean_baseline.documents(blind=blind):
            reading = engine.prepare(form, CHECKED)
            found |= {
                fingerprint(reading.text[unit.span.start : unit.span.end]) for unit in units_of("sentence", reading)
            }
    np.save(FILE, np.array(sorted(found), np.uint64))
    print(f"{FILE}: {len(found)} sentences, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()
