"""
Line ends that cut Korean words are told from those that stand between words, where neither paper nor file says.
"""

from __future__ import annotations

import pytest

from ingest.canonical import canonical

CLAUSE = "수급사업자가 개발한 기술자료의 지식재산권은 원사업자에게 무상으로 귀속되며 손해배상을 청구할 수 없다."


def broken(*lines: str) -> str:
    """
    Fold lines that go on in one another.
    """
    text = "\n".join(lines)
    return canonical(text, [at for at, letter in enumerate(text) if letter == "\n"]).text


@pytest.mark.parametrize(
    "lines",
    [
        (
            "수급사업자가 개발한 기술자",
            "료의 지식재산권은 원사업",
            "자에게 무상으로 귀",
            "속되며 손해배상을 청",
            "구할 수 없다.",
        ),
        (
            "수급사업자가 개발한",
            "기술자료의 지식재",
            "산권은 원사업자에게",
            "무상으로 귀속되며 손해배",
            "상을 청구할 수 없다.",
        ),
        (
            "수급사업자가 개발한",
            "기술자료의 지식재산권은",
            "원사업자에게 무상으로",
            "귀속되며 손해배상을",
            "청구할 수 없다.",
        ),
    ],
)
def test_a_clause_reads_the_same_wherever_its_lines_end(lines: tuple[str, ...]) -> None:
    """Broken in words, at blanks or at both, it is the clause that was written."""
    assert broken(*lines) == CLAUSE


def test_between_other_letters_a_line_end_is_a_blank() -> None:
    """Figures, signs and Latin words tell nothing: the blank stays."""
    assert (
        broken("대금은 100", "원이며", "(부가가치세 별도) Results", "Owner")
        == "대금은 100 원이며 (부가가치세 별도) Results Owner"
    )


def test_an_unheard_of_word_keeps_its_blank() -> None:
    """Syllables that were never learned decide nothing."""
    assert broken("뷁쉛", "췗뿗") == "뷁쉛 췗뿗"
