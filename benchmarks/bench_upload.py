"""
Measure an upload from the request to its findings, through everything: HTTP, store, queue, worker, reader, rules.

Usage: .venv/bin/python benchmarks/bench_upload.py [FILE…]     (default: the sample agreement of the demonstration)

Starts a service of its own with an embedded PostgreSQL (fsync on) in a throw-away folder. Each upload is another file:
a line with a number is added to text, and a changed declaration elsewhere. Reported: milliseconds until the answer
202 (the bytes are on disk) and until the findings are there, one at a time and thirty at once.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

import httpx2 as httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "compliance" / "samples" / "joint-development.txt"
ONE_BY_ONE, AT_ONCE = 30, 30
POLL_SECONDS = 0.01
PATIENCE_SECONDS = 120
DONE = {"screened", "unreadable", "failed"}


@contextmanager
def service() -> Iterator[httpx.Client]:
    """
    Run the whole office in a throw-away folder and give a client that is signed in as a startup.
    """
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir="/var/tmp"))
    folder.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = os.environ | {"COMPLIANCE_DATA_DIR": str(folder / "data"), "COMPLIANCE_PORT": str(port)}
    command = [sys.executable, "-m", "compliance"]
    began = time.perf_counter()
    process = subprocess.Popen([*command, "serve"], cwd=ROOT, env=settings, stdout=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/readyz")
        print(f"start, empty folder to ready     {time.perf_counter() - began:8.2f} s")
        made = subprocess.run(
            [*command, "key", "bench", "bench", "startup"], cwd=ROOT, env=settings, capture_output=True, check=True
        )
        with httpx.Client(base_url=base, headers={"Authorization": f"Bearer {made.stdout.decode().strip()}"}) as client:
            yield client
    finally:
        process.terminate()
        process.wait(30)
        shutil.rmtree(folder)


def wait_for(address: str) -> None:
    """
    Ask until the answer is 200.
    """
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        try:
            if httpx.get(address).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"{address} never answered")


def upload(client: httpx.Client, path: Path, number: int) -> tuple[float, float, str]:
    """
    Hand one file in; return the seconds until 202 and until it is done, and how it ended.
    """
    content = path.read_bytes()
    if path.suffix == ".txt":
        content += f"\n비고 {number}\n".encode()
    declaration = json.dumps({"facts": {"bench": number}})
    began = time.perf_counter()
    answer = client.post("/api/v1/submissions", files={"file": (path.name, content)}, data={"declaration": declaration})
    answer.raise_for_status()
    stored = time.perf_counter() - began
    while True:
        state = client.get(answer.headers["location"]).raise_for_status().json()["state"]
        if state in DONE:
            return stored, time.perf_counter() - began, state
        time.sleep(POLL_SECONDS)


def report(what: str, seconds: list[float]) -> None:
    """
    Print median and 95th percentile in milliseconds.
    """
    high = quantiles(seconds, n=20)[-1]
    print(f"{what:<32} {median(seconds) * 1000:8.0f} ms median {high * 1000:8.0f} ms p95  (n={len(seconds)})")


def main() -> None:
    """
    Measure each file.
    """
    paths = [Path(argument) for argument in sys.argv[1:]] or [SAMPLE]
    with service() as client:
        for order, path in enumerate(paths):
            first = upload(client, path, 10_000 * order)
            print(f"\n{path.name}: {path.stat().st_size} bytes, first upload {first[1] * 1000:.0f} ms, {first[2]}")
            single = [upload(client, path, 10_000 * order + number) for number in range(1, ONE_BY_ONE + 1)]
            report("one by one: stored (202)", [stored for stored, _, _ in single])
            report("one by one: findings", [done for _, done, _ in single])
            began = time.perf_counter()
            with ThreadPoolExecutor(AT_ONCE) as many:
                numbers = range(10_000 * order + 1_000, 10_000 * order + 1_000 + AT_ONCE)
                crowd = list(many.map(lambda number, path=path: upload(client, path, number), numbers))
            took = time.perf_counter() - began
            report(f"{AT_ONCE} at once: stored (202)", [stored for stored, _, _ in crowd])
            report(f"{AT_ONCE} at once: findings", [done for _, done, _ in crowd])
            print(f"{AT_ONCE} at once: throughput            {AT_ONCE / took * 60:8.0f} documents a minute")


if __name__ == "__main__":
    main()
