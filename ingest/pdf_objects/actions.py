"""
Find what a PDF would do beyond showing its pages: scripts, programs it starts, forms it sends, media it plays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.pdf_objects.trees import entry, items, keys_of, name_of, names_in, nodes_below

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pikepdf

    from ingest.pdf_objects.trees import Entry, PageEntry

# What a viewer does by itself and may: turn to a page.
HARMLESS: Final = frozenset({"GoTo", "Named"})
# What happens on a click only: a link to the web or to another page is no more than the words it is printed under.
ON_A_CLICK: Final = frozenset({
    "JavaScript", "Launch", "SubmitForm", "ImportData", "GoToE", "Rendition", "Movie", "Sound", "RichMediaExecute",
})  # fmt: skip
MEDIA: Final = frozenset({"RichMedia", "Screen", "Movie", "Sound", "3D"})
LONGEST_NAME: Final = 40


def active_content(pdf: pikepdf.Pdf, pages: Iterable[PageEntry]) -> tuple[str, ...]:
    """
    Return the kinds of active content, by the names that the format gives them, each once.
    """
    found = {name for name in _by_itself(pdf, pages) if name not in HARMLESS} | set(_on_a_click(pdf, pages))
    if any(True for _ in names_in(entry(pdf.Root, "/Names", "/JavaScript"))):
        found.add("JavaScript")
    return tuple(sorted(name[:LONGEST_NAME] for name in found))


def _by_itself(pdf: pikepdf.Pdf, pages: Iterable[PageEntry]) -> Iterator[str]:
    """
    Yield the actions that need no click: on opening, on turning to a page, on leaving a field.
    """
    yield from _chain(entry(pdf.Root, "/OpenAction"))
    holders: list[Entry] = [pdf.Root, *nodes_below(entry(pdf.Root, "/AcroForm", "/Fields"), "/Kids")]
    for each in pages:
        holders += [each.page, *items(entry(each.page, "/Annots"))]
    for holder in holders:
        triggers = entry(holder, "/AA")
        for key in keys_of(triggers):
            yield from _chain(entry(triggers, key))


def _on_a_click(pdf: pikepdf.Pdf, pages: Iterable[PageEntry]) -> Iterator[str]:
    """
    Yield the actions of annotations and bookmarks that do more than lead somewhere, and the media on the pages.
    """
    notes = [note for each in pages for note in items(entry(each.page, "/Annots"))]
    marks = nodes_below(entry(pdf.Root, "/Outlines"), "/First", "/Next")
    for holder in (*notes, *marks):
        kind = name_of(entry(holder, "/Subtype"))
        if kind in MEDIA:
            yield kind
        yield from (name for name in _chain(entry(holder, "/A")) if name in ON_A_CLICK)


def _chain(action: Entry) -> Iterator[str]:
    """
    Yield the kinds of an action and of those that follow it; an array is a place to turn to, which is none.
    """
    for each in nodes_below(action, "/Next") if entry(action, "/S") is not None else ():
        yield name_of(entry(each, "/S")) or "?"
