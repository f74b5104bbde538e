"""
Find the sentences in the headers and footers that a DOCX file prints: a term may hide there.

Source: ECMA-376 part 1, 17.10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.markup import attribute, child, descendants, local_name
from ingest.office.running_heads import is_sentence
from ingest.office.word_looks import is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from ingest.office.word_package import Package

REFERENCES = ("headerReference", "footerReference")


def edge_sentences(body: Element, settings: Element | None, package: Package) -> Iterator[tuple[str, Element]]:
    """
    Yield the paragraphs of printed headers and footers that are whole sentences, each once, with their part.
    """
    seen = set()
    for part in _printed_parts(body, is_on(child(settings, "evenAndOddHeaders")), package):
        for paragraph in descendants(package.parse(part), "p"):
            text = "".join(each.text or "" for each in descendants(paragraph, "t")).strip()
            if is_sentence(text) and text not in seen:
                seen.add(text)
                yield part, paragraph


def _printed_parts(body: Element, has_even: bool, package: Package) -> list[str]:  # noqa: FBT001 - a fact of the file
    """
    Name the header and footer parts that are printed, in the order of their sections.

    A section prints the first page's only if it has a title page, those of even pages only if the settings say so,
    and where it names none it goes on with those of the section before.
    """
    current: dict[tuple[str, str], str] = {}
    printed: dict[str, None] = {}
    for section in descendants(body, "sectPr"):
        if local_name(section.getparent()) == "sectPrChange":
            continue
        for reference in section:
            if local_name(reference) in REFERENCES:
                key = (local_name(reference), attribute(reference, "type", "default"))
                current[key] = package.target(attribute(reference, "id"))
        has_title = is_on(child(section, "titlePg"))
        for (_, kind), part in current.items():
            if kind == "default" or (kind == "first" and has_title) or (kind == "even" and has_even):
                printed[part] = None
    return [part for part in printed if part]
