"""
Tell what must be said for a matcher tree to match at all, so that only the units that say it are judged.

The answer is a list of groups; a unit can only match if it says at least one entry of every group. A tree about
which nothing can be told gives no group, and every unit is judged: the short cut never loses a match.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Groups = list[frozenset[str]]
NAMING = {"norm": ("act", "about"), "one_sided": ("act", "about"), "quantity": ("near",)}
"""The arguments of these matchers that name entries which must be said."""


def needs(tree: Mapping[str, Any]) -> Groups:
    """
    Give the groups of lexicon entries that a unit must say for this tree to match.
    """
    [(name, written)] = tree.items()
    if name in {"says", "says_itself"}:
        return [_names(written)]
    if name == "all":
        return [group for child in written for group in needs(child)]
    if name == "any":
        return _of_any([needs(child) for child in written])
    if name == "some_sentence":
        return needs(written)
    return list(_named(written, NAMING.get(name, ())))


def _of_any(each: list[Groups]) -> Groups:
    empty: frozenset[str] = frozenset()
    return [empty.union(*(groups[0] for groups in each))] if all(each) else []


def _named(written: Mapping[str, Any], keys: tuple[str, ...]) -> Iterator[frozenset[str]]:
    for key in keys:
        if written.get(key):
            yield _names(written[key])


def _names(written: str | list[str]) -> frozenset[str]:
    return frozenset({written} if isinstance(written, str) else written)
