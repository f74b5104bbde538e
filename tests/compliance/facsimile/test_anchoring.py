"""
Show that the words of a finding are found again, however the paper was read the next time.
"""

from __future__ import annotations

import pytest

from compliance.facsimile.anchoring import Anchors

TEXT = "제1조(목적) 을은 갑에게 협력한다.\n제2조(해지) 갑은 언제든지 사유를 불문하고 본 계약을 해지할 수 있다.\n"
AGAIN = "제5조 을은 갑에게 협력한다.\n"
QUOTE = "갑은 언제든지 사유를 불문하고 본 계약을 해지할 수 있다."


def found(text: str, quote: str, start: int) -> str | None:
    """
    Return the words at the place that was found.
    """
    span = Anchors(text).find(quote, start, start + len(quote))
    return text[span.start : span.end] if span else None


def test_an_unchanged_place_is_taken_as_it_is() -> None:
    """
    Where the words still stand at their place, that very place is it, though they stand elsewhere too.
    """
    text = QUOTE + TEXT
    span = Anchors(text).find(QUOTE, text.rindex(QUOTE), text.rindex(QUOTE) + len(QUOTE))
    assert span is not None
    assert span.start == text.rindex(QUOTE) > 0


@pytest.mark.parametrize(
    "read_anew",
    [
        "머리말이 새로 읽혔다.\n" + TEXT,
        TEXT.replace("사유를 불문하고", "사유를\n불문하고"),
        TEXT.replace("본 계약을", "본계약을").replace("언제든지", "“언제든지”"),
    ],
)
def test_words_are_found_at_another_place(read_anew: str) -> None:
    """
    Lines that came before, other line breaks, blanks and quotation marks do not lose a quote.
    """
    words = found(read_anew, QUOTE, TEXT.index(QUOTE))
    assert words is not None
    assert words.startswith("갑은")
    assert words.endswith("있다.")


def test_a_letter_that_was_read_otherwise_is_bridged() -> None:
    """
    Where a letter in the middle differs the ends of the quote still hold it; where an end differs it is gone.
    """
    assert found(TEXT.replace("불문", "불분"), QUOTE, TEXT.index(QUOTE)) == QUOTE.replace("불문", "불분")
    assert found(TEXT.replace("있다.", "없고,"), QUOTE, TEXT.index(QUOTE)) is None


def test_the_nearest_of_several_is_taken() -> None:
    """
    Among the same words at several places the one nearest to the old place is it.
    """
    text = AGAIN + "머리말\n" * 5 + AGAIN
    span = Anchors("가\n" + text).find(AGAIN.strip(), text.rindex(AGAIN), text.rindex(AGAIN) + len(AGAIN) - 1)
    assert span is not None
    assert span.start == text.rindex(AGAIN) + 2


def test_what_never_stood_there_is_not_found() -> None:
    """
    Words that are gone have no place, and neither has an absence, which has no words.
    """
    assert found(TEXT, "위약벌로 금 1억원을 지급한다.", 10) is None
    assert Anchors(TEXT).find("", None, None) is None
