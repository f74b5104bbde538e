"""
Keep words of agreements out of the log, whoever writes into it.
"""

from __future__ import annotations

import json
import logging

import pytest

from compliance.logs import JsonLines, begin

WORDS = "제7조 을은 모든 권리를 갑에게 양도한다"


def line(record: logging.LogRecord) -> dict[str, object]:
    """
    Read what would be written.
    """
    written: dict[str, object] = json.loads(JsonLines().format(record))
    return written


def test_an_error_is_told_by_type_and_place_without_its_message() -> None:
    """
    What an error says may quote the agreement: only its type and place are written.
    """
    with pytest.raises(ValueError, match="invalid literal") as broken:
        int(WORDS)
    info = (broken.type, broken.value, broken.tb)
    record = logging.LogRecord("compliance.queue", logging.ERROR, "", 0, "job %s failed", ("7",), info)
    told = line(record)
    assert told["said"] == "job 7 failed"
    assert told["error"] == "ValueError"
    assert "test_logs.py:" in str(told["place"])
    assert WORDS not in str(told)


def test_an_error_inside_a_library_names_the_place_of_ours_that_called_it() -> None:
    """
    Where a library raised says little; where we called it tells what to mend.
    """
    with pytest.raises(ValueError, match="UNBEKANNT") as broken:
        begin("unbekannt")
    told = line(logging.LogRecord("api.problems", logging.ERROR, "", 0, "", (), (broken.type, broken.value, broken.tb)))
    assert "logging/__init__.py:" in str(told["place"])
    assert "compliance/logs.py:" in str(told["called_from"])


def test_a_librarys_message_is_written_without_its_values() -> None:
    """
    Nobody here chose what a library puts into its messages.
    """
    record = logging.LogRecord("pdfminer.interp", logging.WARNING, "", 0, "cannot show %r", (WORDS,), None)
    assert line(record)["said"] == "cannot show %r"


def test_the_scheduler_library_says_which_job_was_late() -> None:
    """
    An operator who reads that a tick was skipped has to know which one.
    """
    missed = 'Run time of job "%s" was missed by %s'
    record = logging.LogRecord(
        "apscheduler.executors.default", logging.WARNING, "", 0, missed, ("tick", "0:00:07"), None
    )
    assert line(record)["said"] == 'Run time of job "tick" was missed by 0:00:07'


@pytest.mark.parametrize("fields", [{"route": "/findings", "status": 200}])
def test_fields_become_keys_of_the_line(fields: dict[str, object]) -> None:
    """
    A program that reads the log finds the fields beside time, level and logger.
    """
    record = logging.LogRecord("api.access", logging.INFO, "", 0, "answered", (), None)
    record.fields = fields
    told = line(record)
    assert told.items() >= fields.items()
    assert {"at", "level", "logger", "said"} <= told.keys()
