"""
Find the two sides of a letter: whom it is addressed to (귀사, you) and who writes it (당사, we).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span
from ingest.parties import names
from ingest.parties.definitions import Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OFTEN: Final = 3
_PARTICLE: Final = r"(?:은|는|이|가|을|를|에게|께|께서|의|와|과|에|도|로부터|에서)(?![가-힣])"
_YOU: Final = (r"귀 ?(?:사|기업|기관|팀)", r"you")
_WE: Final = (r"당사|폐사|당 (?:기관|공사|공단)|저희(?: 회사| 공사| 공단| 기관| 병원)?", r"we")
_TO: Final = late.pattern(
    r"^(?:[^\n]{1,40}\n)?[^\n]*?(?:귀하|귀중|좌하|앞|께|님)[ ,]*$|^ *(?:수신(?:인|처)?|받(?:는|으시는) ?(?:이|분|곳|사람)|To|Dear)\b[^\n]*$",
    re.MULTILINE,
)
_READER: Final = late.pattern(r"귀사[ \"']*$")
_FROM: Final = late.pattern(
    r"^[^\n]*?(?:드림|올림|배상|\(인\)|\(서명\)|\(직인\)|\(signed\))[^\n]*$|^ *(?:발신(?:인|처)?|보내는 ?(?:이|분|곳|사람)|From)\b[^\n]*$",
    re.MULTILINE,
)


def corresponding(text: str, head: str, known: Sequence[Found]) -> Iterator[Found]:
    """
    Walk over the reader and the writer of a letter, as far as no definition names them.
    """
    to = _named(head, _TO)
    you = _word(text, _YOU) if to else None
    if to is None or you is None:
        return
    taken = {label for party in known for label in party.labels}
    reader = text[to.start : to.end]
    defined = [label for party in known if is_reader(party) for label in party.labels]
    if defined or you not in taken:
        yield Found((*defined, you), reader, to, reader)
    we = _word(text, _WE)
    sender = _sender(text, to)
    if we and we not in taken and sender:
        yield Found((we,), text[sender.start : sender.end], sender, text[sender.start : sender.end])


def is_reader(party: Found) -> bool:
    """
    Tell whether a party without a name is whoever the letter is addressed to: "귀사(이하 "회사")".
    """
    return not party.name and bool(_READER.search(party.words.rstrip()))


def _word(text: str, words: tuple[str, str]) -> str | None:
    """
    Give the word for a side of a letter that a text uses most, if it uses any often.
    """
    korean, latin = words
    used = re.findall(rf"(?<![가-힣])({korean}){_PARTICLE}", text) or re.findall(rf"\b{latin}\b", text.lower())
    most = max(set(used), key=lambda word: (used.count(word), word), default=None)
    return most if most and used.count(most) >= _OFTEN else None


def _named(part: str, lines: re.Pattern[str]) -> Span | None:
    """
    Give the first company that lines of this form name.
    """
    for line in lines.finditer(part):
        for start, end in names.organisations(line.group(), part):
            return Span(line.start() + start, line.start() + end)
    return None


def _sender(text: str, to: Span) -> Span | None:
    """
    Give the company that stands above the reader or signs the letter and is not its reader.
    """
    reader = names.squeezed(text[to.start : to.end])
    lines = [(0, text[: to.start]), *((line.start(), line.group()) for line in _FROM.finditer(text))]
    every = (Span(at + start, at + end) for at, line in lines for start, end in names.organisations(line, text))
    return next((one for one in every if names.squeezed(text[one.start : one.end]) != reader), None)
