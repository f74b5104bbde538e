"""
Tell whether English words are what a predicate does ("shall terminate"), or only a noun or a remark within its clause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import re2

if TYPE_CHECKING:
    from ingest.document import Span

_NEAR = 60
"""Letters from the start of a predicate within which its verb stands, whatever stands before it."""
_LOOK_BACK = 24
_LEADS_TO_A_VERB = re2.compile(
    r"(?i)(?:\b(?:to|and|or|nor|not|never|shall|will|may|must|can|cannot|be|been|being|is|are|was|were|has|have|by|without|of|from"
    r"|then|also|hereby|only|either|both|[a-z]+ly)|[,;:(\n/]|[\x{E001}-\x{E00A}])\s*$"
)
_ABOUT_ANOTHER = re2.compile(r"(?i)\b(?:which|who|whom|whose|[a-z]{3,} that (?:is|are|was|were|has|have))\b[^,;]*$")
_FOREIGN = re2.compile(r"[가-힣ぁ-んァ-ヶ一-龥]")


def does(text: str, act: Span, hit: Span) -> bool:
    """
    Tell whether a hit within a predicate is its verb or one that is joined to it; other languages put the verb last.
    """
    if hit.start <= act.start + _NEAR or _FOREIGN.search(text[act.start : act.end]):
        return True
    if not _LEADS_TO_A_VERB.search(text[hit.start - _LOOK_BACK : hit.start]):
        return False
    return not _ABOUT_ANOTHER.search(text[act.start : hit.start])
