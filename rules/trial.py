"""
Try rules while writing them: `python -m rules.trial [ID...]` runs examples and pins and prints what does not hold.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rules import catalog, law, lexicon, parameters
from rules.errors import RuleError
from rules.examples import failures, untested_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator


def problems(wanted: set[str]) -> Iterator[str]:
    """
    Give one line for every example that fails and every condition that no example pins.
    """
    entries, limits, bases = lexicon.load(), parameters.load_parameters(), law.load_bases()
    lexicon.verify(entries)
    for path in sorted((catalog.FOLDER / "packs").glob("*/*.yaml")):
        if wanted and path.stem not in wanted:
            continue
        try:
            compiled = catalog.compile_rule(catalog.read_rule(path), entries, limits, bases)
        except RuleError as wrong:
            yield str(wrong)
            continue
        yield from (f"{one.rule}: {one.why}: {one.example}" for one in failures(compiled))
        yield from (f"{compiled.rule.id}: not pinned: {condition}" for condition in untested_conditions(compiled.rule))


def main() -> int:
    """
    Print the problems; 1 where there is any.
    """
    found = list(problems(set(sys.argv[1:])))
    sys.stdout.write("\n".join([*found, f"{len(found)} problems", ""]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
