"""
Compare versions of an agreement: nothing is lost, numbers alone are no change, and what changed is told word by word.
"""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from compliance.facsimile.versions import ClauseChange, compare
from compliance.views import ClauseView, DocumentView

ARTICLES = (
    ("목적", "갑과 을은 협력한다."),
    ("비용", "갑은 을에게 비용을 지급한다."),
    ("해지", "갑은 30일 전 서면 통지로 본 계약을 해지할 수 있다."),
    ("관할", "분쟁은 서울중앙지방법원을 관할로 한다."),
)


def document(*articles: tuple[str, str], head: str = "") -> DocumentView:
    """
    Write an agreement of so many articles, numbered as they come.
    """
    text, clauses = head, list[ClauseView]()
    for number, (heading, words) in enumerate(articles, start=1):
        start = len(text)
        text += f"제{number}조({heading}) {words}\n"
        clauses.append(ClauseView(f"제{number}조", heading, "article", start, len(text), 0))
    return DocumentView(UUID(int=1), "a.txt", "ko", 0, text, tuple(clauses))


def kinds(changes: list[ClauseChange]) -> list[str]:
    """
    Name the kinds, in order.
    """
    return [one.kind for one in changes]


def test_the_same_version_has_no_change() -> None:
    """
    A version differs from itself in nothing.
    """
    assert kinds(compare(document(*ARTICLES), document(*ARTICLES))) == ["same"] * 4


def test_a_clause_that_only_got_another_number_is_the_same() -> None:
    """
    Where an article is put in before, those behind are the same under their new numbers.
    """
    changes = compare(document(*ARTICLES), document(ARTICLES[0], ("정의", "용어를 정한다."), *ARTICLES[1:]))
    assert kinds(changes) == ["same", "new", "same", "same", "same"]
    assert (changes[2].before, changes[2].after) == ("제2조 비용", "제3조 비용")


def test_a_changed_clause_is_told_word_by_word() -> None:
    """
    What was struck and what was put in its place stand side by side; the rest is the same.
    """
    mended = (*ARTICLES[:2], ("해지", "양 당사자는 30일 전 서면 통지로 본 계약을 해지할 수 있다."), ARTICLES[3])
    changed = compare(document(*ARTICLES), document(*mended))[2]
    assert changed.kind == "changed"
    assert [(one.kind, one.text.strip()) for one in changed.parts if one.kind != "same"] == [
        ("gone", "갑은"),
        ("new", "양 당사자는"),
    ]


def test_a_clause_that_went_is_told_where_it_stood() -> None:
    """
    A struck article stands between its old neighbours; one that moved to the end is told as moved.
    """
    assert kinds(compare(document(*ARTICLES), document(ARTICLES[0], *ARTICLES[2:]))) == ["same", "gone", "same", "same"]
    turned = compare(document(*ARTICLES), document(*ARTICLES[1:], ARTICLES[0]))
    assert sorted(kinds(turned)) == ["moved", "same", "same", "same"]


TEXTS = st.lists(st.sampled_from([*ARTICLES, ("해지", "갑은 언제든지 해지한다."), ("", "가 나 다")]), max_size=6)


@given(TEXTS, TEXTS)
def test_no_letter_of_either_version_is_lost(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    """
    What went and what stayed make up the earlier version, what came and what stayed the later.
    """
    changes = compare(document(*before), document(*after))
    later = ["".join(one.text for one in each.parts if one.kind != "gone") for each in changes if each.after]
    assert "\n".join(later) == document(*after).text.strip("\n")
    earlier = sum(each.kind in {"gone", "changed", "same", "moved"} for each in changes)
    assert earlier == len(before)
