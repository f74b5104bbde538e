"""
Measure how template clauses are found again: how surely alike and different wordings are told, and rows a second.

Usage: python -m benchmarks.bench_clusters [CLAUSES]. Templates are articles of the shared standard contracts; each is
used several times with other parties, digits and up to two other words. What must not be joined are articles of other
contracts under the same heading; those that copy one another word for word are counted apart. A throw-away PostgreSQL
then holds so many clauses of eight organisations, marked as screenings mark them.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from benchmarks.throwaway import thrown_away
from compliance import access
from compliance.access import Actor
from compliance.clusters import likeness
from compliance.clusters.wording import SHORTEST, normal
from compliance.store import clusters, people
from compliance.store.tables import Screening
from ingest import read
from ingest.document import Party, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from compliance.office import Office

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "ko_standard"
NAMES = ("한빛정밀", "다온물산", "새론전자", "미르에너지", "가람통신", "누리화학", "해솔바이오", "도담모빌리티")
SWAPS = {
    "즉시": "지체없이", "서면": "문서", "통지": "통보", "협의": "합의", "비용": "경비", "기간": "기한", "제공": "제출",
    "결과": "성과", "해지": "해제", "사전": "미리", "동의": "승낙", "모든": "일체의", "관련": "관계된", "제3자": "타인",
}  # fmt: skip
KEY = b"k" * 32
BATCH, USES, DOCUMENTS = 500, 4, 1000
LONGEST = 700
"""Letters of an article: what findings rest on is the smallest clause, no whole page."""
COPIED = 0.4
"""Share of shingles from which two contracts are said to copy an article."""
FILL = """
    INSERT INTO submissions (id, tenant_id, origin, submitted_by, state, media_type, size, repetition,
        sealed_particulars, retention_class)
    SELECT gen_random_uuid(), %(tenant)s, 'registered', %(person)s, 'screened', 'text/plain', 1, int4send(n), '-', 'audit_document'
    FROM generate_series(1, %(count)s) n;
"""
Topics = dict[str, list[str]]


def topics(folder: Path) -> Topics:
    """
    Gather the articles that stand under the same heading in several contracts, each wording once.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(folder.glob("*.txt")):
        document = read(path.read_bytes(), path.name, None)
        for clause in document.clauses:
            text = document.text[clause.span.start : clause.span.end][:LONGEST]
            plain = normal(text, document.parties)
            if clause.heading and len(plain) >= SHORTEST:
                found[clause.heading.replace(" ", "")].setdefault(plain, text)
    return {heading: list(texts.values())[:10] for heading, texts in found.items() if len(texts) > 1}


def used(text: str, lots: random.Random, words: int) -> str:
    """
    Use a template once more, with other names, other digits and so many other words, and take its wording.
    """
    strong, weak = lots.sample(NAMES, 2)
    text = "".join(lots.choice("123456789") if letter.isdigit() else letter for letter in text)
    known = sorted(word for word in SWAPS if word in text)
    for word in lots.sample(known, min(words, len(known))):
        text = text.replace(word, SWAPS[word], 1)
    parties = [
        Party("갑", f"주식회사 {strong}", Role.CORPORATE, 1.0),
        Party("을", f"{weak} 주식회사", Role.STARTUP, 1.0),
    ]
    return normal(text.replace("갑은", f"주식회사 {strong}은", 1), parties)


def shared(one: str, other: str) -> float:
    """
    Give the exact share of shingles that two wordings have in common.
    """
    first, second = ({text[at : at + likeness.SHINGLE] for at in range(len(text))} for text in (one, other))
    return len(first & second) / len(first | second)


def accuracy(known: Topics, lots: random.Random) -> None:
    """
    Print recall over uses of one template, and precision against articles of the same heading by other hands.
    """
    for words in (0, 1, 2):
        same = found = different = joined = copied = 0
        for heading, texts in known.items():
            uses = [(at, used(text, lots, words)) for at, text in enumerate(texts) for _ in range(USES)]
            marks = [likeness.mark(text, KEY, heading.encode()) for _, text in uses]
            for (one, first), (two, second) in combinations(zip(uses, marks, strict=True), 2):
                met = set(first.bands) & set(second.bands)
                alike = bool(met) and likeness.likeness(first.signature, second.signature) >= likeness.ALIKE
                if one[0] == two[0]:
                    same, found = same + 1, found + alike
                elif shared(one[1], two[1]) >= COPIED:
                    copied += 1
                else:
                    different, joined = different + 1, joined + alike
        print(
            f"up to {words} other words: recall {found / same:.4f} of {same} pairs; of {different} pairs by other hands "
            f"{joined} joined, precision {found / max(1, found + joined):.4f}; {copied} pairs copied, not counted",
            flush=True,
        )


def fill(office: Office, known: Topics, count: int, lots: random.Random) -> None:
    """
    Mark so many clauses as screenings do, and print how long that took.
    """
    with office.database.transaction(access.administrator()) as session:
        tenant = people.make_tenant(session, "startup")
        person = people.make_person(session, tenant, "startup", Actor.STARTUP)
    screenings = _screenings(office, tenant, person.id)
    choices = [(heading, text) for heading, texts in known.items() for text in texts]
    marking = storing = 0.0
    for start in range(0, count, BATCH):
        picked = [lots.choice(choices) for _ in range(min(BATCH, count - start))]
        screening = screenings[start // BATCH % len(screenings)]
        ids = _findings(office, screening, [heading for heading, _ in picked], start)
        worded = [(lots.choice(NAMES).encode()[:16], used(text, lots, lots.choice((0, 0, 1, 2)))) for _, text in picked]
        began = time.perf_counter()
        by_owner: dict[bytes, list[clusters.Marked]] = defaultdict(list)
        for finding_id, (rule, _), (owner, text) in zip(ids, picked, worded, strict=True):
            mark = likeness.mark(text, KEY, owner + rule.encode())
            by_owner[owner].append(clusters.Marked(finding_id, rule, mark, b"-"))
        marking += time.perf_counter() - began
        began = time.perf_counter()
        with office.database.transaction(access.system(tenant)) as session:
            row = session.get_one(Screening, screening)
            for owner, marks in sorted(by_owner.items()):
                clusters.put(session, row, owner, marks)
        storing += time.perf_counter() - began
    total = marking + storing
    print(
        f"{count} clauses in {total:.0f} s, {count / total:.0f} a second (marks {marking:.0f} s, store {storing:.0f} s)"
    )
    with psycopg.connect(office.site.owner_url) as connection:
        counted = "SELECT count(*), count(DISTINCT cluster_id) FROM template_forms"
        forms, made = connection.execute(counted).fetchall()[0]
        size = "SELECT sum(pg_total_relation_size(c)) FROM unnest(%s::regclass[]) c"
        tables = ["template_forms", "template_bands", "template_clauses"]
        held = float(connection.execute(size, (tables,)).fetchall()[0][0])
    print(
        f"{forms} wordings, {made} clusters (templates x organisations: {len(choices) * len(NAMES)}), {held / 1e6:.0f} MB"
    )


def _screenings(office: Office, tenant: UUID, person: UUID) -> list[UUID]:
    told: Mapping[str, object] = {"tenant": tenant, "person": person, "count": DOCUMENTS}
    with psycopg.connect(office.site.owner_url) as connection:
        connection.execute(FILL, told)
        rows = connection.execute(
            "INSERT INTO screenings (id, submission_id, tenant_id, origin, checked_on)"
            " SELECT gen_random_uuid(), id, tenant_id, origin, current_date FROM submissions RETURNING id"
        ).fetchall()
    return [row[0] for row in rows]


def _findings(office: Office, screening: UUID, rules: list[str], start: int) -> list[UUID]:
    with psycopg.connect(office.site.owner_url) as connection:
        rows = connection.execute(
            "INSERT INTO findings (id, tenant_id, origin, submission_id, screening_id, rule, fingerprint, title, ground,"
            " severity, gravity, sealed_body, state)"
            " SELECT gen_random_uuid(), s.tenant_id, s.origin, s.submission_id, s.id, r.rule, (%s + r.n)::text, '{}',"
            " 'advisory', 'low', 3, '-', 'DETECTED'"
            " FROM screenings s, unnest(%s::text[]) WITH ORDINALITY r(rule, n) WHERE s.id = %s RETURNING id",
            (start, rules, screening),
        ).fetchall()
    return [row[0] for row in rows]


def main(count: int) -> None:
    """
    Print accuracy, then speed.
    """
    known, lots = topics(CORPUS), random.Random(2026)  # noqa: S311 - the same data in every run
    print(f"{len(known)} headings, {sum(map(len, known.values()))} articles", flush=True)
    accuracy(known, lots)
    with thrown_away() as office:
        fill(office, known, count, lots)
    print(f"peak memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
