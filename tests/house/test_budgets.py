"""
Hold files and functions to the sizes a reader can take in (CONVENTIONS 3).
"""

from __future__ import annotations

from statistics import median, quantiles

from tests.house.source import PACKAGES, length, modules

FILE_MEDIAN, FILE_MOST = 120, 600
FUNCTION_MEDIAN, FUNCTION_P95, FUNCTION_MOST = 10, 40, 80


def lengths_of_functions() -> list[int]:
    """
    Give the number of lines of every function of the four packages.
    """
    return [length(function) for module in modules(*PACKAGES) for function in module.functions()]


def test_half_of_the_files_fit_on_two_screens() -> None:
    """
    The median source file is short.
    """
    assert median(module.lines for module in modules(*PACKAGES)) <= FILE_MEDIAN


def test_no_file_is_a_maze() -> None:
    """
    No file, tests included, is longer than anybody reads in one go.
    """
    assert [f"{m.path}: {m.lines}" for m in modules(*PACKAGES, "tests") if m.lines > FILE_MOST] == []


def test_half_of_the_functions_are_seen_at_a_glance() -> None:
    """
    The median function is short.
    """
    assert median(lengths_of_functions()) <= FUNCTION_MEDIAN


def test_long_functions_are_rare() -> None:
    """
    Nineteen of twenty functions fit on one screen.
    """
    assert quantiles(lengths_of_functions(), n=20)[-1] <= FUNCTION_P95


def test_no_function_is_a_maze() -> None:
    """
    No function, tests included, is longer than two screens.
    """
    long = [
        f"{module.at(function)} {function.name}: {length(function)}"
        for module in modules(*PACKAGES, "tests")
        for function in module.functions()
        if length(function) > FUNCTION_MOST
    ]
    assert long == []
