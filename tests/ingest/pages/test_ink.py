"""
Show that text is read if, and only if, a person sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from ingest.formats.pdf import read
from tests.ingest.pages.drawn import PRINTED, TRICK, Picture, body, korean, page, placed, rectangle, text

if TYPE_CHECKING:
    from ingest.layout import Layout

BLANK = Picture(np.full((8, 8), 255, np.uint8))
WHITE, NEARLY_WHITE, BLACK, GREY = b"1 g", b"0.93 g", b"0 g", b"0.75 g"
BOX = (60, 590, 400, 24)
UP = b"q 0 1 -1 0 560 100 cm"
TILTED = b"q 0.99 0.12 -0.12 0.99 100 300 cm"

HIDDEN = {
    "white": page(body(), text(TRICK, before=WHITE)),
    "nearly white": page(body(), text(TRICK, before=NEARLY_WHITE)),
    "nearly white and large": page(body(), text(TRICK, size=24, before=NEARLY_WHITE)),
    "never painted": page(body(), text(TRICK, before=b"3 Tr")),
    "only a clip": page(body(), text(TRICK, before=b"7 Tr")),
    "transparent": page(body(), text(TRICK, before=b"/Clear gs")),
    "below the page": page(body(), text(TRICK, y=-300)),
    "beside the page": page(body(), text(TRICK, x=700)),
    "outside the crop box": page(body(), text(TRICK, y=50), box=b"/CropBox[0 100 595 842]"),
    "under a white box": page(body(), text(TRICK), rectangle(*BOX, WHITE)),
    "under a black box": page(body(), text(TRICK), rectangle(*BOX, BLACK)),
    "black on black": page(body(), rectangle(*BOX, BLACK), text(TRICK)),
    "under a picture": page(body(), text(TRICK), placed(b"I0", *BOX), pictures=(BLANK,)),
    "clipped": page(body(), text(TRICK, before=b"0 0 20 20 re W n")),
    "on a layer that is off": page(body(), b"/OC /Layer BDC", text(TRICK), b"EMC", layer=b"OFF"),
    "white over printed words": page(body(), text(TRICK, y=760, before=WHITE)),
    "white between printed lines": page(body(), text(TRICK, y=752, before=WHITE)),
    "transparent between printed lines": page(body(), text(TRICK, y=752, before=b"/Clear gs")),
    "white across a rule": page(body(), b"60 603 m 500 603 l S", text(TRICK, before=WHITE)),
    "under a box with other words on it": page(
        body(), text(TRICK), rectangle(*BOX, WHITE), text("Article 6. Nothing else is agreed on here at all.")
    ),
    "too small to be read": page(body(), text(TRICK, size=0.6)),
    "without width": page(body(), text(TRICK, before=b"1 Tz")),
    "white inside a form": page(body(), b"/Fm Do", form=text(TRICK, before=WHITE)),
    "in a form under a box": page(body(), b"/Fm Do", rectangle(*BOX, WHITE), form=text(TRICK)),
    "white up the margin": page(body(), UP, text(TRICK, x=0, y=0, before=WHITE), b"Q"),
}

SEEN = {
    "black": page(body(), text(TRICK)),
    "white on a dark box": page(body(), rectangle(*BOX, b"0 0.2 0.4 rg"), text(TRICK, before=WHITE)),
    "light grey": page(body(), text(TRICK, before=GREY)),
    "light grey and small": page(body(), text(TRICK, size=6, before=GREY)),
    "very small": page(body(), text(TRICK, size=4)),
    "red on green of the same grey": page(body(), rectangle(*BOX, b"0 0.51 0 rg"), text(TRICK, before=b"1 0 0 rg")),
    "under a veil": page(body(), text(TRICK), rectangle(*BOX, b"/Veil gs 1 g")),
    "highlighted": page(body(), text(TRICK), rectangle(*BOX, b"/Multiply gs 1 1 0 rg")),
    "under a yellow veil": page(body(), text(TRICK), rectangle(*BOX, b"/Veil gs 1 1 0 rg")),
    "on a grey box": page(body(), rectangle(*BOX, b"0.85 g"), text(TRICK)),
    "inside its clip": page(body(), text(TRICK, before=b"60 590 400 24 re W n")),
    "inside the crop box": page(body(), text(TRICK), box=b"/CropBox[0 100 595 842]"),
    "on a layer that is on": page(body(), b"/OC /Layer BDC", text(TRICK), b"EMC"),
    "on a picture": page(body(), placed(b"I0", *BOX), text(TRICK), pictures=(BLANK,)),
    "outlined": page(body(), text(TRICK, size=14, before=b"1 Tr 0.5 w")),
    "bold by a stroke": page(body(), text(TRICK, before=b"2 Tr 0.3 w")),
    "bold by printing twice": page(body(), text(TRICK), text(TRICK, x=72.4)),
    "with a shadow": page(body(), text(TRICK, x=73, y=599, before=GREY), text(TRICK)),
    "with a white glow": page(body(), text(TRICK, before=b"2 Tr 1 g 1 G 1 w"), text(TRICK)),
    "on a rule": page(body(), b"60 598 m 500 598 l S", text(TRICK)),
    "over a line of underscores": page(body(), text("_" * 60, y=598), text(TRICK)),
    "struck by a rule": page(body(), text(TRICK), b"60 603 m 500 603 l S"),
    "in a form": page(body(), b"/Fm Do", form=text(TRICK)),
    "up the margin": page(body(), UP, text(TRICK, x=0, y=0), b"Q"),
    "tilted": page(body(), TILTED, text(TRICK, x=0, y=0), b"Q"),
    "over a pale watermark": page(
        TILTED, text("DRAFT", x=-20, y=270, size=90, before=b"0.85 g"), b"Q", body(), text(TRICK)
    ),
}


def codes(layout: Layout) -> list[int]:
    """
    List the codes of the warnings.
    """
    return [notice.code for notice in layout.warnings]


def letters(words: str) -> str:
    """
    Return words without blanks.
    """
    return "".join(words.split())


@pytest.mark.parametrize("trick", HIDDEN)
def test_what_nobody_sees_is_set_aside(trick: str) -> None:
    """Hidden words are not in the text but in an aside, and one warning names the page (E16 to E21)."""
    layout = read(HIDDEN[trick])
    (aside,) = layout.asides
    assert (aside.kind, letters(aside.text), aside.page) == ("hidden", letters(TRICK), 1)
    assert letters(TRICK) not in letters(layout.text)
    assert PRINTED in layout.text
    assert [(notice.code, notice.page) for notice in layout.warnings] == [(202, 1)]


@pytest.mark.parametrize("habit", SEEN)
def test_what_a_person_sees_is_read_once(habit: str) -> None:
    """Words that stand out from what is behind them are read, once, and warn of nothing."""
    layout = read(SEEN[habit])
    assert (layout.text.count(TRICK), layout.text.count(PRINTED)) == (1, 1)
    assert (codes(layout), layout.asides, layout.coverage) == ([], (), 1.0)


@pytest.mark.parametrize("paint", [WHITE, b"3 Tr", b"/Clear gs"])
def test_hidden_letters_between_printed_ones_are_taken_out(paint: bytes) -> None:
    """Noise letters that nobody sees do not break the words that everybody sees (E15)."""
    pieces, x = [], 72.0
    for letter in "The Startup owns it":
        pieces.append(text(letter, x=x))
        x += 6.2
        if letter in "hatn":
            pieces.append(text("q", x=x - 2, before=paint))
    layout = read(page(body(), *pieces))
    assert letters(layout.text).endswith("TheStartupownsit")
    assert [letters(aside.text) for aside in layout.asides] == ["qqqqqq"]
    assert codes(layout) == [202]


@pytest.mark.parametrize("size", [6.5, 7, 8, 9, 10, 11])
@pytest.mark.parametrize("point", [".", ","])
def test_a_printed_point_between_hidden_letters_stays(point: str, size: float) -> None:
    """White letters around the point of a printed figure do not take it along: 0.1 is not read as 01 (E15)."""
    figures = [text(each, x=72 + at * size * 0.6, size=size) for at, each in enumerate(f"0{point}1%")]
    noise = [text("m", x=72 + at * size * 0.6, size=size, before=WHITE) for at in range(4)]
    layout = read(page(body(), *(each for pair in zip(noise, figures, strict=True) for each in pair)))
    assert letters(layout.text).endswith(f"0{point}1%")
    assert [letters(aside.text) for aside in layout.asides] == ["mmmm"]


@pytest.mark.parametrize("mark", [".", ",", "-", "%"])
@pytest.mark.parametrize(
    ("paint", "seen"), [(WHITE, False), (NEARLY_WHITE, False), (b"/Clear gs", False), (GREY, True)]
)
def test_a_mark_that_nobody_sees_between_printed_figures_is_not_read(mark: str, paint: bytes, *, seen: bool) -> None:
    """A white point does not turn the 10 that everybody sees into 1.0, a grey one is read (E15)."""
    one, zero = text("1"), text("0", x=81)
    layout = read(page(body(), one, text(mark, x=77, before=paint), zero))
    assert letters(layout.text).endswith(f"1{mark}0" if seen else ".10")


def test_hidden_letters_without_width_of_their_own_are_taken_out() -> None:
    """White words laid over printed ones by stepping back are told by their ink."""
    words = b"BT /F 10 Tf 72 600 Td 0 g [(The Star)] TJ 1 g [(not)1389] TJ 0 g (tup owns) Tj ET"
    layout = read(page(body(), words))
    assert layout.asides[0].text == "not"
    assert layout.text.endswith("The Star tup owns")


def test_different_words_in_one_place_are_warned_of() -> None:
    """Two printed strings over each other cannot be read by anybody, which a warning says (E27)."""
    assert codes(read(page(body(), text("shall not pay a fee"), text("may always pay one")))) == [203]


def test_points_and_dashes_alone_are_never_hidden_text() -> None:
    """Marks without a letter beside them are kept, however little ink they have."""
    marks = ("- - -", ". . . . .", "_" * 20, "* * *")
    layout = read(page(body(), *(text(each, y=600 - 20 * at, before=GREY) for at, each in enumerate(marks))))
    assert layout.text.split("\n")[-4:] == list(marks)
    assert codes(layout) == []


@pytest.mark.parametrize(
    ("before", "expected"), [(b"", []), (WHITE, [202]), (b"3 Tr", [202]), (b"0 0 9 9 re W n", [202])]
)
def test_korean_in_a_font_that_is_not_in_the_file(before: bytes, expected: list[int]) -> None:
    """Letters that no font here can draw are still told visible from hidden."""
    layout = read(page(body(), korean("갑은 을에게 대금을 지급한다.", before=before)))
    assert codes(layout) == expected
    assert ("갑은 을에게 대금을 지급한다." in layout.text) == (not expected)


@pytest.mark.parametrize(("before", "expected"), [(b"", []), (WHITE, [202])])
def test_letters_of_a_font_that_tells_no_sizes(before: bytes, expected: list[int]) -> None:
    """A font that gives its letters no extent hides them only if they leave no ink."""
    layout = read(page(body(), text("abbaab abab", size=12, font=b"D", before=before)))
    assert codes(layout) == expected
    assert ("abbaab abab" in layout.text) == (not expected)
