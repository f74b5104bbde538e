"""
Write the log as JSON lines that never hold a word of an agreement.

An error is told by its type and place: its message may quote what was read. Of a library's message only the template
is written, without the values put into it.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime

OURS = ("api", "compliance", "ingest", "rules")


class JsonLines(logging.Formatter):
    """
    Form one JSON object a line: at, level, logger, said, the record's `fields`, and of an error its type and place.
    """

    def format(self, record: logging.LogRecord) -> str:
        """
        Form one line.
        """
        ours = record.name.partition(".")[0] in OURS
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "said": record.getMessage() if ours else str(record.msg),
        }
        line |= getattr(record, "fields", {})
        kind, broken, trace = record.exc_info or (None, None, None)
        if kind and broken:
            place = traceback.extract_tb(trace)[-1:]
            line["error"] = kind.__name__
            line["place"] = f"{place[0].filename}:{place[0].lineno}" if place else "(unknown)"
        return json.dumps(line, ensure_ascii=False)


def begin(level: str) -> None:
    """
    Write everything from this level on to standard error.
    """
    lines = logging.StreamHandler()
    lines.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[lines], force=True)
