"""
Parse the XML of a container without ever following anything that it names.

DTDs are refused outright: no office program writes one, and entities are how XML bombs and file reads are built.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from ingest.errors import Malformed, XmlDtdForbidden

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element as Element

DECLARATIONS = ("<!DOCTYPE", "<!ENTITY")
MARKS = tuple(word.encode(encoding) for word in DECLARATIONS for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def parse_xml(content: bytes, name: str) -> Element:
    """
    Return the root element of one part.

    Raises:
        XmlDtdForbidden: it declares a document type or entities.
        Malformed: it is not well-formed, or nested deeper than any document.
    """
    if any(mark in content for mark in MARKS):
        raise XmlDtdForbidden(detail=name)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        raise Malformed(detail=f"{name}: XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlDtdForbidden(detail=name)
    return root


def local_name(element: Element | None) -> str:
    """
    Return the element's name without its namespace ("p"); empty for what is no element.
    """
    tag: object = None if element is None else element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """
    Return an attribute by its name without namespace.
    """
    if element is None:
        return default
    qualified = "}" + name
    for key, value in element.items():
        if key == name or str(key).endswith(qualified):
            return str(value)
    return default


def child(element: Element | None, *path: str) -> Element | None:
    """
    Follow a path of names without namespaces; None where it ends.
    """
    for name in path:
        if element is None:
            return None
        element = next(element.iterchildren(f"{{*}}{name}"), None)
    return element


def children(element: Element | None, name: str = "") -> list[Element]:
    """
    Return the elements directly inside another, all or those of a name; none where there is no other.
    """
    if element is None:
        return []
    return list(element.iterchildren(f"{{*}}{name}")) if name else list(element)


def descendants(element: Element | None, name: str) -> Iterator[Element]:
    """
    Walk the elements of a name anywhere inside another, itself included; none where there is no other.
    """
    return iter(()) if element is None else element.iter(f"{{*}}{name}")


def stream_xml(content: bytes, name: str, tags: Collection[str]) -> Iterator[Element]:
    """
    Walk the elements of some names, without namespace, as they end; each is emptied once the next is asked for.

    Raises:
        XmlDtdForbidden: the part declares a document type or entities.
        Malformed: it is not well-formed.
    """
    if any(mark in content for mark in MARKS):
        raise XmlDtdForbidden(detail=name)
    walk = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        for number, (_, element) in enumerate(walk):
            if not number and element.getroottree().docinfo.internalDTD is not None:
                raise XmlDtdForbidden(detail=name)
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError, AssertionError):
        raise Malformed(detail=f"{name}: XML") from None
