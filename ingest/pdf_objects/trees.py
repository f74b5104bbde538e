"""
Walk the structure of a PDF with pikepdf: safe steps from object to object, the page tree, name trees.

Hostile files loop, lie about types and nest without end, so every walk is bounded and visits an object once.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import pikepdf
from pikepdf import Array, Dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

# What pikepdf raises on objects that are broken or of another kind than they should be.
FAULTS: Final = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    RuntimeError,
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
)
# Far more than any agreement has, few enough to be walked in a second.
MOST_NODES = 50_000
INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")

# pikepdf turns numbers and names into plain values, so an entry may be of nearly any type.
Entry = Any


@dataclass(frozen=True, slots=True)
class PageEntry:
    """
    Hold one leaf of the page tree and the entries, by their keys, that hold for it: its own or inherited ones.
    """

    page: Dictionary
    inherited: dict[str, Entry]


def open_structure(content: bytes) -> pikepdf.Pdf | None:
    """
    Open the file for its structure; None where pikepdf finds none in it, or no catalogue to begin with.
    """
    try:
        pdf = pikepdf.open(BytesIO(content), suppress_warnings=True, inherit_page_attributes=False)
        return pdf if isinstance(pdf.Root, Dictionary) else None
    except FAULTS:
        return None


def entry(holder: Entry, *path: str) -> Entry:
    """
    Follow keys from dictionary to dictionary; None where the path breaks off.
    """
    try:
        for key in path:
            if holder is None:
                return None
            holder = holder.get(key)
    except FAULTS:
        # Not a dictionary, or one that is broken.
        return None
    return holder


def items(holder: Entry) -> Iterator[Entry]:
    """
    Yield the elements of an array, None for one that cannot be read, or a single object as the only one.
    """
    if not isinstance(holder, Array):
        if holder is not None:
            yield holder
        return
    for index in range(min(len(holder), MOST_NODES)):
        try:
            element = holder[index]
        except FAULTS:
            element = None
        yield element


def name_of(value: Entry) -> str:
    """
    Return a name of the format without its slash ("Form"); empty for what is none, or none in any known letters.
    """
    try:
        return str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else ""
    except FAULTS:
        return ""


def keys_of(holder: Entry) -> list[str]:
    """
    Return the keys of a dictionary; none of anything else.
    """
    try:
        return list(holder.keys()) if isinstance(holder, Dictionary) else []
    except FAULTS:
        return []


def pages_of(pdf: pikepdf.Pdf) -> list[PageEntry]:
    """
    Return the leaves of the page tree in order, whatever its counts claim.
    """
    found: list[PageEntry] = []
    ahead: list[tuple[Entry, dict[str, Entry]]] = [(entry(pdf.Root, "/Pages"), {})]
    seen: set[tuple[int, int]] = set()
    while ahead and len(found) < MOST_NODES:
        node, above = ahead.pop()
        if not isinstance(node, Dictionary) or not _is_new(node, seen):
            continue
        own = {key: value for key in INHERITED if (value := entry(node, key)) is not None}
        kids = entry(node, "/Kids")
        if isinstance(kids, Array):
            ahead += [(kid, above | own) for kid in reversed(list(items(kids)))]
        else:
            found.append(PageEntry(node, above | own))
    return found


def flatten_pages(pdf: pikepdf.Pdf) -> None:
    """
    Put all leaves straight under the root of the page tree, each with what it inherited, and count them.
    """
    pages, root = pages_of(pdf), pdf.Root["/Pages"]
    for each in pages:
        for key, value in each.inherited.items():
            each.page[key] = value
        each.page["/Parent"] = root
    root["/Kids"] = Array([each.page for each in pages])
    root["/Count"] = len(pages)


def nodes_below(root: Entry, *keys: str) -> Iterator[Dictionary]:
    """
    Yield a dictionary and all that its `keys` lead to, each once: the fields of a form, the entries of an outline.
    """
    ahead, seen = list(items(root)), set[tuple[int, int]]()
    while ahead and len(seen) < MOST_NODES:
        node = ahead.pop()
        if isinstance(node, Dictionary) and _is_new(node, seen):
            yield node
            ahead += [below for key in keys for below in items(entry(node, key))]


def names_in(tree: Entry) -> Iterator[tuple[str, Entry]]:
    """
    Yield the names of a name tree with what they stand for.
    """
    for node in nodes_below(tree, "/Kids"):
        pairs = list(items(entry(node, "/Names")))
        for name, value in zip(pairs[::2], pairs[1::2], strict=False):
            yield text_of(name), value


def text_of(value: Entry) -> str:
    """
    Return a PDF string as text; empty for anything else.
    """
    try:
        return str(value) if isinstance(value, pikepdf.String) else ""
    except FAULTS:
        return ""


def _is_new(node: Dictionary, seen: set[tuple[int, int]]) -> bool:
    """
    Remember an object by its number; one without a number stands inside another and cannot come again.
    """
    number = node.objgen
    if number in seen:
        return False
    seen.add(number if number != (0, 0) else (-1, len(seen)))
    return True


def _find_random_device() -> None:
    """
    Let qpdf look for its source of random numbers, which it does at the first encrypted file and a cage would refuse.
    """
    with pikepdf.new() as empty:
        empty.save(BytesIO(), encryption=pikepdf.Encryption(owner="", user=""))


_find_random_device()
