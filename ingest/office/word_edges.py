"""
Read the sentences in the headers and footers that a DOCX file prints: a term may hide there.

Source: ECMA-376 part 1, 17.10.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.markup import attribute, child, descendants, local_name
from ingest.notices import UNREAD
from ingest.office.flow import Flow
from ingest.office.running_heads import is_sentence
from ingest.office.word_body import Body
from ingest.office.word_looks import is_on
from ingest.office.word_text import Setting

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.word_body import Sources
    from ingest.office.word_package import Package

REFERENCES = ("headerReference", "footerReference")


def read_edges(body: Element, settings: Element | None, sources: Sources) -> None:
    """
    Read the sentences of printed headers and footers, each once, behind the text; page numbers and titles are left out.
    """
    seen: set[str] = set()
    for part in _printed_parts(body, settings, sources.package):
        root = sources.package.parse(part)
        apart = Flow()
        if root is not None:
            inner = replace(sources, flow=apart, drawings=sources.drawings.into(apart))
            Body(inner).read_story(root, root, Setting(part))
        layout = apart.finish()
        for line in map(str.strip, layout.text.split("\n")):
            if is_sentence(line) and line not in seen:
                seen.add(line)
                sources.flow.add_paragraph(line)
        for aside in (each for each in layout.asides if each.kind != "inserted"):
            sources.flow.add_aside(replace(aside, span=None))
        for notice in layout.warnings:
            # The picture of a letterhead is no unread page.
            if notice.code != UNREAD:
                sources.flow.warn(notice)


def _printed_parts(body: Element, settings: Element | None, package: Package) -> list[str]:
    """
    Name the header and footer parts that are printed, in the order of their sections.

    A section prints the first page's only if it has a title page, those of even pages only if the settings say so,
    and where it names none it goes on with those of the section before.
    """
    has_even = is_on(child(settings, "evenAndOddHeaders"))
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
