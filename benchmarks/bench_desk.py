"""
Measure the auditor's desk: the queue with 5,000 findings, and an agreement of 300 pages with hundreds of findings.

Usage: python -m benchmarks.bench_desk [FINDINGS]. A throw-away PostgreSQL holds agreements of eight companies with as
many findings, most on shared templates: the shipped sample is read and marked each time, and what the real rules find
in it once is entered for each. The long agreement is printed, read and judged for real. Times are those of the
service's answers, the median of several, by the clock and by this process's share of the processor; a browser's own
come on top (tests/story/test_desk.py).
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import weasyprint
from fastapi.testclient import TestClient

from api.app import build_app
from api.readiness import make_ready
from benchmarks.throwaway import thrown_away
from compliance.access import Actor
from compliance.accounts import make_key
from compliance.real import REAL
from compliance.views import FindingFilter, Upload
from ingest.document import Declaration

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from compliance.access import Person
    from compliance.office import Office
    from ingest.document import Document

SAMPLE = Path(__file__).resolve().parents[1] / "compliance" / "samples" / "joint-development.txt"
COMPANY = "누리가상소재"
NAMES = ("한빛정밀", "다온물산", "새론전자", "미르에너지", "가람통신", "누리화학", "해솔바이오", "도담모빌리티")
ROUNDS, PAGES = 7, 300
STYLE = "@page{size:A4;margin:25mm}body{font:11pt/1.8 'Noto Serif CJK KR'}section{break-before:page}"
FAIR = "각 당사자는 본 계약의 목적을 달성하기 위하여 성실히 협력하고, 알게 된 사정을 서로 지체 없이 서면으로 알린다."
UNFAIR = (
    "을이 수행 중 산출한 모든 결과물 및 관련 기술 일체에 대한 지식재산권은 갑에게 귀속된다.",
    "갑은 언제든지 사유를 불문하고 본 계약을 해지할 수 있으며, 을은 이에 대하여 어떠한 이의도 제기할 수 없다.",
    "을이 제공한 기술자료는 갑의 계열회사 및 협력사가 자유롭게 사용할 수 있다.",
)


def printed() -> bytes:
    """
    Print an agreement of so many pages, two of three with an unfair clause: at least 200 findings.
    """
    head = SAMPLE.read_text(encoding="utf-8").partition("제2조")[0].replace("\n", "<br>")
    articles = "".join(
        f"<section><h3>제{number}조(과제 {number})</h3><p>① {FAIR}</p>"
        + (f"<p>② 제{number}호 과제에 관하여 {UNFAIR[number // 3 % 3]}</p>" if number % 3 else "")
        + "".join(f"<p>{one}. 제{number}호 과제의 세부 사항 {one}: {FAIR}</p>" for one in range(1, 9))
        + "</section>"
        for number in range(2, PAGES + 1)
    )
    return bytes(weasyprint.HTML(string=f"<style>{STYLE}</style>{head}{articles}").write_pdf())


def hand_in(office: Office, person: Person, content: bytes, name: str) -> UUID:
    """
    Hand an agreement in and screen it.
    """
    view = office.submit(person, Upload(name, content, "application/octet-stream"), Declaration())
    with psycopg.connect(office.site.owner_url) as connection:
        wanted = "SELECT id FROM screenings WHERE submission_id = %s"
        screening = connection.execute(wanted, (view.id,)).fetchall()[0][0]
    office.bench().run(str(person.tenant_id), str(screening))
    return view.id


def fill(office: Office, person: Person, count: int) -> int:
    """
    Enter so many findings at least; return how many.
    """
    known: dict[str, Mapping[str, object]] = {}

    def check(document: Document, on: date) -> Mapping[str, object]:
        # The same words give the same findings at the same places, but for the length of a name.
        key = str(len(document.text))
        known.setdefault(key, REAL.check(document, on))
        return known[key]

    quick = replace(office, instruments=replace(REAL, check=check, keeping=None))
    text, entered, number = SAMPLE.read_text(encoding="utf-8"), 0, 0
    while entered < count:
        content = text.replace(COMPANY, NAMES[number % len(NAMES)]) + f"\n관리번호 {number:06}\n"
        submission = hand_in(quick, person, content.encode(), f"agreement-{number:05}.txt")
        summary = quick.submission(person, submission).screening
        entered += sum(summary.findings.values()) if summary else 0
        number += 1
    return entered


def timed(client: TestClient, address: str) -> str:
    """
    Ask several times; say the first and the median time, and the size of the answer.
    """
    took, worked, size = list[float](), list[float](), 0
    for _ in range(ROUNDS):
        began, before = time.perf_counter(), time.process_time()
        answer = client.get(address)
        took.append(time.perf_counter() - began)
        worked.append(time.process_time() - before)
        answer.raise_for_status()
        size = len(answer.content)
    return (
        f"first {took[0]:.2f} s, then {statistics.median(took[1:]):.2f} s (median of {ROUNDS - 1}; "
        f"{statistics.median(worked[1:]):.2f} s of the processor), {size // 1000} kB"
    )


def main(count: int) -> None:
    """
    Print the times.
    """
    with thrown_away() as office:
        person, key = make_key(office, "authority", "auditor", Actor.AUDITOR)
        entered = fill(office, person, count)
        make_ready()
        client = TestClient(build_app(office), headers={"Authorization": f"Bearer {key}"})
        print(f"queue with {entered} findings", flush=True)
        for query in (
            "",
            "?rows=all",
            "?order=gravest",
            "?order=unsure&ground=advisory&type=joint_development",
            "?only=soon",
        ):
            print(f"  /findings{query}: {timed(client, '/findings' + query)}", flush=True)
        submission = hand_in(office, person, printed(), "long.pdf")
        found = office.findings(person, FindingFilter(submission_id=submission), limit=100).items
        summary = office.submission(person, submission).screening
        total = sum(summary.findings.values()) if summary else 0
        print(f"agreement of {PAGES} pages with {total} findings", flush=True)
        print(f"  /findings/…: {timed(client, f'/findings/{found[-1].id}')}")
        page = found[-1].finding["page"]
        print(f"  its page as a picture: {timed(client, f'/submissions/{submission}/pages/{page}')}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
