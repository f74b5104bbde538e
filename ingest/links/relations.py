"""
Say what a sentence does with the clause it refers to: applies it to something else, goes before it, yields to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.links.sentences import trimmed, unnumbered

if TYPE_CHECKING:
    from ingest.document import Relation

_OF: Final = r"(?:의 ?(?:규정|내용|정함|절차|제한|의무|효력|조항|권리))?"
_APPLIED: Final = late.pattern(
    rf"{_OF}(?:[을를은는이가도만] ?| (?=준용))(?P<to>[^.;\n]{{0,80}}?(?=(?:에게?|에 ?(?:대하여|관하여|대해|관해))(?:는|도|서도?)? ))?"
    r"(?:에게?|에 ?(?:대하여|관하여|대해|관해))?(?:는|도|서도?)? ?(?:이를 |각각 |그대로 )?준용"
    r"|(?:에 ?따른|에 ?의한|에서 ?정한|의) ?[가-힣 ]{1,16}[을를] ?준용"
)
_APPLIED_JA: Final = late.pattern(r"(?:の規定)?(?:は|を)?、?(?P<to>[^。\n]{0,80}?)(?:に(?:ついて|も|つき)?)?、?準用")
_APPLIED_BEFORE: Final = late.pattern(
    r"(?P<to>[^\n]{1,300}?)(?:(?:에|의) ?(?:관하여|대하여|관해|대해|관한 ?것)(?:서)?(?:에?는|도|에도)?|에(?:는|도)?(?<=경우에|경우는|우에는|우에도)),? ?$"
    r"|(?P<ja>[^\n]{1,300}?)に(?:ついて|関して)は?、?$"
)
_THIS_CASE: Final = late.pattern(r"^(?:이|그|위|이러한) ?경우$")
_BEHIND: Final[tuple[tuple[Relation, re.Pattern[str]], ...]] = (
    (
        "notwithstanding",
        late.pattern(rf"{_OF}(?:에도? ?불구하고|에 ?(?:구애|관계)|にかかわらず)|の(?:規定|定め)にかかわらず"),
    ),
    ("prevails_over", late.pattern(rf"{_OF}(?:에|보다) ?우선|(?:の規定)?に優先")),
    ("subject_to", late.pattern(rf"{_OF}(?:[이가을를] ?우선|[을를] ?(?:조건|전제)으?로|が優先|を条件)")),
    (
        "except",
        late.pattern(
            rf"{_OF}(?:[을를은는]|의 ?경우[를는]?) ?(?:제외|예외)|에서 ?(?:달리|다르게) ?(?:정|규정)|(?:の場合)?を除"
        ),
    ),
    (
        "survives",
        late.pattern(
            rf"{_OF}[은는이가]? ?[^.;\n]{{0,60}}?(?:종료|만료|해지|해제|삭제|소멸)[^.;\n]{{0,25}}?(?:후|에도|관계없이|불구)[^.;\n]{{0,40}}(?:유효|존속|효력|유지|계속|적용|부담)"
            rf"|{_OF}[은는이가]? ?[^.;\n]{{0,30}}?계속 ?(?:적용|유효|존속|유지)"
            r"|의 ?효력[은이]? ?(?:계속 ?)?(?:존속|유지|유효|지속)"
            r"|[^。\n]{0,80}(?:終了|満了)[^。\n]{0,40}(?:有効|存続)|[^。\n]{0,60}(?:なお)?(?:効力を有|存続)"
        ),
    ),
)
_ENGLISH_AHEAD: Final[tuple[tuple[Relation, re.Pattern[str]], ...]] = (
    (
        "notwithstanding",
        late.pattern(
            r"notwithstanding (?:anything (?:to the contrary )?(?:in|contained in|set forth in) |(?:the )?(?:terms|provisions?) (?:of|in) |any other provisions? (?:of|in) )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "subject_to",
        late.pattern(
            r"(?:subject(?: always)? to|conditioned (?:up)?on) (?:(?:the )?(?:terms|provisions?|limitations?|conditions|restrictions|requirements)(?: and \w+)? (?:of|in|set forth in) )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "except",
        late.pattern(
            r"(?:except|save|other than|unless)(?: (?:as|to the extent))?(?: (?:otherwise|expressly|specifically))*(?: (?:provided|set forth|permitted|specified|stated|required|described))?(?: (?:for|in|by|under|pursuant to|as set forth in))? $",
            re.IGNORECASE,
        ),
    ),
    (
        "prevails_over",
        late.pattern(r"(?:prevails?|takes? precedence|controls?|supersedes?)(?: over)? $", re.IGNORECASE),
    ),
)
_ENGLISH_BEHIND: Final[tuple[tuple[Relation, re.Pattern[str]], ...]] = (
    (
        "applies_mutatis_mutandis",
        late.pattern(
            r"[^.;\n]{0,60}mutatis mutandis(?:,? (?:to|in respect of|for) (?P<to>[^.;\n]{1,120}))?", re.IGNORECASE
        ),
    ),
    ("survives", late.pattern(r"[^.;\n]{0,120}\bsurvives?\b", re.IGNORECASE)),
    (
        "subject_to",
        late.pattern(r"[^.;\n]{0,30}(?:shall|will) (?:prevail|control|take precedence|govern)", re.IGNORECASE),
    ),
)


@dataclass(frozen=True, slots=True)
class Said:
    """
    Hold what a sentence says of a clause, and the words it is applied to (offsets into the text).
    """

    relation: Relation | None = None
    applied_to: Span | None = None


def said_of(text: str, sentence: Span, group: Span) -> Said:
    """
    Read what a sentence says of the references that stand in `group`.
    """
    behind = text[group.end : sentence.end]
    for pattern in (_APPLIED, _APPLIED_JA):
        found = pattern.match(behind)
        if found:
            return Said("applies_mutatis_mutandis", _applied(text, sentence, group, found))
    for relation, pattern in _BEHIND:
        if pattern.match(behind):
            return Said(relation)
    return _english(text, sentence, group)


def _applied(text: str, sentence: Span, group: Span, found: re.Match[str]) -> Span | None:
    """
    Find the words to which a clause is applied: behind it, else in front of it (…에 관하여는).
    """
    if found["to"] and found["to"].strip():
        return trimmed(text, Span(group.end + found.start("to"), group.end + found.end("to")))
    ahead = _APPLIED_BEFORE.match(text[sentence.start : group.start])
    if ahead is None:
        return None
    name = "to" if ahead["to"] else "ja"
    if _THIS_CASE.match(ahead[name].strip()):
        return None
    return trimmed(text, unnumbered(text, Span(sentence.start + ahead.start(name), sentence.start + ahead.end(name))))


def _english(text: str, sentence: Span, group: Span) -> Said:
    """
    Read the English ways of saying it.
    """
    ahead = text[max(sentence.start, group.start - 120) : group.start]
    for relation, pattern in _ENGLISH_AHEAD:
        if pattern.search(ahead):
            return Said(relation)
    for relation, pattern in _ENGLISH_BEHIND:
        found = pattern.match(text[group.end : sentence.end])
        if found:
            to = found["to"] if "to" in found.groupdict() else None
            start = group.end + found.start("to") if to else 0
            return Said(relation, trimmed(text, Span(start, start + len(to))) if to else None)
    return Said()
