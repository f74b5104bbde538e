"""
Counts survive what extraction does to them: lost blanks, lost headings, lists that count as articles do.
"""

from __future__ import annotations

from ingest.canonical import canonical
from ingest.document import Level
from ingest.outline import outline, walk


def articles(text: str) -> list[tuple[str, str]]:
    """
    Give number and heading of every article.
    """
    return [(one.number, one.heading) for one in walk(outline(canonical(text))) if one.level is Level.ARTICLE]


def test_decimal_without_blank() -> None:
    """
    "4.1Term" is 4.1, as pages without blanks between number and word have it; "4.1GB" and "2.5M" are amounts.
    """
    text = "AGREEMENT\n1. DEFINITIONS.\n1.1Term means a year.\n1.2No license is granted.\n2. SERVICE.\n4.1GB of data are sent.\n3. LAW.\nKorean.\n"
    numbers = [one.number for one in walk(outline(canonical(text))) if one.level is Level.PARAGRAPH]
    assert numbers == ["Section 1.1", "Section 1.2"]


def test_titled_articles_win_over_items() -> None:
    """
    Where a list counts on as the articles do, those with titles are the articles.
    """
    text = (
        "AGREEMENT\n1. PURCHASE.\nText.\n2. FEES.\nThe fees are:\n1. the basic fee,\n2. the line fee,\n3. the printer fee,\n"
        "4. the postage.\n3. SERVICES.\nText.\n4. TERM.\nOne year.\n5. LAW.\nKorean.\n"
    )
    assert [heading for _, heading in articles(text)] == ["PURCHASE", "FEES", "SERVICES", "TERM", "LAW"]


def test_lost_heading() -> None:
    """
    One lost number does not end the count; what follows keeps its own number.
    """
    text = "AGREEMENT\n1. SCOPE.\nText.\n2. FEES.\nText.\n4. TERM.\nOne year.\n5. LAW.\nKorean.\n"
    assert [number for number, _ in articles(text)] == ["Section 1", "Section 2", "Section 4", "Section 5"]


def test_many_articles_are_read_in_time() -> None:
    """
    Thousands of articles cost time in proportion, not in its square.
    """
    text = "".join(f"제{number % 900 + 1}조(가) 전조에 따른다.\n" for number in range(9000))
    assert len(articles(text)) == 9000
