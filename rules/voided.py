"""
Tell which words bind nobody: terms that the agreement itself voids or forbids, and the sentence that concludes it.

"다음 각 호의 약정은 무효로 한다: 1. 비용을 을에게 부담시키는 약정" names what must not be agreed; official forms list
such terms (부당한 특약).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import re2

from ingest.document import Level

if TYPE_CHECKING:
    from rules.sentences import Sentence

_TERM: Final = r"(?:약정|조항|특약|조건|합의|내용|규정|행위)"
_IS_VOID: Final = r"(?:무효|효력(?:이|을)[^.\n]{0,12}(?:없|아니|못)|부당한\s?(?:특약|계약\s?조건|행위)|불공정(?:한)?\s?(?:특약|행위|거래)|부당\s?특약)"
_VOIDS: Final = re2.compile(
    rf"{_TERM}(?:은|는|이|가|을|를|으로서)?[^.\n]{{0,40}}{_IS_VOID}"
    rf"|{_IS_VOID}[^.\n]{{0,30}}(?:본다|간주|한다|해당)"
    r"|(?i:(?:terms?|provisions?|agreements?|clauses?)[^.\n]{0,60}(?:void|of no effect|unenforceable|deemed unfair))"
)
_SUCH_TERMS_VOID: Final = re2.compile(rf"하는\s{_TERM}(?:은|는)[^.\n]{{0,20}}{_IS_VOID}")
_FORBIDS: Final = re2.compile(
    r"[\x{E002}\x{E003}\x{E005}](?:은|는)[^.\n]{0,60}(?:행위|약정|특약|조건)(?:를|을)?[^.\n]{0,20}(?:하여서는|해서는|하지|설정하지|정하지|요구하지)\s?(?:아니|안|않)"
)
"""The larger party must not do or agree what is listed."""
_NOMINAL: Final = re2.compile(rf"(?:{_TERM}|것|경우|짓|terms?|provisions?|clauses?)\s*(?:\(.{{0,80}}\))?[\s.;,)\"']*$")

_CONCLUDES: Final = re2.compile(
    r"(?:다음과|아래와)\s?같이[^.\n]{0,24}(?:체결|약정|합의|계약|협약)(?:을|를)?\s?(?:한다|하였다|하기로\s?한다|맺는다)\.?$"
)

_NARRATES: Final = re2.compile(
    r"(?i)^[\s\d.()\"']*(?:at|on|in|during|since|following|by)\s[^;]{0,80}\b(?:19|20)\d\d\b,?\s[\x{E001}-\x{E007}]\s[a-z]+(?:ed|ade|ent|eld|ave|ook|old|et)\b"
)
"""On January 14, 2026, the Startup explained: what has happened."""
_BINDS: Final = re2.compile(r"(?i)\b(?:shall|must|will|may|can|agrees?|undertakes?|hereby|is|are)\b")


def only_narrates(text: str, sentence: Sentence) -> bool:
    """
    Tell whether an English sentence only tells what a party did on a day gone by.
    """
    words = text[sentence.span.start : sentence.span.end]
    return _NARRATES.search(words) is not None and _BINDS.search(words) is None


def only_names_void_terms(text: str, sentence: Sentence) -> bool:
    """
    Tell whether a sentence only names terms that it, or the head that it completes, voids or forbids.
    """
    words = text[sentence.span.start : sentence.span.end]
    if sentence.head is None:
        return _says_void(words)
    head = text[sentence.head.start : sentence.head.end]
    return bool((_VOIDS.search(head) or _FORBIDS.search(head)) and _NOMINAL.search(words))


def only_concludes(text: str, sentence: Sentence) -> bool:
    """
    Tell whether a sentence in front of the first article only says that the parties conclude what follows.
    """
    return sentence.level is Level.PREAMBLE and bool(
        _CONCLUDES.search(text[sentence.span.start : sentence.span.end].rstrip())
    )


def _says_void(words: str) -> bool:
    """
    Tell whether a sentence says itself that such terms are void, and no more ("…을 제한하는 약정은 무효로 한다").
    """
    return _SUCH_TERMS_VOID.search(words) is not None
