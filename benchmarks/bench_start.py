"""
Measure how long `compliance check` takes for one text: its parts, each in a fresh process, and the whole command.

And how long `rules.check` takes for 60 KB of Korean once everything is warm, with all rules. Printed is the least and
the middle of some runs: the least says what the program needs, the middle what this machine gave it.

Usage: python -m benchmarks.bench_start [RUNS]   (unset PYTHONDONTWRITEBYTECODE first)
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
SHORT = CORPUS / "exam_dev" / "collab" / "23-subcontract-public-system.txt"
LONG = CORPUS / "ko_standard" / "15_화물운송업종_표준하도급계약서.txt"
BYTES, RUNS, MEBI = 60_000, 5, 1024
PARTS = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
start = time.perf_counter()
import compliance.cli, compliance.commands.check
imported = time.perf_counter()
from rules import catalog, check
from rules.remembered import remembering
with remembering():
    book = catalog.load()
loaded = time.perf_counter()
from ingest import prepare, read
prepare()
short, long = (Path(name).read_bytes() for name in sys.argv[1:3])
document = read(short, "short.txt")
read_by = time.perf_counter()
check(document, book, date(2026, 11, 27))
checked = time.perf_counter()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
document = read(long[: int(sys.argv[3])].decode(errors="ignore").encode(), "long.txt")
warm = []
for _ in range(8):
    before = time.perf_counter()
    check(document, book, date(2026, 11, 27))
    warm.append(time.perf_counter() - before)
print(json.dumps({
    "imports": imported - start,
    "catalogue": loaded - imported,
    "start of the reader, and reading": read_by - loaded,
    "first check": checked - read_by,
    "warm check of 60 KB": min(warm[3:]),
    "peak MiB": memory / 1024,
}))
"""
COMMAND = "import sys; from compliance.cli import main; sys.argv[0] = 'compliance'; main()"


def parts(cache: str) -> dict[str, float]:
    """
    Measure the parts in a fresh process.
    """
    program = [sys.executable, "-c", PARTS, str(SHORT), str(LONG), str(BYTES)]
    told = subprocess.run(program, check=True, capture_output=True, env=_environment(cache))
    found: dict[str, float] = json.loads(told.stdout)
    return found


def command(cache: str) -> float:
    """
    Time the whole command for one text.
    """
    start = time.perf_counter()
    program = [sys.executable, "-c", COMMAND, "check", str(SHORT)]
    subprocess.run(program, check=False, capture_output=True, env=_environment(cache))
    return time.perf_counter() - start


def _environment(cache: str) -> dict[str, str]:
    return {"XDG_CACHE_HOME": cache, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "LC_ALL": "C.UTF-8"}


def main() -> None:
    """
    Print the table.
    """
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with TemporaryDirectory() as cache:
        rows: dict[str, list[float]] = {"whole command, the first time": [command(cache)]}
        rows["whole command"] = [command(cache) for _ in range(runs)]
        for found in (parts(cache) for _ in range(runs)):
            for name, value in found.items():
                rows.setdefault(name, []).append(value)
    for name, values in rows.items():
        scale, unit = (1, "MiB") if name == "peak MiB" else (1000, "ms")
        sys.stdout.write(f"{name:36s} {min(values) * scale:8.0f} {unit} least {median(values) * scale:8.0f} middle\n")


if __name__ == "__main__":
    main()
