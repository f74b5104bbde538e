"""
List and parse the project's own source files for the tests of the house.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("api", "compliance", "rules", "ingest")
BUILT = {"__pycache__", "versions"}
"""Folders whose files nobody reads as a whole: caches, and Alembic's revisions, which are history."""

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """
    Hold one source file: its path from the root, its number of lines and its syntax tree.
    """

    path: str
    lines: int
    tree: ast.Module

    def functions(self) -> Iterator[FunctionNode]:
        """
        Walk every function and method, nested ones included.
        """
        return (node for node in ast.walk(self.tree) if isinstance(node, FunctionNode))

    def at(self, node: ast.AST) -> str:
        """
        Name the place of a node as editors understand it: path:line.
        """
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def modules(*folders: str) -> tuple[Module, ...]:
    """
    Parse every Python file below the folders, empty ones left out.
    """
    return tuple(module for folder in folders for module in _parsed(folder))


@cache
def _parsed(folder: str) -> tuple[Module, ...]:
    paths = sorted((ROOT / folder).rglob("*.py"))
    return tuple(
        Module(str(path.relative_to(ROOT)), text.count("\n"), ast.parse(text))
        for path in paths
        if not BUILT & set(path.parts) and (text := path.read_text(encoding="utf-8")).strip()
    )


def length(function: FunctionNode) -> int:
    """
    Count a function's lines from `def` to its last, docstring included.
    """
    return (function.end_lineno or function.lineno) - function.lineno + 1
