"""
Look up what the content controls of a DOCX file are bound to: Word shows the bound value, whatever the file stores.

Source: ECMA-376 part 1, 17.5.2.6 (dataBinding), 22.5 (custom XML properties).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.markup import attribute, child, children, descendants, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.office.word_package import Package

# Stores that are the document's own properties, by the kind of their relationship.
PROPERTIES: Final = {
    "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}": "core-properties",
    "{6668398D-A668-4E3E-A5EB-62B293D839F1}": "extended-properties",
}
# One step of a path: /prefix:name[2], or /@name at the end. Word writes no other; others are not followed.
STEP: Final = late.pattern(r"/(?:([\w.-]+):)?([\w.-]+)(?:\[(\d{1,4})\])?|/@(?:[\w.-]+:)?([\w.-]+)$")
PREFIX: Final = late.pattern(r"xmlns:([\w.-]+)\s*=\s*(?:'([^']*)'|\"([^\"]*)\")")
# Controls that show something else than the value: a date in its format, a tick, a picture, whole paragraphs.
FORMATTED: Final = frozenset(
    {"date", "checkbox", "picture", "richText", "docPartObj", "docPartList", "group", "repeatingSection"}
)


class Bindings:
    """
    Hold the data stores of one document.
    """

    def __init__(self, package: Package) -> None:
        """
        Remember where the stores are; they are parsed when a control asks for one.
        """
        self._package = package
        self._stores: dict[str, Element | None] | None = None

    def shown(self, control: Element) -> str | None:
        """
        Return what Word shows in a content control instead of its content; None where that stays.
        """
        properties = child(control, "sdtPr")
        binding = child(properties, "dataBinding")
        if binding is None or {local_name(each) for each in children(properties)} & FORMATTED:
            return None
        is_waiting = child(properties, "showingPlcHdr") is not None
        store = self._store(attribute(binding, "storeItemID").upper())
        value = (
            None if store is None else follow(store, attribute(binding, "xpath"), attribute(binding, "prefixMappings"))
        )
        if value is None or (is_waiting and not value.strip()):
            return None
        chosen = (each for each in descendants(properties, "listItem") if attribute(each, "value") == value)
        return next((attribute(each, "displayText") or value for each in chosen), value)

    def _store(self, identity: str) -> Element | None:
        """
        Return the data store of an identity.
        """
        if self._stores is None:
            self._stores = self._find()
        return self._stores.get(identity)

    def _find(self) -> dict[str, Element | None]:
        """
        Find the stores among the parts: each says its identity in a part of its own.
        """
        found: dict[str, Element | None] = {}
        for relation in self._package.relations(self._package.main).values():
            if relation.kind == "customXml" and not relation.is_external:
                for each in self._package.relations(relation.target).values():
                    properties = self._package.parse(each.target) if each.kind == "customXmlProps" else None
                    if properties is not None:
                        found[attribute(properties, "itemID").upper()] = self._package.parse(relation.target)
        kinds = {relation.kind: relation.target for relation in self._package.relations("").values()}
        for identity, kind in PROPERTIES.items():
            found[identity] = self._package.parse(kinds.get(kind, ""))
        return found


def follow(store: Element, path: str, mappings: str) -> str | None:
    """
    Return the letters that a plain path of names leads to; None where it leads nowhere or is no plain path.
    """
    spaces = {prefix: single or double for prefix, single, double in PREFIX.findall(mappings)}
    at: Element | None = None
    end = 0
    for step in STEP.finditer(path):
        if step.start() != end or (end and at is None):
            return None
        end = step.end()
        prefix, name, position, named = step.groups()
        if named:
            return attribute(at, named) if at is not None else None
        tag = f"{{{spaces.get(prefix, '')}}}{name}" if prefix else name
        around = [store] if at is None else [each for each in at if each.tag == tag]
        index = int(position or 1) - 1
        at = around[index] if 0 <= index < len(around) and around[index].tag == tag else None
    is_whole = end == len(path) and at is not None
    return "".join(str(piece) for piece in at.itertext()) if is_whole and at is not None else None
