"""
Find parties that no definition names: a company beside the word it goes by, or one whose own name the text goes on to use.

"수요기업 주식회사 하늘솔과", "구매사(주식회사 하늘솔)", "주식회사 하늘솔을 실시권자로 하고", "Buyer: Haneulsol Inc., a maker of …".
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.parties import names
from ingest.parties.definitions import Found
from ingest.parties.lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OFTEN: Final = 3
"""How often a text speaks of somebody by a word that nothing but its place makes a label."""
_MOST: Final = 60
"""No part of an agreement names more, and a hostile file must not make counting their names long."""
_REACH: Final = 40
_BEFORE: Final = late.pattern(
    r"(?:^|[^가-힣A-Za-z])(?P<label>[가-힣]{2,10}|[A-Z][A-Za-z]+(?: [A-Z][a-z]*)?)[\"']?(?: ?: ?| ?\(| )(?:\([^()\n]{1,20}\) ?)?$"
)
_BEHIND: Final = late.pattern(
    r" ?\((?P<bracket>[가-힣A-Za-z][가-힣A-Za-z ]{1,13})\)"
    r"|(?:을|를) ?[\"'「『]?(?P<made>[가-힣]{2,10}?)[\"'」』]?(?:으로|로)(?![가-힣])"
    r"|[^\n\"'()]{0,80}?이하 ?[\"'「『](?P<called>[가-힣A-Za-z ]{2,20})[\"'」』]"
    r"|[^\n\"'()]{0,60}?(?:hereafter|hereinafter)(?: called| referred to as)? (?:the )?[\"']?(?P<hereafter>[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)?)"
)


def apposed(text: str, ranges: Sequence[tuple[int, int]], known: Sequence[str]) -> Iterator[Found]:
    """
    Walk over the companies named in these parts of a text, each with the word by which the text speaks of it.

    known: the squeezed names of those that need not be looked for.
    """
    for begin, finish in ranges:
        part, last = text[begin:finish], 0
        for start, end in islice(names.organisations(part, text), _MOST):
            words = part[max(last, part.rfind("\n", 0, start) + 1) : end]
            last = end
            core = names.squeezed(part[start:end])
            if any(core in one or one in core for one in known):
                continue
            label = _label(part[max(0, start - _REACH) : start].rsplit("\n", 1)[-1], part[end:], part[start:end], text)
            if label:
                yield Found((label,), part[start:end], Span(begin + start, begin + end), words)


def _label(before: str, behind: str, name: str, text: str) -> str | None:
    """
    Give the word beside a name that the text uses for somebody, else the name without its form where it does so.
    """
    beside = [found for found in (_BEFORE.search(before), _BEHIND.match(behind)) if found]
    labels = [word for found in beside for word in found.groups() if word]
    likely = (label.strip() for label in labels if lexicon().may_be_party(label.strip()))
    return next((word for word in (*likely, names.core(name)) if len(word) > 1 and _is_used(word, text)), None)


def _is_used(word: str, text: str) -> bool:
    """
    Tell whether a text speaks of somebody by a word.
    """
    used = r"(?:'s|\b)" if word.isascii() else r"[\"'」』]?(?:은|는|이|가|을|를|에게|에|의|와|과|로부터)(?![가-힣])"
    return len(re.findall(rf"(?<![가-힣A-Za-z]){re.escape(word)}{used}", text)) >= _OFTEN + word.isascii()
