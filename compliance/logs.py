"""
Write the log as JSON lines that never hold a word of an agreement.

An error is told by its type and place: its message may quote what was read. Of a library's message only the template
is written, without the values put into it, unless it only ever puts in what we named ourselves.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parents[1]
OURS = ("api", "compliance", "ingest", "rules")
NAMING = "apscheduler"
"""A library whose values are names of our own jobs, and times: which job was late is what an operator has to know."""


class JsonLines(logging.Formatter):
    """
    Form one JSON object a line: at, level, logger, said, the record's `fields`, and of an error its type and place.
    """

    def format(self, record: logging.LogRecord) -> str:
        """
        Form one line.
        """
        ours = record.name.partition(".")[0] in {*OURS, NAMING}
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage() if ours else str(record.msg),
        }
        line |= getattr(record, "fields", {})
        kind, broken, trace = record.exc_info or (None, None, None)
        if kind and broken:
            line |= {"error": kind.__name__} | _places(traceback.extract_tb(trace))
        return json.dumps(line, ensure_ascii=False)


def _places(frames: Sequence[traceback.FrameSummary]) -> dict[str, str]:
    """
    Tell where an error arose and, where that is inside a library, from which place of ours it was called.
    """
    own = [frame for frame in frames if any(Path(frame.filename).is_relative_to(ROOT / one) for one in OURS)]
    ends = {"place": frames[-1:], "called_from": own[-1:] if own[-1:] != frames[-1:] else []}
    return {name: f"{end[0].filename}:{end[0].lineno}" for name, end in ends.items() if end}


def begin(level: str) -> None:
    """
    Write everything from this level on to standard error.
    """
    lines = logging.StreamHandler()
    lines.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[lines], force=True)
