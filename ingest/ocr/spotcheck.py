"""
Look at labels, names and some words as they are printed: a font may show 갑 and call it 을, or show another text.

While pages are read, a few places of each font are cut out, at growing distances, so that a long agreement costs hardly
more than a short one. In the end all cuttings are recognised as one picture; what contradicts is looked at once more.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import dropwhile
from typing import TYPE_CHECKING, Final

import numpy as np
from PIL import Image

from ingest import late
from ingest.document import Aside
from ingest.notices import lying_font
from ingest.ocr import engine
from ingest.ocr.budget import budget
from ingest.ocr.engine import LINE
from ingest.ocr.pixels import WHITE
from ingest.ocr.recognise import mean_confidence
from ingest.pages.canvas import Canvas
from ingest.pages.pdfium import font_of
from ingest.pages.shapes import Area
from ingest.pdf_objects.places import Places

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from ingest.document import Notice
    from ingest.layout import Layout
    from ingest.ocr.engine import Language, Word
    from ingest.ocr.pixels import Grey
    from ingest.pages.scene import Scene
    from ingest.pages.shapes import Strip

# Labels of parties that stand alone or before a particle ("가을" holds none), names of companies, and running text.
LABELS: Final = "갑을병정"
TAKEN_FOR: Final = dict.fromkeys("감같값", "갑")
SPOTS: Final[dict[str, re.Pattern[str]]] = {
    "label": late.pattern(rf"(?<![가-힣])[{LABELS}](?=[은는이가의에을를과와도만및]|[^가-힣]|$)"),
    "name": late.pattern(r"(?:주식회사|㈜|\(주\))\s?[가-힣]{2,8}|[가-힣]{2,8}\s?(?:주식회사|㈜|\(주\))"),
    "korean": late.pattern(r"[가-힣]{2,}(?:\s?[가-힣]{2,}){2,}"),
    "english": late.pattern(r"[A-Za-z]{3,}(?: [A-Za-z]{2,}){2,}"),
}
# Letters of one cutting at most; cuttings of one kind in one font, and in all.
LENGTH: Final = {"label": 6, "name": 13, "korean": 10, "english": 20}
MOST_OF_A_KIND, MOST, FULL = 8, 40, 120
# In heights of the letters: the room around a cutting.
ACROSS, DOWN = 0.15, 0.15
# Dots per inch of the cuttings; pixels: the heights they are brought to for a first and a second look, paper around them
# and the length of a row of them.
DPI: Final = 200
FIRST_LOOK, SECOND_LOOK, PAPER, ROW = 40, (56, 80), 24, 1500
# How sure a reading must be, and the share of letters that must agree for it to be the same text at all.
SURE, ALIKE = 0.8, 0.35
FEWEST_WRONG: Final = 2
NOWHERE: Final = Area(0, 0, 0, 0)
NOTHING: Final = np.zeros((0, 0), np.uint8)


@dataclass(frozen=True, slots=True)
class Cutting:
    """
    Hold the picture of a few letters, what the file calls them, and where they stand (points) in which font.
    """

    font: str
    kind: str
    text: str
    page: int
    area: Area
    picture: Grey


@dataclass(frozen=True, slots=True)
class Lie:
    """
    Hold what the file calls some letters and what is printed there.
    """

    cutting: Cutting
    printed: str


class SpotCheck:
    """
    Gather cuttings from the pages of one document and compare them with what the file says.
    """

    def __init__(self) -> None:
        """
        Begin without any.
        """
        self._met: Counter[tuple[str, str, str]] = Counter()
        self._cuttings: list[Cutting] = []
        self._pages: dict[str, set[int]] = {}

    def look(self, scene: Scene, strips: Iterable[Strip], number: int) -> None:
        """
        Cut out some of what a page says.
        """
        if not engine.is_open():
            return
        for strip in strips:
            text = strip.text
            for kind, pattern in SPOTS.items():
                for match in pattern.finditer(text):
                    font = _font_at(scene, strip, match.start())
                    self._pages.setdefault(font, set()).add(number)
                    if self._is_wanted(font, kind, match[0]):
                        self._cuttings.append(
                            _cut(scene, strip, match, Cutting(font, kind, "", number, NOWHERE, NOTHING))
                        )

    def lies(self) -> list[Lie]:
        """
        Return the cuttings that show something else than the file says, in both of two looks.
        """
        if not self._cuttings or not budget.left:
            return []
        with budget.spending():
            read = [*_read_rows(self._cuttings, "kor"), *_read_rows(self._cuttings, "eng")]
            suspects = [cutting for cutting, words in read if _contradicts(cutting, words)]
            again = [(each, _read_alone(each)) for each in suspects]
        return [Lie(each, _text_of(words)) for each, words in again if _contradicts(each, words)]

    def pages_of(self, font: str) -> set[int]:
        """
        Return the pages, counted from 1, on which a font was met.
        """
        return self._pages[font]

    def _is_wanted(self, font: str, kind: str, text: str) -> bool:
        """
        Tell whether to cut this one out: the first, second, fourth, eighth … of its kind in a font.
        """
        key = (font, kind, text[0] if kind == "label" else "")
        self._met[key] += 1
        met = self._met[key]
        # Whoever fills the list with other fonts first shall not get past it.
        most = FULL if met == 1 else MOST
        return not met & (met - 1) and met < 1 << MOST_OF_A_KIND and len(self._cuttings) < most


def tell_lies(layout: Layout, lies: Iterable[Lie]) -> Layout:
    """
    Return the layout with a warning and an aside for each lie: what the file says, beside what was read there.
    """
    places = Places(layout)
    notices: dict[int, Notice] = {}
    asides: list[Aside] = []
    for lie in lies:
        cutting = lie.cutting
        asides.append(
            Aside("disagreeing", cutting.text, span=places.within(cutting.page, cutting.area), page=cutting.page)
        )
        notices.setdefault(cutting.page, lying_font(cutting.page, cutting.text, lie.printed))
    return replace(layout, asides=(*layout.asides, *asides), warnings=(*layout.warnings, *notices.values()))


def _font_at(scene: Scene, strip: Strip, at: int) -> str:
    """
    Return the font that prints a letter of a strip.
    """
    boxes = scene.glyphs.boxes
    apart = np.abs(boxes[:, 0] - strip.lefts[at]) + np.abs(boxes[:, 1] - strip.top) + np.abs(boxes[:, 3] - strip.bottom)
    return font_of(scene.owner(int(apart.argmin())))


def _cut(scene: Scene, strip: Strip, match: re.Match[str], cutting: Cutting) -> Cutting:
    """
    Fill in a cutting with the picture of a match and what follows it.
    """
    start = match.start()
    end = min(len(strip.letters), start + LENGTH[cutting.kind])
    if cutting.kind != "label":
        end = min(end, match.end())
    top, bottom = strip.top - DOWN * strip.size, strip.bottom + DOWN * strip.size
    canvas = Canvas(scene.page, scene.area, DPI, (top, bottom))
    x0, x1 = strip.lefts[start] - ACROSS * strip.size, strip.rights[end - 1] + ACROSS * strip.size
    left, right = (round(max(0.0, x) * canvas.scale) for x in (x0, x1))
    return replace(
        cutting,
        text="".join(strip.letters[start:end]),
        area=Area(strip.lefts[start], strip.top, strip.rights[end - 1], strip.bottom),
        picture=canvas.grey()[:, left:right],
    )


def _read_rows(cuttings: Iterable[Cutting], language: Language) -> Iterator[tuple[Cutting, list[Word]]]:
    """
    Recognise all cuttings of a language as one picture with many in a row; yield each with its words.
    """
    chosen = [each for each in cuttings if _language_of(each) == language and each.picture.size]
    rows: list[list[tuple[Cutting, Grey]]] = []
    length = ROW
    for each in chosen:
        picture = _brought_to(each.picture, FIRST_LOOK)
        if length + picture.shape[1] > ROW:
            rows.append([])
            length = 0
        rows[-1].append((each, picture))
        length += picture.shape[1]
    for row in rows:
        picture = np.concatenate([each for _, each in row], axis=1)
        words = [word for line in engine.recognise(picture, language, LINE, DPI, budget.left) for word in line]
        left = 0
        for cutting, part in row:
            right = left + part.shape[1]
            yield cutting, [word for word in words if left <= (word.edges[0] + word.edges[-1]) / 2 < right]
            left = right


def _read_alone(cutting: Cutting) -> list[Word]:
    """
    Recognise one cutting by itself, larger; larger still where nothing is recognised.
    """
    for height in SECOND_LOOK:
        picture = _brought_to(cutting.picture, height)
        lines = engine.recognise(picture, _language_of(cutting), LINE, DPI, budget.left)
        if lines:
            return [word for line in lines for word in line]
    return []


def _language_of(cutting: Cutting) -> Language:
    """
    Return the language that a cutting is to be read in.
    """
    return "eng" if cutting.kind == "english" else "kor"


def _brought_to(picture: Grey, height: int) -> Grey:
    """
    Return a picture at a height, with paper around.
    """
    width = max(1, round(picture.shape[1] * height / picture.shape[0]))
    scaled = Image.fromarray(np.ascontiguousarray(picture)).resize((width, height), Image.Resampling.LANCZOS)
    return np.pad(np.asarray(scaled), PAPER, constant_values=WHITE)


def _contradicts(cutting: Cutting, words: list[Word]) -> bool:
    """
    Tell whether what was recognised is surely not what the file says.
    """
    said = "".join(cutting.text.split())
    read = [(letter, word.confidence) for word in words for letter in word.letters]
    if cutting.kind == "label":
        # Of the quotation mark before a label there is often a rest, and one behind it blurs its last consonant.
        read = [(TAKEN_FOR.get(letter, letter), confidence) for letter, confidence in read]
        read = list(dropwhile(lambda each: not "가" <= each[0] <= "힣", read))
    seen = "".join(letter for letter, _ in read)
    matcher = SequenceMatcher(None, said, seen, autojunk=False)
    if len(seen) >= len(said) / 2 and mean_confidence([tuple(words)]) >= SURE and matcher.ratio() < ALIKE:
        return True
    wrong = [
        (said[first + step], *read[second + step])
        for kind, first, last, second, end in matcher.get_opcodes()
        if kind == "replace" and last - first == end - second
        for step in range(last - first)
    ]
    sure = [(was, letter) for was, letter, confidence in wrong if confidence >= SURE and "가" <= letter <= "힣"]
    if cutting.kind == "label":
        return seen[:1] in set(LABELS) - {said[0]} and (said[0], seen[0]) in sure
    return cutting.kind == "name" and len(sure) >= FEWEST_WRONG


def _text_of(words: list[Word]) -> str:
    """
    Return words as text.
    """
    return "".join((" " if word.is_spaced else "") + word.letters for word in words).strip()
