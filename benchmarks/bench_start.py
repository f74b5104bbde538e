"""
Measure how long `compliance check` takes for one text: its parts, each in a fresh process, and the whole command.

And how long `rules.check` takes for 60 KB of Korean once everything is warm, with all rules. Printed is the least of
some runs, by the clock and of the processor's time: on a machine that others use only the second can be compared.

Usage: python -m benchmarks.bench_start [RUNS]   (unset PYTHONDONTWRITEBYTECODE first)
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"
SHORT = CORPUS / "exam_dev" / "collab" / "23-subcontract-public-system.txt"
LONG = CORPUS / "ko_standard" / "15_화물운송업종_표준하도급계약서.txt"
BYTES, RUNS = 60_000, 5
PARTS = """
import json, resource, sys
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
parts, last = {}, [perf_counter(), process_time()]
def done(name):
    now = [perf_counter(), process_time()]
    parts[name] = [now[0] - last[0], now[1] - last[1]]
    last[:] = [perf_counter(), process_time()]
import compliance.cli, compliance.commands.check
done("imports")
from rules import catalog, check
from rules.remembered import remembering
with remembering():
    book = catalog.load()
done("catalogue")
from ingest import prepare, read
prepare()
short, long = (Path(name).read_bytes() for name in sys.argv[1:3])
document = read(short, "short.txt")
done("start of the reader, and reading")
check(document, book, date(2026, 11, 27))
done("first check")
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
document = read(long[: int(sys.argv[3])].decode(errors="ignore").encode(), "long.txt")
for _ in range(4):
    done("reading and warming up")
    check(document, book, date(2026, 11, 27))
done("warm check of 60 KB")
print(json.dumps(parts | {"peak MiB": [memory, memory]}))
"""
COMMAND = "import sys; from compliance.cli import main; sys.argv[0] = 'compliance'; main()"


def parts(cache: str) -> dict[str, list[float]]:
    """
    Measure the parts in a fresh process.
    """
    program = [sys.executable, "-c", PARTS, str(SHORT), str(LONG), str(BYTES)]
    told = subprocess.run(program, check=True, capture_output=True, env=_environment(cache))
    found: dict[str, list[float]] = json.loads(told.stdout)
    return found


def command(cache: str) -> list[float]:
    """
    Time the whole command for one text, its reader's process included.
    """
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    program = [sys.executable, "-c", COMMAND, "check", str(SHORT)]
    subprocess.run(program, check=False, capture_output=True, env=_environment(cache))
    return [time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before]


def _environment(cache: str) -> dict[str, str]:
    return {"XDG_CACHE_HOME": cache, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), "LC_ALL": "C.UTF-8"}


def main() -> None:
    """
    Print the table.
    """
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with TemporaryDirectory() as cache:
        rows: dict[str, list[list[float]]] = {"whole command, the first time": [command(cache)]}
        rows["whole command"] = [command(cache) for _ in range(runs)]
        for found in (parts(cache) for _ in range(runs)):
            for name, value in found.items():
                rows.setdefault(name, []).append(value)
    for name, values in rows.items():
        scale, unit = (1, "MiB") if name == "peak MiB" else (1000, "ms")
        clock, processor = (min(each) * scale for each in zip(*values, strict=True))
        sys.stdout.write(f"{name:36s} {clock:8.0f} {unit} by the clock {processor:8.0f} of the processor\n")


if __name__ == "__main__":
    main()
