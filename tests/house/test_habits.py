"""
Look for what the linters cannot: where transactions end, what rules may import, what tests must say.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.house.source import PACKAGES, modules

if TYPE_CHECKING:
    from collections.abc import Iterator

SESSION = "compliance/store/session.py"
BACKTRACKING = {"re", "regex"}


def imported(node: ast.AST) -> set[str]:
    """
    Name the top-level packages that an import statement brings in.
    """
    if isinstance(node, ast.Import):
        return {alias.name.split(".")[0] for alias in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level:
        return {(node.module or "").split(".")[0]}
    return set()


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """
    Walk every call of a method with this name.
    """
    return (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    )


def test_transactions_end_at_the_edge_only() -> None:
    """
    Nothing but the session module commits, so a request or a job is one transaction.
    """
    places = [m.at(call) for m in modules(*PACKAGES) if m.path != SESSION for call in calls(m.tree, "commit")]
    assert places == []


def test_the_rule_path_has_no_backtracking_patterns() -> None:
    """
    Rules match with RE2 only: a rule author cannot write a pattern that takes exponential time.
    """
    places = [m.at(node) for m in modules("rules") for node in ast.walk(m.tree) if imported(node) & BACKTRACKING]
    assert places == []


def test_imports_stand_at_the_top() -> None:
    """
    No function imports: each such import hides a cycle or a cost.
    """
    places = [
        module.at(node)
        for module in modules(*PACKAGES, "tests")
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert places == []


def test_every_test_says_what_it_shows() -> None:
    """
    Each test function has a docstring whose first paragraph is one sentence.
    """
    silent = [
        f"{module.at(function)} {function.name}"
        for module in modules("tests")
        for function in module.functions()
        if function.name.startswith("test_") and not (ast.get_docstring(function) or "").split("\n\n")[0].endswith(".")
    ]
    assert silent == []


def test_nothing_shipped_needs_the_shared_material() -> None:
    """
    The four packages never read the folder of shared material; only docstrings may name it as a source.
    """
    prose = {id(node.value) for m in modules(*PACKAGES) for node in ast.walk(m.tree) if isinstance(node, ast.Expr)}
    places = [
        module.at(node)
        for module in modules(*PACKAGES)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if "shared/" in node.value and id(node) not in prose
    ]
    assert places == []
