"""
Find the blanks, dots and hyphens that people read over.

They stand between the syllables of one word ("귀 속 된 다", "귀·속", "위-약-금"), or are the second and further
blanks between two words of running text.

Blanks between words that really have one syllable (갑 및 을 간), dots between the members of a list (제조·판매) and
wide gaps between columns stay.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.document import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Syllables that are often a word of their own; particles are not: they belong to the word before.
_WORDS: Final = frozenset(
    "갑을병정및또그이본각등수것바자때중후전내간외단제할한될된두세네몇매당동위아래쪽곳일월년원분시건부장권조항호목개명인회차"
    "연약근매더덜못안잘꼭즉곧약총현구신타양귀폐저나너우큰작새첫온뭐왜예끝말글값물돈집길땅법죄벌"
)
_PARTY_LETTERS: Final = frozenset("갑을병정")
_PARTY: Final = late.pattern("[갑을병정](?:에[게서]|[은는이가의을를과와도만에])")
# Behind a line end in mid-sentence the first syllable may be the rest of a word.
_RUN: Final = late.pattern(r"(?<!\S)(?<!\w\n)[\"'(\[]?[가-힣](?: [가-힣])+(?=[\s.,;:)\]\"']|$)")
_DOTTED: Final = late.pattern(r"(?<![\w·-])[가-힣]+(?:[·-][가-힣]+)+(?![\w·-])")
_PIECE: Final = late.pattern("[가-힣]+")
_GAP: Final = late.pattern(r"(?<=\S) {2,}(?=\S)")
_ROW: Final = late.pattern(r"\s*[^\s:|][^:|\n]{0,15}?\S? {4,}\S")
_PAIR: Final = 2
_FEWEST_WORDS: Final = 6
_FEWEST_LETTERS: Final = 10
_LETTER_SHARE: Final = 0.6
# Particles and endings, which nobody parts from their word.
_NEVER_ALONE: Final = frozenset("은는를에의와과로게서며면니다")


def gaps_in_words(text: str) -> Iterator[Span]:
    """
    Yield, in order, each separator to leave out; the text's own characters keep their offsets.
    """
    yield from sorted([*_blanks(text), *_dots(text), *_wide(text)])


def _wide(text: str) -> Iterator[Span]:
    """
    Yield the blanks behind the first of several; those of a line that is not running text are gaps between columns.
    """
    is_prose = _by_line(text, _is_prose)
    for gap in _GAP.finditer(text):
        if gap.end() - gap.start() <= _PAIR or is_prose(gap.start()):
            yield Span(gap.start() + 1, gap.end())


def _is_prose(line: str) -> bool:
    """
    Tell whether a line is running text: many words, and not two labelled fields side by side.

    A short label with one wide gap behind it is a row of a term sheet, however long its value is.
    """
    if _ROW.match(line) and len(_GAP.findall(line.strip())) == 1:
        return False
    return len(line.split()) >= _FEWEST_WORDS and line.count(":") < _PAIR and "|" not in line and "\t" not in line


def _by_line(text: str, question: Callable[[str], bool]) -> Callable[[int], bool]:
    """
    Ask a question of the line around a place; places that ascend have each line looked at once.
    """
    end, answer = -1, False

    def asked(place: int) -> bool:
        nonlocal end, answer
        if place > end:
            found = text.find("\n", place)
            end = found if found >= 0 else len(text)
            answer = question(text[text.rfind("\n", 0, place) + 1 : end])
        return answer

    return asked


def _blanks(text: str) -> Iterator[Span]:
    """
    Yield the blanks between the syllables of words that are printed letter by letter.
    """
    is_spaced_out = _by_line(text, _is_spaced_out)
    for run in _RUN.finditer(text):
        syllables = [place for place in range(run.start(), run.end()) if text[place] not in " \"'(["]
        for stretch in _stretches(text, syllables):
            if _is_pulled_apart([text[place] for place in stretch]) or is_spaced_out(run.start()):
                yield from (Span(place + 1, place + 2) for place in stretch[:-1])


def _is_spaced_out(line: str) -> bool:
    """
    Tell whether a whole line is printed letter by letter.
    """
    words = line.split()
    return len(words) >= _FEWEST_LETTERS and sum(len(word) == 1 for word in words) >= _LETTER_SHARE * len(words)


def _stretches(text: str, places: list[int]) -> Iterator[list[int]]:
    """
    Part a run of syllables where a party's letter with its particles stands: 을 의 | 지 식 재 산 권 은 | 갑 에 게.

    Behind other syllables 을 is taken for the particle that it mostly is.
    """
    rest = 0
    at = 0
    while at < len(places):
        reach = _reach_of_party("".join(text[place] for place in places[at : at + 3]))
        if reach and (text[places[at]] != "을" or at == 0):
            yield places[rest:at]
            yield places[at : at + reach]
            rest = at = at + reach
        else:
            at += 1
    yield places[rest:]


def _reach_of_party(syllables: str) -> int:
    """
    Count the syllables that are a party's letter with its particles; 0 for anything else.
    """
    found = _PARTY.match(syllables)
    return found.end() if found else 0


def _is_pulled_apart(syllables: list[str]) -> bool:
    """
    Tell whether single syllables in a row spell words, or a word with its particle, rather than being words.
    """
    if _PARTY.fullmatch("".join(syllables)) or not _NEVER_ALONE.isdisjoint(syllables[1:]):
        return True
    strange = sum(syllable not in _WORDS for syllable in syllables)
    if len(syllables) <= _PAIR:
        return len(syllables) == _PAIR and strange == _PAIR
    return 2 * strange >= len(syllables)


def _dots(text: str) -> Iterator[Span]:
    """
    Yield the dots and hyphens beside a single syllable: a list joins words, not syllables.
    """
    for word in _DOTTED.finditer(text):
        pieces = list(_PIECE.finditer(word.group()))
        for before, after in pairwise(pieces):
            beside = {before.group(), after.group()}
            if min(map(len, beside)) == 1 and not beside <= _PARTY_LETTERS:
                yield Span(word.start() + before.end(), word.start() + after.start())
