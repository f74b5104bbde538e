"""
Show that words changed after a PDF was first saved or signed are told, and that filling in, signing and noting are not.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ingest.formats.pdf import read
from tests.ingest.hostile import stream, text_pdf, written
from tests.ingest.hostile_pdf import annotated, annotation, appended, signed, text_field
from tests.ingest.pdf_samples import CHANGED, COMMANDS, FREE, LINES, altered, revised

if TYPE_CHECKING:
    from ingest.layout import Layout


def told(layout: Layout) -> list[tuple[str, str]]:
    """
    Return what each change says, and the words that stand there now.
    """
    return [
        (aside.text, layout.text[aside.span.start : aside.span.end] if aside.span else "")
        for aside in layout.asides
        if aside.kind == "disagreeing"
    ]


def notices(layout: Layout) -> list[tuple[int, bool]]:
    """
    Return the code of each notice and whether it speaks of a signature.
    """
    return [(notice.code, "signed" in notice.en) for notice in layout.warnings]


def test_words_changed_by_saving_again_are_told() -> None:
    """The last revision is read; what an earlier one said in its place is told at the words that stand there now."""
    layout = read(appended(text_pdf(LINES), {COMMANDS: stream(written(*CHANGED))}))
    assert layout.text == "\n".join(CHANGED)
    assert told(layout) == [("both parties jointly. → Party A alone.", "Party A alone.")]
    assert notices(layout) == [(203, False)]
    assert layout.warnings[0].page == 1


def test_words_changed_after_signing_are_told_as_such() -> None:
    """A signed file that was altered by appending says that it was altered after the signature, and only that."""
    layout = read(altered())
    assert told(layout) == [("both parties jointly. → Party A alone.", "Party A alone.")]
    assert notices(layout) == [(203, True)]


def test_words_taken_out_and_put_in_are_told_at_their_place() -> None:
    """A sentence that is gone is told where it stood, one that is new where it stands."""
    layout = read(appended(text_pdf(LINES), {COMMANDS: stream(written(LINES[0], LINES[2], "Party B pays."))}))
    assert ("All results belong to both parties jointly. → ", "") in told(layout)
    assert (" → Party B pays.", "Party B pays.") in told(layout)
    (gone,) = [aside.span for aside in layout.asides if aside.text.endswith("→ ")]
    assert gone is not None
    assert gone.start == gone.end == len(LINES[0])


def test_a_page_that_only_looks_otherwise_is_told() -> None:
    """The same words over another drawing are told too: a picture may say what no text does."""
    drawing = written(*LINES) + b"200 400 100 100 re f"
    layout = read(appended(text_pdf(LINES), {COMMANDS: stream(drawing)}))
    assert told(layout) == []
    assert notices(layout) == [(203, False)]


def test_filling_in_signing_and_noting_change_no_words() -> None:
    """Values, signatures and notes that are appended are what appending is for."""
    blank = annotated(text_field("", (72, 100, 200, 120)), drawing=written(*LINES))
    filled = appended(blank, {4: text_field("100", (72, 130, 200, 150))})
    assert [code for code, _ in notices(read(filled))] == [207]
    assert read(signed(text_pdf(LINES), FREE)).warnings == ()
    note = annotation("Highlight", (72, 72, 100, 84))
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R/Annots[6 0 R]>>"
    )
    assert read(appended(text_pdf(LINES), {4: page, 6: note})).warnings == ()


def test_saving_again_without_change_is_nothing() -> None:
    """The same commands saved twice warn of nothing."""
    assert read(appended(text_pdf(LINES), {COMMANDS: stream(written(*LINES))})).warnings == ()


def test_two_hundred_revisions_are_compared_in_time() -> None:
    """Of very many revisions only the first and the signed ones are read."""
    content = revised(200)
    started = time.monotonic()
    layout = read(content)
    assert time.monotonic() - started < 30
    assert told(layout) == [("6 (Term) → 199", "199")]
