"""
Measure rules on sayings that they were not written from: tests/quality/sayings, by authors who saw no rule.

Each saying is the one clause of an agreement that its rule is for, and only its rule is asked: what other rules read in
it, and what the classifier adds, whole agreements show. The sentences of fair agreements stand alone, too, so that what
another article makes fair is not heard. Half A may be looked at while mending a rule (its misses and false flags are
printed for the rules named); of half B only the shares are.

Usage: python -m benchmarks.rules_unseen [--fair] [FAMILY|RULE...]
"""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

from joblib import Parallel, delayed

from benchmarks import unseen
from rules import catalog, engine
from rules.classifier.sayings import parties
from rules.examples import reading_of
from rules.matchers.base import Context, UndecidedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.unseen import Sentence
    from rules.catalog import Catalog, Compiled

PROCESSES = 2


def is_flagged(compiled: Compiled, words: str, book: Catalog) -> bool:
    """
    Say whether a rule flags a saying that is the one clause of an agreement.
    """
    try:
        return bool(engine.matches(compiled, _context(words, compiled.rule.applies_to[0], book)))
    except UndecidedError:
        return False


def _context(words: str, kind: str, book: Catalog) -> Context:
    head = "제3조(이행)" if any("가" <= letter <= "힣" for letter in words) else "Article 3. Performance\n"
    return Context(reading_of(f"{head} {words}", kind, parties(words)), book.parameters)


def judged(rule: str) -> tuple[str, list[tuple[Sentence, bool]]]:
    """
    Give a rule with its sayings, each with whether the rule flags it.
    """
    book = catalog.load()
    compiled = next(one for one in book.rules if one.rule.id == rule)
    return rule, [(one, is_flagged(compiled, one.words, book)) for one in unseen.read(f"{rule}.txt")]


def judged_fair(rules: Sequence[str], agreement: str) -> list[tuple[str, Sentence, bool]]:
    """
    Give every sentence of a fair agreement with each rule over sentences, and whether the rule flags it.
    """
    book = catalog.load()
    asked = [one for one in book.rules if one.rule.id in rules and one.rule.find.each == "sentence"]
    return [
        (compiled.rule.id, one, is_flagged(compiled, one.words, book))
        for one in unseen.read(f"fair/{agreement}.txt")
        for compiled in asked
    ]


def main(arguments: Sequence[str]) -> None:
    """
    Print the shares of the rules wanted (of all where none is named), and what half A shows to mend.
    """
    wanted = [one for one in arguments if not one.startswith("--")]
    known = {one.rule.id for one in catalog.load().rules if not one.is_tabular and one.rule.find.each != "bundle"}
    rules = [path.stem for path in sorted(unseen.FOLDER.glob("*.txt")) if path.stem in known]
    rules = [rule for rule in rules if not wanted or rule in wanted or rule.split("-")[0] in wanted]
    together = Parallel(n_jobs=PROCESSES if len(rules) > 1 else 1)
    whole = Counter[tuple[str, bool, bool]]()
    for rule, told in together(delayed(judged)(rule) for rule in rules):
        whole += (counts := _counted(rule, told, is_shown=bool(wanted)))
        sys.stdout.write(_line(rule, counts))
    sys.stdout.write(_line("all", whole))
    if "--fair" in arguments:
        fair = Counter[tuple[str, bool, bool]]()
        for rows in together(delayed(judged_fair)(rules, one.stem) for one in sorted(unseen.FOLDER.glob("fair/*.txt"))):
            for rule, one, flagged in rows:
                fair += _counted(rule, [(one, flagged)], is_shown=bool(wanted))
        sys.stdout.write(_line("sentences of fair agreements, by each rule", fair))


def _counted(rule: str, told: Sequence[tuple[Sentence, bool]], *, is_shown: bool) -> Counter[tuple[str, bool, bool]]:
    for one, flagged in told:
        if is_shown and one.half == "A" and one.is_unfair is not flagged:
            sys.stdout.write(f"{rule} {'missed' if one.is_unfair else 'FALSE'}: {one.words}\n")
    return Counter((one.half, one.is_unfair, flagged) for one, flagged in told)


def _line(name: str, counts: Counter[tuple[str, bool, bool]]) -> str:
    shares = [
        f"{side}: found {counts[side, True, True]}/{counts[side, True, True] + counts[side, True, False]},"
        f" false {counts[side, False, True]}/{counts[side, False, True] + counts[side, False, False]}"
        for side in "AB"
    ]
    return "  ".join([name, *shares]) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:])
