"""
Find the parts of a DOCX file the way Word does: by the relationships that each part declares, not by their names.

Source: ECMA-376 part 2 (Open Packaging Conventions), 8 and 9. A file without any relationships, which Word would not
open, is read by the usual names.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ingest.errors import Malformed, UnsafeArchive
from ingest.markup import attribute, local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from ingest.archive import Archive

USUAL_MAIN = "word/document.xml"
MAIN_KIND = "officeDocument"
# What the usual names are where no relationships say so; other parts are called as their kind.
USUAL_NAMES = {"theme": "theme/theme1"}


@dataclass(frozen=True, slots=True)
class Relation:
    """
    Hold what one part, the owner, says of another: its kind ("header"), and its name or, outside the file, its address.
    """

    owner: str
    kind: str
    target: str
    is_external: bool


class Package:
    """
    Give the parts of one file by their relationships.
    """

    def __init__(self, archive: Archive) -> None:
        """
        Find the main part.

        Raises:
            UnsafeArchive: two parts differ in nothing but capitals, which are one part to Word.
            Malformed: there is no main part, or more than one.
        """
        self.archive = archive
        self._names = {name.lower(): name for name in archive.names}
        if len(self._names) < len(archive.names):
            raise UnsafeArchive(detail="two members have the same name but for capitals")
        self._known: dict[str, dict[str, Relation]] = {}
        self.main = self._main()

    def relations(self, part: str) -> dict[str, Relation]:
        """
        Return the relationships of a part by their ids.
        """
        if part not in self._known:
            folder, name = posixpath.split(part)
            listing = self._names.get(posixpath.join(folder, "_rels", f"{name}.rels").lower())
            self._known[part] = self._read_relations(listing, part) if listing else {}
        return self._known[part]

    def all_relations(self) -> tuple[Relation, ...]:
        """
        Return the relationships of all parts of the file, in the order of the parts' names.
        """
        found: list[Relation] = []
        for name in sorted(self.archive.names):
            folder, listing = posixpath.split(name)
            if listing.endswith(".rels") and posixpath.basename(folder) == "_rels":
                owner = posixpath.join(posixpath.dirname(folder), listing.removesuffix(".rels"))
                found += self.relations(owner).values()
        return tuple(found)

    def target(self, relation_id: str, part: str = "") -> str:
        """
        Return the name of the part that a relationship leads to; empty where it leads nowhere or out of the file.
        """
        relation = self.relations(part or self.main).get(relation_id)
        return (
            relation.target if relation and not relation.is_external and relation.target in self.archive.names else ""
        )

    def related(self, kind: str) -> Element | None:
        """
        Parse the part of a kind ("styles") that the main part relates to; None where it has none.
        """
        return self.parse(self.related_name(kind))

    def related_name(self, kind: str) -> str:
        """
        Return the name of the part of a kind that the main part relates to; empty where it has none.
        """
        relations = self.relations(self.main)
        name = next((each.target for each in relations.values() if each.kind == kind and not each.is_external), "")
        if not relations:
            folder = posixpath.dirname(self.main)
            name = self._names.get(posixpath.join(folder, USUAL_NAMES.get(kind, kind) + ".xml").lower(), "")
        return name

    def parse(self, name: str) -> Element | None:
        """
        Parse a part; None where the file has no part of this name.
        """
        return parse_xml(self.archive.part(name), name) if name in self.archive.names else None

    def _main(self) -> str:
        """
        Return the name of the part that holds the body.
        """
        targets = {each.target for each in self.relations("").values() if each.kind == MAIN_KIND}
        if len(targets) > 1:
            raise Malformed(detail="more than one main document")
        main = self._names.get((targets.pop() if targets else USUAL_MAIN).lower())
        if main is None:
            raise Malformed(detail="no main document")
        return main

    def _read_relations(self, listing: str, owner: str) -> dict[str, Relation]:
        """
        Read one .rels part; targets become names of parts as the container spells them.
        """
        found = {}
        for each in parse_xml(self.archive.part(listing), listing):
            if local_name(each) == "Relationship":
                is_external = attribute(each, "TargetMode") == "External"
                target = attribute(each, "Target")
                if not is_external:
                    inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(owner), unquote(target))).lstrip(
                        "/"
                    )
                    target = self._names.get(inside.lower(), inside)
                kind = attribute(each, "Type").rpartition("/")[2]
                found[attribute(each, "Id")] = Relation(owner, kind, target, is_external)
        return found
