"""
Charts say in words whatever they draw, draw nothing the table does not carry, and fit a phone.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from api.languages import LANGUAGES
from api.pages.charts import charts_page
from api.pages.charts.wording import LONGEST, amount, of_whole, shortened, width
from tests.api import sample_figures

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.testclient import TestClient

    from api.languages import Language
    from api.pages.charts.compose import Chart
    from compliance.views import SubmissionView


def charts(*, applies: bool | None = None) -> dict[str, Chart]:
    """
    Compose the made-up figures in Korean.
    """
    page = charts_page({"figures": sample_figures.figures(applies=applies)}, "ko")
    return {one.name: one for one in page.charts}


def parts(page: str, path: str) -> list[Any]:
    """
    Find elements of a page; the library's types say less than its answers.
    """
    whole: Any = etree.HTML(page)
    return list(whole.xpath(path))


def drawings(page: str) -> list[Any]:
    """
    Find the drawings of a page.
    """
    return parts(page, "//svg[contains(@class, 'plot')]")


@pytest.fixture
def page(browser: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]) -> str:
    """
    Show the result page of a made-up portfolio.
    """
    view = handed_in("startup-key")
    return browser("startup-key").get(f"/submissions/{view.id}").text


def test_every_drawing_has_a_name_and_says_its_values(page: str) -> None:
    """
    A drawing is one image with a title and a description that are there, so that it can be heard.
    """
    drawn = drawings(page)
    assert len(drawn) == 5
    for one in drawn:
        title, told = one.get("aria-labelledby").split()
        assert one.get("role") == "img"
        assert [child.get("id") for child in (one.find("title"), one.find("desc"))] == [title, told]
        assert len(one.find("desc").text) > len("전체")
    assert "벤처투자조합 17억원 · 57%" in drawn[0].find("desc").text


def test_a_table_behind_each_chart_says_the_same(page: str) -> None:
    """
    Each card has a table with a caption, heads for every column and a cell for every value.
    """
    cards = parts(page, "//article[contains(@class, 'chart')]")
    assert len(cards) == 3
    for card in cards:
        [table] = card.xpath(".//table")
        assert table.find("caption").text == card.find("h3").text
        heads = len(table.xpath("./thead/tr/th[@scope='col']"))
        for row in table.xpath("./tbody/tr[td]"):
            assert len(row) == heads
    assert "17억원" in html.unescape(page)


def test_drawings_bring_no_style_and_no_script(page: str) -> None:
    """
    Colours come from the style sheet by class alone: the page's policy lets nothing else pass.
    """
    for drawn in drawings(page):
        for one in drawn.iter():
            assert not {name for name in one.attrib if name == "style" or name.startswith("on")}
    assert "&lt;b&gt;하늘&lt;/b&gt;" in page


def test_bars_stay_within_their_room() -> None:
    """
    No bar reaches the words at the end of its line, and the limit stands where its value is.
    """
    for chart in charts().values():
        for plot in (chart.main, *chart.more):
            for line in plot.lines:
                ends = [float(part.x[:-1]) + float(part.width[:-1]) for part in line.parts]
                assert all(end <= plot.room for end in ends)
    shares = charts()["external_share"].main
    assert shares.mark is not None
    at_limit = shares.lines[0].parts[0]
    assert at_limit.width == shares.mark.x


def test_a_share_beyond_its_limit_says_so_in_words() -> None:
    """
    The one above is marked beside its value, the one at the limit is not; where the limit is not theirs none is.
    """
    notes = [line.note for line in charts(applies=True)["external_share"].main.lines]
    assert notes == ["40%", "46% · 한도보다 높음"]
    spared = charts(applies=False)["external_share"]
    assert spared.main.mark is None
    assert [line.note for line in spared.main.lines] == ["40%", "46%"]
    assert "선을 긋지 않음" in spared.limit


def test_an_undeclared_fact_is_told_beside_the_limit() -> None:
    """
    The limit comes with source, day and for whom it holds.
    """
    told = charts()["external_share"].limit
    assert "공정거래법 제20조 제3항 제4호 가목" in told
    assert "2021. 12. 30." in told
    assert "신고되지 않음" in told
    assert "신고" not in charts(applies=True)["external_share"].limit


def test_what_the_table_lacks_is_said(page: str) -> None:
    """
    A chart without values is a line that says what is not in the table, never an empty drawing.
    """
    assert "표에 없음: 주식매수청구 사유" in html.unescape(page)
    assert "plot-put_trigger" not in page


def test_counts_are_told_beside_a_chart() -> None:
    """
    Of how many rows a chart is, how many were blank, and that few values say little.
    """
    exposure = charts()["exposure"]
    assert exposure.counted == "투자 5건 가운데 4건. 빈칸 1건."
    assert exposure.is_few
    assert not charts()["redemption_rate"].is_few


def test_an_agreement_has_no_charts() -> None:
    """
    A screening without figures, or from before they were kept, shows no section.
    """
    assert charts_page({}, "ko") == charts_page({"figures": []}, "en")
    assert charts_page({}, "ko").charts == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_words(language: Language) -> None:
    """
    Titles, parts and groups of every figure are said in both languages.
    """
    page = charts_page({"figures": sample_figures.figures()}, language)
    assert [len(one.columns) for one in page.charts] == [2, 1, 3]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1.44e11, "won", "1,440억원"),
        (3.5e8, "won", "3.5억원"),
        (7.5e7, "won", "7,500만원"),
        (900, "won", "900원"),
        (900, "number", "900"),
        (12, "rows", "12건"),
        (0.4, "share", "40%"),
        (0.1234, "share", "12.34%"),
    ],
)
def test_amounts_are_said_as_people_say_them(value: float, unit: str, said: str) -> None:
    """
    Money is told in 억 and 만, shares in per cent.
    """
    assert amount(value, unit, "ko") == said


def test_a_little_is_not_nothing() -> None:
    """
    One row among many is not told as 0 %, nor the others as all.
    """
    assert [of_whole(one, 204) for one in (0, 1, 203, 204)] == ["0%", "0.5%", "99.5%", "100%"]


def test_long_names_keep_both_ends() -> None:
    """
    Two funds of one series stay apart when their names are shortened.
    """
    short = shortened(sample_figures.LONG_NAME)
    assert short.startswith("가나다라마바사")
    assert short.endswith("제2호")
    assert width(short) <= LONGEST
