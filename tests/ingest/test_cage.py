"""
Show that what a reader does, dies of or claims never reaches beyond its own document.
"""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest import read
from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.cage.client import GRACE, ForkServer
from ingest.cage.limits import MIB
from ingest.cage.server import load_kept_data
from ingest.errors import (
    BombSuspected,
    IngestError,
    Malformed,
    OutOfMemory,
    ReaderCrashed,
    TimedOut,
)
from tests.ingest.probing_server import ESCAPED, PROBES
from tests.ingest.traces import children_of, command_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.cage.reply import End

WEAKNESSES = {
    "kernel without landlock": "Landlock: Function not implemented",
    "landlock not applied": "landlock 0",
    "no libseccomp": "seccomp: Unable to find libseccomp",
    "filter not loaded": "seccomp 0",
    "no limits": "limits",
    "new privileges": "no_new_privs 0",
    "root": "uid 0",
}
"""Each way in which a host could lack a layer, and how the refusal names it."""

LIES = (
    "announce too much",
    "announce more than comes",
    "answer beyond the cap",
    "answer with a pickle",
    "answer with nonsense",
    "answer with nesting",
    "point outside the text",
    "claim too much coverage",
    "invent pages",
    "invent a field",
    "hang up",
)


def probing(weakness: str) -> ForkServer:
    """
    Make a server whose reader runs probes.
    """
    return ForkServer((sys.executable, "-P", "-m", "tests.ingest.probing_server", weakness))


@pytest.fixture(scope="module")
def server() -> Iterator[ForkServer]:
    """
    Give a server with a whole cage and a reader that tries to leave it.
    """
    whole = probing("none")
    yield whole
    whole.close()


def is_gone(process: int, patience: float = 10.0) -> bool:
    """
    Wait until a process has ended (or is a zombie that somebody else must reap).
    """
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("probe", PROBES)
def test_nothing_outside_can_be_reached(server: ForkServer, probe: str) -> None:
    """A reader that was taken over can open, start, reach and change nothing."""
    text = server.read(probe.encode(), ".txt", DEFAULT_LIMITS).layout.text
    assert text != ESCAPED
    # Refused by the cage, not by a mistake in the probe; a descriptor that was closed is not there at all.
    refusals = {errno.EBADF} if probe == "open an old descriptor" else {errno.EPERM, errno.EACCES}
    assert text in {f"stopped {refusal}" for refusal in refusals}


@pytest.mark.parametrize("weakness", WEAKNESSES)
def test_a_missing_layer_stops_all_reading(weakness: str) -> None:
    """Where one layer of the cage is missing no document is read, and the answer names the layer."""
    if weakness == "root" and os.getuid() != 0:
        pytest.skip("only root can fail to drop root")
    weak = probing(weakness)
    try:
        with pytest.raises(ReaderCrashed, match=rf"no safe cage on this host \(.*{WEAKNESSES[weakness]}"):
            weak.read(b"look for a file", ".txt", DEFAULT_LIMITS)
    finally:
        weak.close()


def test_data_is_loaded_before_the_cage_shuts() -> None:
    """What modules load at first use is found by its form, so that a new table of words needs no line anywhere."""
    loaded = set(load_kept_data())
    assert {"ingest.agreement.kinds", "ingest.hanja._readings", "ingest.parties.roles.lexicon"} <= loaded


def test_a_paper_in_hanja_is_understood_in_the_cage() -> None:
    """The readings of hanja are at hand where no file can be opened."""
    paper = "第1條(目的) 甲과 乙은 共同으로 硏究한다.\n第2條(損害賠償) 甲은 責任을 진다.\n".encode()
    articles = [(clause.number, clause.heading) for clause in read(paper, "hanja.txt").clauses]
    assert articles == [("제1조", "목적"), ("제2조", "손해배상")]


def test_a_server_that_does_not_start_is_reported() -> None:
    """A service that cannot even start gives its typed error and no hanging request."""
    with pytest.raises(ReaderCrashed, match="did not start"):
        probing("no start").read(b"x", ".txt", DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("fate", "limits", "error"),
    [
        ("sleep", replace(DEFAULT_LIMITS, wall=0.5), TimedOut),
        ("spin", replace(DEFAULT_LIMITS, cpu=1), TimedOut),
        ("eat memory", DEFAULT_LIMITS, OutOfMemory),
        ("abort", DEFAULT_LIMITS, OutOfMemory),
        ("fall over", DEFAULT_LIMITS, ReaderCrashed),
        ("leave", DEFAULT_LIMITS, ReaderCrashed),
        ("raise", DEFAULT_LIMITS, ReaderCrashed),
        ("nest", DEFAULT_LIMITS, Malformed),
        ("talk", replace(DEFAULT_LIMITS, reply=100_000), BombSuspected),
    ],
)
def test_every_way_of_dying_has_its_code(
    server: ForkServer, fate: str, limits: object, error: type[IngestError]
) -> None:
    """Lateness is 120, lack of memory 121, any other death 122, and the next document is read as if nothing was."""
    with pytest.raises(error) as caught:
        server.read(fate.encode(), ".txt", limits)  # type: ignore[arg-type]
    assert type(caught.value) is error
    assert server.read(b"fork", ".txt", DEFAULT_LIMITS).layout.text.startswith("stopped")


@pytest.mark.parametrize("lie", LIES)
def test_a_child_that_was_taken_over_cannot_lie(server: ForkServer, lie: str) -> None:
    """Whatever a child says past its own code is refused as a crash at once, and the next document is read."""
    started = time.monotonic()
    with pytest.raises(ReaderCrashed):
        server.read(lie.encode(), ".txt", replace(DEFAULT_LIMITS, reply=2 * MIB))
    assert time.monotonic() - started < GRACE
    assert server.read(b"fork", ".txt", DEFAULT_LIMITS).layout.text.startswith("stopped")


def test_the_end_of_a_child_tells_what_it_used(server: ForkServer) -> None:
    """Whoever asks is told the child's peak memory and processor time, whether it answered or was stopped."""
    ends: list[End | None] = []
    server.read(b"fork", ".txt", DEFAULT_LIMITS, ends.append)
    with pytest.raises(TimedOut):
        server.read(b"spin", ".txt", replace(DEFAULT_LIMITS, cpu=1), ends.append)
    answered, stopped = ends
    assert answered is not None
    assert stopped is not None
    assert 0 < answered.memory < DEFAULT_LIMITS.memory
    assert (answered.signal, stopped.signal) == (0, signal.SIGXCPU)
    # The kernel counts what a process used in ticks of its own, and stops it a little before a second is told.
    assert answered.cpu < 0.7 < stopped.cpu


def test_no_message_of_a_parser_gets_out(server: ForkServer) -> None:
    """An unexpected error is told by its type alone, as its message may quote the document."""
    with pytest.raises(ReaderCrashed) as caught:
        server.read(b"raise", ".txt", DEFAULT_LIMITS)
    assert caught.value.detail == "KeyError"


def test_readings_from_many_threads_do_not_mix() -> None:
    """Forty documents read from eight threads come back each to its own caller."""
    texts = [f"문서 {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda text: read_caged(text.encode(), ".txt", DEFAULT_LIMITS).layout.text, texts))
    assert texts == read


def test_a_dead_server_is_replaced(server: ForkServer) -> None:
    """When the server is killed the next document starts a new one."""
    server.read(b"fork", ".txt", DEFAULT_LIMITS)
    ours = {process for process in children_of(os.getpid()) if b"probing_server" in command_of(process)}
    for process in ours:
        os.kill(process, 9)
    assert all(map(is_gone, ours))
    assert server.read(b"fork", ".txt", DEFAULT_LIMITS).layout.text.startswith("stopped")


def test_the_server_ends_with_its_parent(root: Path) -> None:
    """When the parent is killed outright its server ends by itself within seconds."""
    program = (
        "import os, pathlib, sys; from ingest.cage import DEFAULT_LIMITS, read_caged;"
        "read_caged(b'x', '.txt', DEFAULT_LIMITS); pid = os.getpid();"
        "print(open(f'/proc/{pid}/task/{pid}/children').read().split()[0], flush=True); os.kill(pid, 9)"
    )
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False)
    assert ended.returncode == -9
    assert is_gone(int(ended.stdout))
