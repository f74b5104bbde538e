"""
Read the EQ fields of a DOCX file, with which East Asian documents draw circled letters, rubies and fractions.

Source: ECMA-376 part 1, 17.16.5.18 (EQ).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.office.numerals import System, write
from ingest.office.word_looks import whole

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# \o\ac(○,印) lays letters on one another, \s\up 9(ruby) raises them, \f(1,2) is a fraction.
COMMAND: Final = late.pattern(r"\\([a-zA-Z]{1,2})\s*(?:[-\d.]+)?")
# General switches such as \* "Font:Batang" print nothing.
SWITCH: Final = late.pattern(r'\\\*\s*(?:"[^"]*"|\S+)')
CIRCLES: Final = frozenset("○◯⭕〇")
LONGEST = 2000


def equation(instruction: str, _data: Element | None = None) -> str:
    """
    Return the letters of an EQ field in reading order: circled ones as such, the base of a ruby, a fraction as a/b.
    """
    return _Code(SWITCH.sub("", instruction[2:LONGEST])).read()


class _Code:
    """
    Read the commands of one EQ field.
    """

    def __init__(self, code: str) -> None:
        """
        Start at the first letter.
        """
        self._code = code
        self._at = 0

    def read(self) -> str:
        """
        Read up to the end of the argument.
        """
        written = ""
        while self._at < len(self._code) and self._code[self._at] not in ",;)":
            written += self._next()
        return written.strip()

    def _next(self) -> str:
        """
        Read one letter, or one command with its options and arguments.
        """
        letter = self._code[self._at]
        if letter == "(":
            return f"({', '.join(self._arguments())})"
        if letter != "\\":
            self._at += 1
            return letter
        options = []
        while match := COMMAND.match(self._code, self._at):
            options.append(match[1].lower())
            self._at = match.end()
        if not options:
            self._at += 2
            return self._code[self._at - 1 : self._at]
        if not self._code.startswith("(", self._at):
            return ""
        return _compose(options, self._arguments())

    def _arguments(self) -> list[str]:
        """
        Read the arguments in brackets.
        """
        found = []
        while self._at < len(self._code):
            # An opening bracket, a comma, a semicolon.
            self._at += 1
            found.append(self.read())
            if self._code.startswith(")", self._at):
                self._at += 1
                break
        return found


def _compose(options: list[str], arguments: list[str]) -> str:
    """
    Put the arguments of one EQ command together.
    """
    shown = [each for each in arguments if each]
    if options[0] == "f" and len(shown) == 2:  # noqa: PLR2004 - numerator and denominator
        return "/".join(shown)
    if options[0] == "r" and shown:
        return f"√({shown[-1]})"
    if options[0] == "o" and shown:
        if shown[0] in CIRCLES and len(shown) > 1:
            number = whole(shown[1])
            return write(number, System.CIRCLED) if number else shown[1]
        # A ruby stands before its base and is raised.
        return shown[-1] if "ad" in options else "".join(shown)
    return "".join(shown)
