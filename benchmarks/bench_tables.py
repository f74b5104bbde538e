"""
Measure what the data suites cost: rows a second through Great Expectations and by the same checks in plain pandas.

    PYTHONPATH=. python benchmarks/bench_tables.py [ROWS]

Prints the rows a second of both, and of the whole check of a list (read, suites, rules), with the most memory held;
then the time to load and the memory of the API, which stays without the library, and what they would be with it.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
from datetime import date
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any

from ingest import read
from ingest.document import Declaration
from rules import catalog, check
from rules.portfolio import judge, quality, references, suites

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rules.portfolio.expectations import Expectation

ON = date(2026, 10, 1)
ROWS = 100_000
TITLES = "관리번호,조합명,피투자기업,사업자등록번호,설립일,투자수단,투자금액(백만원),투자후가치(백만원),지분율(%),상환이자율(%),연대책임,계약일"
WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def registration(chance: random.Random) -> str:
    """
    Make a registration number whose check figure holds.
    """
    figures = [chance.randint(1, 9) for _ in range(9)]
    total = sum(weight * one for weight, one in zip(WEIGHTS, figures, strict=True)) + figures[8] * 5 // 10
    digits = "".join(map(str, [*figures, (10 - total % 10) % 10]))
    return f"{digits[:3]}-{digits[3:5]}-{digits[5:]}"


def portfolio(rows: int) -> bytes:
    """
    Write a list of investments in which one row in a thousand is wrong and one in five hundred is a breach.
    """
    chance = random.Random(1)  # noqa: S311 - nothing secret is made of it
    lines = [TITLES]
    for number in range(rows):
        amount, stake = chance.choice((500, 800, 1000, 1500)), chance.choice((5, 8, 10, 12.5))
        day = f"{chance.randint(2022, 2025)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        kind = chance.choice(("상환전환우선주", "전환우선주", "보통주"))
        rate = chance.choice((3, 4, 5)) if kind.startswith("상환") else ""
        signed = "2024-02-30" if chance.random() < 0.001 else day
        liable = "Y" if chance.random() < 0.002 else "N"
        founded = f"{chance.randint(2012, 2017)}-{chance.randint(1, 12):02d}-1{chance.randint(0, 9)}"
        lines.append(
            f"M{number},가람 벤처투자조합 {number % 7}호,시험{number},{registration(chance)},{founded},{kind},{amount},"
            f"{round(amount / stake * 100)},{stake},{rate},{liable},{signed}"
        )
    return "\n".join(lines).encode()


def plain(frame: Any, expectations: Sequence[Expectation]) -> list[frozenset[int]]:  # noqa: ANN401 - pandas has no types
    """
    Run the same checks with pandas alone.
    """
    return [frozenset(frame.index[_fails(frame, one.type, dict(one.arguments))]) for one in expectations]


def _fails(frame: Any, kind: str, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 - pandas has no types
    if kind == "expect_column_pair_values_a_to_be_greater_than_b":
        first, second = frame[said["column_A"]], frame[said["column_B"]]
        return first.notna() & second.notna() & ~(first >= second)
    column = frame[said["column"]]
    if kind == "expect_column_values_to_not_be_null":
        return column.isna()
    if kind == "expect_column_values_to_be_null":
        return column.notna()
    if kind == "expect_column_values_to_be_in_set":
        return column.notna() & ~column.isin(said["value_set"])
    if kind == "expect_column_values_to_not_be_in_set":
        return column.notna() & column.isin(said["value_set"])
    if kind == "expect_column_values_to_be_between":
        low, high = said.get("min_value"), said.get("max_value")
        return column.notna() & ~((low is None or column >= low) & (high is None or column <= high))
    raise AssertionError(kind)


def compare(content: bytes) -> None:
    """
    Time both ways over the same columns, and hold them to the same answer.
    """
    from_file = read(content, "portfolio.csv", Declaration("portfolio"))
    frames = judge.frames_of(judge.read_sheets(from_file))
    references.compare(frames)
    frame = frames["investments"]
    days = {"checked": ON.toordinal(), "earliest": date(1945, 8, 15).toordinal()}
    expectations = [one.expectation for one in suites.plan(frame, days)]
    tabular = quality.library()
    asked = [(frame.columns, one) for one in expectations]
    tabular.failing(asked[:1])
    start = process_time()
    found = tabular.failing(asked)
    with_library = process_time() - start
    start = process_time()
    made = tabular.pd.DataFrame(
        {name: tabular.series(frame.columns[name]) for one in expectations for name in one.columns}
    )
    alone = plain(made, expectations)
    without = process_time() - start
    assert found == alone  # noqa: S101 - a benchmark of two different answers says nothing
    print(f"{len(expectations)} expectations on {len(frame):,} rows")
    print(
        f"Great Expectations: {len(frame) / with_library:,.0f} rows/s; plain pandas: {len(frame) / without:,.0f} rows/s"
    )
    print(f"the library takes {with_library / without:.1f} times as long")


def whole(content: bytes, rows: int) -> None:
    """
    Time the whole check of a list.
    """
    start, clock = process_time(), perf_counter()
    document = read(content, "portfolio.csv", Declaration("portfolio", None, (), {"holding_company_cvc": True}))
    told = check(document, catalog.load(), ON)
    spent, waited = process_time() - start, perf_counter() - clock
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{rows:,} rows checked in {spent:.1f} s of processor ({waited:.1f} s on the clock): {rows / spent:,.0f} rows/s"
    )
    print(f"{len(told.findings)} findings, {len(told.data_errors)} wrong cells, at most {memory:,.0f} MB")


def beside_the_api() -> None:
    """
    Load the API in a process of its own, and the library after it in another: what each takes.
    """
    for name, modules in (("the API", "api.app"), ("the API with the library", "api.app, rules.tabular")):
        program = (
            f"import pathlib, time, {modules}; held = pathlib.Path('/proc/self/status').read_text().split('VmRSS:')[1]; "
            "print(f'{time.process_time():.1f} s, {int(held.split()[0]) / 1024:.0f} MB')"
        )
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        print(f"{name}: {done.stdout.strip()}")


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    listed = portfolio(wanted)
    whole(listed, wanted)
    compare(listed)
    beside_the_api()
