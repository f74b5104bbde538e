"""
Try rules while writing them: `python -m rules.trial [ID...]` runs examples and pins and prints what does not hold.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rules import catalog, lexicon
from rules.errors import RuleError
from rules.examples import failures, untested_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rules.catalog import Catalog, Compiled
    from rules.rule import Rule

LEAST_FLAGS, LEAST_PASSES = 2, 3
"""Examples that a rule has at least: of the harm, and of its fair look-alikes."""


def problems(wanted: set[str]) -> Iterator[str]:
    """
    Give one line for every example that fails and every condition that no example pins, in the files as they stand.
    """
    bare = catalog.without_rules()
    lexicon.verify(bare.lexicon)
    for path in sorted((catalog.FOLDER / "packs").glob("*/*.yaml")):
        if wanted and path.stem not in wanted:
            continue
        try:
            compiled = catalog.compile_rule(catalog.read_rule(path), bare.lexicon, bare.parameters, bare.bases)
        except RuleError as wrong:
            yield str(wrong)
            continue
        yield from problems_of(compiled, bare)


def problems_of(compiled: Compiled, book: Catalog) -> Iterator[str]:
    """
    Give one line for every example of a rule that fails, every condition that none pins, and what it does not show.
    """
    rule = compiled.rule
    yield from (f"{one.rule}: {one.why}: {one.example}" for one in failures(compiled, book))
    yield from (f"{rule.id}: not pinned: {condition}" for condition in untested_conditions(rule, book))
    yield from (f"{rule.id}: {what}" for what in _unshown(rule))


def _unshown(rule: Rule) -> Iterator[str]:
    flagged = [one.flags for one in rule.examples if one.flags]
    if len(flagged) < LEAST_FLAGS or len(rule.examples) - len(flagged) < LEAST_PASSES:
        yield f"fewer than {LEAST_FLAGS} flagged and {LEAST_PASSES} passing examples"
    if len({_is_korean(one) for one in flagged}) != len((True, False)):
        yield "no flagged example in Korean, or none in English"
    if not (rule.wording.minimum or rule.wording.compromise or rule.wording.ideal):
        yield "no wording to offer"


def _is_korean(words: str) -> bool:
    return any("가" <= letter <= "힣" for letter in words)


def main() -> int:
    """
    Print the problems; 1 where there is any.
    """
    found = list(problems(set(sys.argv[1:])))
    sys.stdout.write("\n".join([*found, f"{len(found)} problems", ""]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
