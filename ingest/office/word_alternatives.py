"""
Choose what Word shows where a DOCX file offers alternatives, and tell what Word passes over.

Source: ECMA-376 part 3 (Markup Compatibility and Extensibility); the namespaces of MS-DOCX and MS-ODRAWXML.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest.markup import attribute, local_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

STANDARD: Final = "http://schemas.openxmlformats.org/"
STRICT: Final = "http://purl.oclc.org/ooxml/"
MICROSOFT: Final = "http://schemas.microsoft.com/office/"
# A list and no pattern: whoever invents a name that looks like Microsoft's must not choose what we read.
UNDERSTOOD: Final = frozenset({
    "",
    "urn:schemas-microsoft-com:vml",
    *(f"urn:schemas-microsoft-com:office:{name}" for name in ("office", "word", "powerpoint", "excel")),
    *(STANDARD + name for name in (
        "wordprocessingml/2006/main", "markup-compatibility/2006", "schemaLibrary/2006/main",
        "officeDocument/2006/relationships", "officeDocument/2006/math", "officeDocument/2006/customXml",
        "officeDocument/2006/bibliography", "drawingml/2006/main", "drawingml/2006/picture", "drawingml/2006/chart",
        "drawingml/2006/chartDrawing", "drawingml/2006/diagram", "drawingml/2006/lockedCanvas",
        "drawingml/2006/wordprocessingDrawing", "drawingml/2006/compatibility",
    )),
    *(STRICT + name for name in (
        "wordprocessingml/main", "schemaLibrary/main", "officeDocument/relationships", "officeDocument/math",
        "officeDocument/customXml", "officeDocument/bibliography", "drawingml/main", "drawingml/picture",
        "drawingml/chart", "drawingml/chartDrawing", "drawingml/diagram", "drawingml/lockedCanvas",
        "drawingml/wordprocessingDrawing", "drawingml/compatibility",
    )),
    *(MICROSOFT + name for name in (
        "word/2006/wordml", "word/2010/wordml", "word/2012/wordml", "word/2015/wordml/symex", "word/2016/wordml/cid",
        "word/2018/wordml", "word/2018/wordml/cex", "word/2020/wordml/sdtdatahash", "word/2023/wordml/word16du",
        "word/2024/wordml/sdtformatlock", "2019/extlst",
        *(f"word/2010/wordprocessing{name}" for name in ("Canvas", "Drawing", "Group", "Ink", "Shape")),
        "drawing/2007/8/2/chart", "drawing/2008/diagram", "drawing/2010/main", "drawing/2010/chartDrawing",
        "drawing/2010/diagram", "drawing/2012/chart", "drawing/2012/main", "drawing/2014/chart",
        "drawing/2014/chartex", "drawing/2014/main", "drawing/2015/9/8/chartex", "drawing/2015/10/21/chartex",
        *(f"drawing/2016/5/{day}/chartex" for day in range(9, 15)),
        "drawing/2016/ink", "drawing/2016/SVG/main", "drawing/2017/model3d", "drawing/2017/decorative",
    )),
})  # fmt: skip


def shown_branch(alternatives: Element) -> Element | None:
    """
    Return the branch of an mc:AlternateContent that Word shows: the first choice it understands, or the fallback.
    """
    for branch in alternatives:
        name = local_name(branch)
        if name == "Fallback":
            return branch
        prefixes = attribute(branch, "Requires").split()
        if name == "Choice" and all(branch.nsmap.get(prefix, prefix) in UNDERSTOOD for prefix in prefixes):
            return branch
    return None


def is_passed_over(element: Element) -> bool:
    """
    Tell whether Word drops this element, and all that it holds, because it does not understand it.
    """
    return str(element.tag).rpartition("}")[0].removeprefix("{") not in UNDERSTOOD
