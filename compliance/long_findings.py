"""
Keep the findings of a long table packed: line after line of JSON, compressed, each read when it is asked for.

A table of a hundred thousand rows may have as many findings, 4 kB each. Whoever shows a page of them, or hands all of
them on, holds no more than that; `gravities` and `rules` answer how many there are of what.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, overload

MARK: Final = b"L"
"""First byte of a packed report with long findings; a compressed JSON value begins otherwise."""
LENGTH_BYTES: Final = 4
PIECE: Final = 1 << 20
"""Most bytes unpacked at a time."""
READ: Final = 1 << 14
"""Packed bytes taken up at a time."""
Body = Mapping[str, Any]


class LongFindings(Sequence[Body]):
    """
    Give findings as JSON values, in the order of the report.

    severities: of each finding, in that order. rules: how many findings each rule has.
    """

    def __init__(
        self,
        packed: bytes,
        severities: Sequence[str],
        rules: Mapping[str, int],
        change: Callable[[Any], Any] | None = None,
    ) -> None:
        """
        Take findings that were packed; `change` is done to each as it is read.
        """
        self._change = change
        self.packed = packed
        self.severities = severities
        self.rules = rules

    @classmethod
    def pack(cls, bodies: Iterable[Body]) -> LongFindings:
        """
        Pack findings, one at a time.
        """
        squeeze, packed = zlib.compressobj(), bytearray()
        severities, rules = list[str](), Counter[str]()
        for body in bodies:
            packed += squeeze.compress(json.dumps(body, ensure_ascii=False).encode() + b"\n")
            severities.append(body["severity"])
            rules[body["rule"]] += 1
        return cls(bytes(packed + squeeze.flush()), severities, rules)

    def changed(self, change: Callable[[Any], Any]) -> LongFindings:
        """
        Return the same findings, each changed as it is read.
        """
        return LongFindings(self.packed, self.severities, self.rules, change)

    def __len__(self) -> int:
        """
        Count the findings.
        """
        return len(self.severities)

    def __iter__(self) -> Iterator[Body]:
        """
        Read each in turn.
        """
        return map(self._read, self._lines())

    @overload
    def __getitem__(self, at: int) -> Body: ...
    @overload
    def __getitem__(self, at: slice) -> list[Body]: ...
    def __getitem__(self, at: int | slice) -> Body | list[Body]:
        """
        Read one, or some.
        """
        places = range(len(self))[at]
        return self.read(places) if isinstance(places, range) else self.read([places])[0]

    def read(self, places: Sequence[int]) -> list[Body]:
        """
        Read those at some places, in the order of these; the others are passed over unread.
        """
        wanted = set(places)
        found = {at: self._read(line) for at, line in enumerate(self._lines()) if at in wanted}
        return [found[at] for at in places]

    def _read(self, line: bytes) -> Body:
        body: Body = json.loads(line)
        return self._change(body) if self._change else body

    def _lines(self) -> Iterator[bytes]:
        rest = b""
        for piece in self._pieces():
            *lines, rest = (rest + piece).split(b"\n")
            yield from lines

    def _pieces(self) -> Iterator[bytes]:
        """
        Unpack a little at a time: alike as findings are, a piece may be a hundred times as long unpacked.
        """
        stretch = zlib.decompressobj()
        for start in range(0, len(self.packed), READ):
            left = self.packed[start : start + READ]
            while left:
                yield stretch.decompress(left, PIECE)
                left = stretch.unconsumed_tail
        yield stretch.flush()


def packed(value: object) -> bytes:
    """
    Write a JSON value compressed; the long findings of a report stay packed as they are.
    """
    findings = value.get("findings") if isinstance(value, Mapping) else None
    if not isinstance(findings, LongFindings) or not isinstance(value, Mapping):
        return _squeezed(value)
    told = {"report": {**value, "findings": []}, "severities": findings.severities, "rules": findings.rules}
    head = _squeezed(told)
    return MARK + len(head).to_bytes(LENGTH_BYTES) + head + findings.packed


def unpacked(content: bytes) -> Any:  # noqa: ANN401 - JSON is any of six types
    """
    Read what `packed` wrote.
    """
    if not content.startswith(MARK):
        return json.loads(zlib.decompress(content))
    start = len(MARK) + LENGTH_BYTES
    end = start + int.from_bytes(content[len(MARK) : start])
    told = json.loads(zlib.decompress(content[start:end]))
    return {**told["report"], "findings": LongFindings(content[end:], told["severities"], told["rules"])}


def _squeezed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False).encode())
