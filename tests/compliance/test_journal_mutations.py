"""
Change journals at random in every way an insider could, and see that each is found at its line, and no clean one accused.

Source of the figures: ../shared/security/SECURITY.md 2.7. The soak runs them in full, its twin a small part.
"""

from __future__ import annotations

import random
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from compliance import journal
from compliance.journal_file import FiledLine

if TYPE_CHECKING:
    from collections.abc import Callable

Lines = list[FiledLine]
START = datetime(2026, 1, 1, tzinfo=UTC)
TEXTS = ("actor", "act", "subject", "detail", "retention_class", "came_from", "data_of", "purpose")


def chained(lines: Lines, start: int = 0) -> Lines:
    """
    Compute numbers and hashes of lines anew from a place on, as whoever knows how the chain is made can.
    """
    made = lines[:start]
    for number, line in enumerate(lines[start:], start + 1):
        open_line = replace(line, seq=number, previous=made[-1].hash if made else b"", hash=b"")
        made.append(replace(open_line, hash=journal._hash(open_line)))  # noqa: SLF001 - what the database computes
    return made


def written(chance: random.Random, count: int) -> Lines:
    """
    Write a journal; its first third as it was before origin, subject and purpose were told.
    """
    return chained(
        [
            FiledLine(
                seq=0,
                at=START + timedelta(seconds=chance.random() * 1e6),
                tenant_id=UUID(int=chance.getrandbits(128)),
                person_id=UUID(int=chance.getrandbits(128)) if chance.random() < 0.9 else None,
                actor=chance.choice(("auditor", "startup")),
                act=chance.choice(("viewed_text", "submitted")),
                subject=f"submission:{UUID(int=chance.getrandbits(128))}",
                detail="{}",
                retention_class="access_record",
                previous=b"",
                hash=b"",
                came_from=None if at < count // 3 else "10.0.0.1",
                data_of=None if at < count // 3 else str(UUID(int=chance.getrandbits(128))),
                purpose=None if at < count // 3 else "examination",
            )
            for at in range(count)
        ]
    )


def altered(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Change one column of one line.
    """
    at = chance.randrange(len(lines))
    line, column = lines[at], chance.choice((*TEXTS, "at", "tenant_id", "person_id", "hash", "previous"))
    if column == "retention_class" and line.came_from is None:
        # Not covered before: only a line that tells everything has its class in the chain.
        column = "act"
    match column:
        case "at":
            other: Any = line.at + timedelta(microseconds=chance.choice((-1, 1, 3_600_000_000)))
        case "tenant_id" | "person_id":
            other = UUID(int=chance.getrandbits(128))
        case "hash" | "previous":
            kept = getattr(line, column) or b"\0"
            other = bytes([kept[0] ^ (1 << chance.randrange(8))]) + kept[1:]
        case _:
            other = f"{getattr(line, column)}{chance.choice('xyz')}"
    changes: dict[str, Any] = {column: other}
    return [*lines[:at], replace(line, **changes), *lines[at + 1 :]], at + 1


def taken_out(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Take out a line that is not the last: the one behind it is the first that does not fit.
    """
    at = chance.randrange(len(lines) - 1)
    return [*lines[:at], *lines[at + 1 :]], at + 2


def cut(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Cut off the tail, or everything: the checkpoint at the end names a line that is gone.
    """
    return lines[: chance.randrange(len(lines))], len(lines)


def put_in(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Put in a line with a hash of its own, and number the rest on.
    """
    at = chance.randrange(len(lines))
    made = chained([*lines[:at], lines[chance.randrange(len(lines))]], at)
    # It fits what is before it, unless there is a checkpoint at its number; what is behind it does not fit it.
    first_bad = at + 1 if at + 1 in checkpointed(lines) else at + 2
    return [*made, *(replace(line, seq=line.seq + 1) for line in lines[at:])], first_bad


def exchanged(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Exchange two lines but for their numbers.
    """
    first, second = sorted(chance.sample(range(len(lines)), 2))
    swapped = list(lines)
    swapped[first] = replace(lines[second], seq=first + 1)
    swapped[second] = replace(lines[first], seq=second + 1)
    return swapped, first + 1


def doubled(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Write a line's words over another's.
    """
    at, of = chance.sample(range(len(lines)), 2)
    return [*lines[:at], replace(lines[of], seq=at + 1), *lines[at + 1 :]], at + 1


def made_anew(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Change a line and compute every hash from there on anew: only the checkpoints outside the database show it.
    """
    at = chance.randrange(len(lines))
    changed = [*lines[:at], replace(lines[at], actor="system"), *lines[at + 1 :]]
    return chained(changed, at), next(seq for seq in checkpointed(lines) if seq > at)


def put_back(chance: random.Random, lines: Lines) -> tuple[Lines, int]:
    """
    Put back yesterday's journal and let it grow otherwise, past where it was.
    """
    at = chance.randrange(len(lines))
    return chained([*lines[:at], *written(chance, len(lines) - at + 2)], at), next(
        seq for seq in checkpointed(lines) if seq > at
    )


MUTATIONS: tuple[Callable[[random.Random, Lines], tuple[Lines, int]], ...] = (
    altered, altered, altered, taken_out, cut, put_in, exchanged, doubled, made_anew, put_back,
)  # fmt: skip


def checkpointed(lines: Lines) -> list[int]:
    """
    Name the lines that checkpoints tell of: every seventh and the last.
    """
    return sorted({*range(7, len(lines) + 1, 7), len(lines)})


@pytest.mark.parametrize(
    ("mutations", "clean"),
    [pytest.param(300, 30, id="twin"), pytest.param(10_000, 1000, id="soak", marks=pytest.mark.soak)],
)
def test_every_mutation_is_found_at_its_line(mutations: int, clean: int) -> None:
    """
    Whatever is done to a journal is found, its first bad line is named, and no untouched journal is accused.
    """
    chance, began = random.Random(20261127), time.monotonic()  # noqa: S311 - a test's dice, the same each time
    for _ in range(clean):
        lines = written(chance, chance.randrange(1, 60))
        assert journal.verify_lines(lines, [(seq, lines[seq - 1].hash.hex()) for seq in checkpointed(lines)]).sound
    lines = written(chance, 60)
    noted = [(seq, lines[seq - 1].hash.hex()) for seq in checkpointed(lines)]
    for number in range(mutations):
        mutate = MUTATIONS[number % len(MUTATIONS)]
        changed, first_bad = mutate(chance, lines)
        if mutate is cut:
            first_bad = next(seq for seq in checkpointed(lines) if seq > len(changed))
        verdict = journal.verify_lines(changed, noted)
        assert (verdict.sound, verdict.bad_line) == (False, first_bad), (mutate.__name__, number, verdict)
    seconds = time.monotonic() - began
    sys.stdout.write(
        f"\n{mutations} of {mutations} mutations found at their line, 0 false alarms over {clean} clean journals"
        f" ({seconds:.1f} s)\n"
    )
