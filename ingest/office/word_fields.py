"""
Follow the fields of a DOCX file: the instruction of a field is not printed, its result is.

Some fields have no stored result: what Word prints of them is written in the instruction.
Source: ECMA-376 part 1, 17.16.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.markup import attribute, child, children, descendants
from ingest.office.word_equation import equation
from ingest.office.word_looks import is_on, whole
from ingest.office.word_symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element as Element

# Fields that run a program or fetch text from elsewhere.
ACTIVE: Final = frozenset({"DDE", "DDEAUTO", "INCLUDETEXT", "MACROBUTTON", "LINK", "DATABASE", "IMPORT", "INCLUDE"})
# Fields that print nothing, whatever stands in them: entries for lists, and places for values.
SILENT: Final = frozenset({"XE", "TC", "TA", "RD", "SET", "ASK", "PRIVATE", "DATA", "BIDIOUTLINE"})
# A quoted argument, a switch with its backslash, a bare word.
ARGUMENT: Final = late.pattern(r'"((?:[^"\\]|\\.)*)"?|(\\[^\s"]*)|([^\s"\\]+)')
CODE: Final = late.pattern(r"[1-9]\d{0,4}|0[xX][0-9a-fA-F]{1,4}")
FONT: Final = late.pattern(r'\\f\s*"?([^"\\]+)')
# Shared folder of another machine.
REMOTE: Final = late.pattern(r"\\\\\\?\\?[^\\\s]")
CHECKED, UNCHECKED = "☒", "☐"
MOST_PIECES, LONGEST = 2000, 4000


@dataclass(slots=True)
class Field:
    """
    Hold a field that is open: where its reader stands, and the pieces of its instruction so far.
    """

    begin: Element
    in_result: bool = False
    has_result: bool = False
    pieces: list[str] = field(default_factory=list)

    @property
    def instruction(self) -> str:
        """
        Return the instruction with single blanks, cut where no instruction is that long.
        """
        return " ".join("".join(self.pieces).split())[:LONGEST]


class Fields:
    """
    Follow the fields of one story (the body, a note, a box) from mark to mark.
    """

    def __init__(self, story: Element) -> None:
        """
        Find which fields end: one that never does hides nothing.
        """
        self._open: list[Field] = []
        self._whole = _ended(story)

    @property
    def zone(self) -> str:
        """
        Say where the reader stands: in "text", in an "instruction", or "inside" a result that is part of one.

        A field that prints nothing is all instruction.
        """
        if not self._open or all(each.in_result and command(each.instruction) not in SILENT for each in self._open):
            return "text"
        is_inner = self._open[-1].in_result and not all(each.in_result for each in self._open)
        return "inside" if is_inner else "instruction"

    def instruct(self, text: str) -> None:
        """
        Take a piece of an instruction, or of the result of a field inside one.
        """
        target = next((each for each in reversed(self._open) if not each.in_result), None)
        if target is not None and len(target.pieces) < MOST_PIECES:
            target.pieces.append(text)

    def turn(self, mark: Element) -> Field | None:
        """
        Pass a w:fldChar; return the field whose instruction or whole this mark completes.
        """
        kind = attribute(mark, "fldCharType")
        if kind == "begin" and mark in self._whole:
            self._open.append(Field(mark))
        elif kind == "separate" and self._open and not self._open[-1].in_result:
            self._open[-1].in_result = self._open[-1].has_result = True
            return self._open[-1]
        elif kind == "end" and self._open:
            return self._open.pop()
        return None


def command(instruction: str) -> str:
    """
    Return the command of an instruction in capitals; that of a formula is "=".
    """
    first = next(iter(instruction.split(maxsplit=1)), "")
    return "=" if first.startswith("=") else first.upper()


def is_active(instruction: str) -> bool:
    """
    Tell whether a field runs a program, or fetches something from another machine or file.
    """
    name = command(instruction)
    return name in ACTIVE or (name == "INCLUDEPICTURE" and REMOTE.search(instruction) is not None)


def printed(closed: Field) -> str:
    """
    Return what Word prints of a field that has no stored result.
    """
    write_it = PRINTERS.get(command(closed.instruction))
    return write_it(closed.instruction, child(closed.begin, "ffData")) if write_it else ""


def _button(instruction: str, _data: Element | None) -> str:
    """
    Return the words of a MACROBUTTON or GOTOBUTTON, which stand behind the macro's or the bookmark's name.
    """
    return [*instruction.split(maxsplit=2), "", "", ""][2]


def _symbol(instruction: str, _data: Element | None) -> str:
    """
    Return the letter of a SYMBOL field.
    """
    font = FONT.search(instruction)
    code = [*instruction.split(), ""][1]
    number = int(code, 0) if CODE.fullmatch(code) else 0
    return symbol(font[1].strip() if font else "", number) if number else ""


def _quote(instruction: str, _data: Element | None) -> str:
    """
    Return the words of a QUOTE field; letters written as numbers are a way to hide a command.
    """
    words = [quoted or word for quoted, switch, word in ARGUMENT.findall(instruction) if not switch][1:]
    if all(CODE.fullmatch(word) for word in words):
        return "".join(symbol("", int(word, 0)) for word in words)
    return " ".join(words)


def _tick_box(_instruction: str, data: Element | None) -> str:
    """
    Return the tick box of a form.
    """
    box = child(data, "checkBox")
    checked = child(box, "checked")
    return CHECKED if is_on(child(box, "default") if checked is None else checked) else UNCHECKED


def _chosen(_instruction: str, data: Element | None) -> str:
    """
    Return the entry that a drop-down list of a form shows.
    """
    choices = child(data, "ddList")
    entries = [attribute(each, "val") for each in children(choices, "listEntry")]
    result = child(choices, "result")
    index = whole(attribute(child(choices, "default") if result is None else result, "val")) or 0
    return entries[index] if 0 <= index < len(entries) else ""


PRINTERS: Final[dict[str, Callable[[str, Element | None], str]]] = {
    "MACROBUTTON": _button,
    "GOTOBUTTON": _button,
    "SYMBOL": _symbol,
    "QUOTE": _quote,
    "EQ": equation,
    "FORMCHECKBOX": _tick_box,
    "FORMDROPDOWN": _chosen,
}
"""Command to what Word prints for it, from the instruction and the form data."""


def _ended(story: Element) -> set[Element]:
    """
    Find the beginnings of fields that have an end.
    """
    opened: list[Element] = []
    ended = set()
    for mark in descendants(story, "fldChar"):
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            opened.append(mark)
        elif kind == "end" and opened:
            ended.add(opened.pop())
    return ended
