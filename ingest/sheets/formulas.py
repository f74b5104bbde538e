"""
Work out the simple formulas of a sheet from the results saved beside them: sums, the four operations, percentages.

Nothing else is ever evaluated, and no formula is run: what is not understood is left as it was saved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Final

from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError

from ingest import late
from ingest.sheets.places import Block, block_of, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# What fetches from elsewhere or starts a program: web and live data, old macro functions, DDE ("cmd|'/c …'!A0").
ACTIVE: Final = late.pattern(
    r"(?<![A-Za-z0-9_.])(?:_xlfn\.)?(?:WEBSERVICE|FILTERXML|RTD|CALL|EXEC|REGISTER(?:\.ID)?|IMAGE|STOCKHISTORY|"
    r"IMPORT(?:DATA|XML|HTML|RANGE|FEED)|SQL\.REQUEST|DDE)\s*\(|[\w.]\s*\|\s*['\w][^!]*!",
    re.IGNORECASE,
)
QUOTED: Final = late.pattern(r'"[^"]*"')
LONGEST: Final = 1000
DEEPEST: Final = 40
# Cells that are looked up for one workbook: enough for any honest one, and an end for any other.
MOST_LOOKED_UP: Final = 1_000_000
BINDING: Final = {"^": 3, "*": 2, "/": 2, "+": 1, "-": 1}
Value = float | str
Numbers = list[float]


class _UnknownError(Exception):
    """
    Say that a formula is not one of the simple ones.
    """


@dataclass(slots=True)
class Budget:
    """
    Count the cells that may still be looked up.
    """

    left: int = MOST_LOOKED_UP

    def spend(self, cells: int) -> None:
        """
        Take some; a formula that needs more than there are is not worked out.
        """
        self.left -= cells
        if self.left < 0:
            raise _UnknownError


def is_active(formula: str) -> bool:
    """
    Tell whether a formula would fetch from elsewhere or start a program.
    """
    return ACTIVE.search(QUOTED.sub("", formula[: 8 * LONGEST])) is not None


def moved(formula: str, origin: tuple[int, int], target: tuple[int, int]) -> str:
    """
    Return a formula that several cells share as it reads in one of them; empty where that cannot be said.
    """
    if len(formula) > LONGEST:
        return ""
    try:
        return str(Translator(f"={formula}", name_of(*origin)).translate_formula(name_of(*target)))[1:]
    except (TranslatorError, TokenizerError, ValueError, IndexError):
        return ""


def work_out(formula: str, values: Mapping[tuple[int, int], Value], budget: Budget) -> float | None:
    """
    Return what a simple formula gives; None for any other, and for one that leads to an error.
    """
    if not formula or len(formula) > LONGEST:
        return None
    try:
        tokens = [token for token in Tokenizer(f"={formula}").items if token.type != Token.WSPACE]
        return _Reading(tokens, values, budget).whole()
    except (_UnknownError, TokenizerError, ArithmeticError, ValueError, IndexError):
        return None


class _Reading:
    """
    Read the tokens of one formula from left to right.
    """

    def __init__(self, tokens: list[Token], values: Mapping[tuple[int, int], Value], budget: Budget) -> None:
        self._tokens = tokens
        self._values = values
        self._budget = budget
        self._at = 0
        self._depth = 0

    def whole(self) -> float:
        """
        Return the value of all tokens.
        """
        result = self._expression(0)
        if self._at < len(self._tokens) or not isfinite(result):
            raise _UnknownError
        return result

    def _next(self, *types: str) -> Token | None:
        """
        Return the next token and go on, if it is of one of the types.
        """
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token.type not in types:
            return None
        self._at += 1
        return token

    def _expression(self, least: int) -> float:
        """
        Return the value of an expression whose operators bind at least so strongly.
        """
        self._depth += 1
        if self._depth > DEEPEST:
            raise _UnknownError
        left = self._operand()
        while token := self._next(Token.OP_IN):
            strength = BINDING.get(token.value, -1)
            if strength <= least:
                self._at -= 1
                if strength < 0:
                    raise _UnknownError
                break
            left = _apply(token.value, left, self._expression(strength))
        self._depth -= 1
        return left

    def _operand(self) -> float:
        sign = 1.0
        while token := self._next(Token.OP_PRE):
            sign = -sign if token.value == "-" else sign
        result = sign * self._plain()
        while token := self._next(Token.OP_POST):
            result /= 100
        return result

    def _plain(self) -> float:
        """
        Return the value of a number, a cell, a function, or an expression in parentheses.
        """
        if token := self._next(Token.OPERAND):
            if token.subtype == Token.NUMBER:
                return float(token.value)
            if token.subtype == Token.RANGE and ":" not in token.value:
                return self._cell(token.value)
        elif token := self._next(Token.FUNC):
            return self._function(token.value.upper())
        elif self._next(Token.PAREN):
            result = self._expression(0)
            closing = self._next(Token.PAREN)
            if closing is not None and closing.subtype == Token.CLOSE:
                return result
        raise _UnknownError

    def _cell(self, reference: str) -> float:
        """
        Return the number in a cell; an empty one counts as nothing.
        """
        block = block_of(reference)
        if block is None:
            raise _UnknownError
        self._budget.spend(1)
        value = self._values.get((block.top, block.left), 0.0)
        if isinstance(value, str):
            raise _UnknownError
        return value

    def _function(self, opening: str) -> float:
        """
        Return the value of a function of numbers.
        """
        known = FUNCTIONS.get(opening)
        if known is None:
            raise _UnknownError
        numbers: Numbers = []
        while True:
            numbers += self._argument()
            if self._next(Token.SEP):
                continue
            closing = self._next(Token.FUNC)
            if closing is None or closing.subtype != Token.CLOSE:
                raise _UnknownError
            return known(numbers)

    def _argument(self) -> Numbers:
        """
        Return the numbers of a range, without the words in it, or the value of an expression.
        """
        token = self._tokens[self._at]
        following = self._tokens[self._at + 1].type if self._at + 1 < len(self._tokens) else ""
        is_alone = following in {Token.SEP, Token.FUNC}
        if token.type == Token.OPERAND and token.subtype == Token.RANGE and is_alone:
            block = block_of(token.value)
            if block is None:
                raise _UnknownError
            self._at += 1
            return self._range(block)
        return [self._expression(0)]

    def _range(self, block: Block) -> Numbers:
        size = (block.bottom - block.top + 1) * (block.right - block.left + 1)
        places = (
            (
                (row, column)
                for row in range(block.top, block.bottom + 1)
                for column in range(block.left, block.right + 1)
            )
            if size <= len(self._values)
            else (
                place
                for place in self._values
                if block.top <= place[0] <= block.bottom and block.left <= place[1] <= block.right
            )
        )
        self._budget.spend(min(size, len(self._values)))
        found = (self._values.get(place) for place in places)
        return [value for value in found if isinstance(value, float)]


def _apply(operator: str, left: float, right: float) -> float:
    """
    Return the result of one of the four operations, or a power of modest size.
    """
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return left * right
    if operator == "/":
        return left / right
    result = left**right
    if isinstance(result, complex):
        raise _UnknownError
    return float(result)


def _mean(numbers: Numbers) -> float:
    return sum(numbers) / len(numbers)


def _product(numbers: Numbers) -> float:
    result = 1.0
    for number in numbers:
        result *= number
    return result


FUNCTIONS: Final[Mapping[str, Callable[[Numbers], float]]] = {
    "SUM(": sum,
    "AVERAGE(": _mean,
    "MIN(": lambda numbers: min(numbers, default=0.0),
    "MAX(": lambda numbers: max(numbers, default=0.0),
    "PRODUCT(": _product,
    "ABS(": lambda numbers: abs(numbers[0]) if len(numbers) == 1 else float("nan"),
}
