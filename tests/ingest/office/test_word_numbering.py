"""
Show that the automatic numbers of DOCX are those that Word prints: inherited, restarted, skipped, switched off.
"""

from __future__ import annotations

import pytest

from ingest.office.word_numerals import write_number
from tests.ingest.word_xml import cell, field, line, row, run, table, text_of


def level(index: int, kind: str, pattern: str, more: str = "", start: int = 1) -> str:
    """
    Make one level of a list.
    """
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{pattern}"/></w:lvl>'


def lists(levels: str, more: str = "", abstract: str = "") -> str:
    """
    Make numbering.xml with one list, number 1, and what more there is.
    """
    return (
        f'<w:abstractNum w:abstractNumId="1">{abstract}{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>{more}'
    )


def item(text: str, at: int | None = 0, number: int | None = 1, more: str = "", mark: str = "") -> str:
    """
    Make a paragraph of a list.
    """
    level_mark = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    list_mark = "" if number is None else f'<w:numId w:val="{number}"/>'
    return line(run(text), properties=f"{more}<w:numPr>{level_mark}{list_mark}</w:numPr>{mark}")


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    """
    Return the lines of a body.
    """
    return text_of(body, numbering=numbering, styles=styles).split("\n")


US = lists(
    level(0, "upperRoman", "Article %1.")
    + level(1, "decimalZero", "Section %1.%2", "<w:isLgl/>")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
)


def test_american_articles_sections_and_items() -> None:
    """Article I, Section 1.01 in plain figures, (a), (i): each level starts again below a new higher one."""
    places = [0, 1, 1, 2, 2, 3, 3, 2, 1, 2, 0, 1]
    found = numbers("".join(item("x", at) for at in places), US)
    assert found == [
        "Article I. x", "Section 1.01 x", "Section 1.02 x", "(a) x", "(b) x", "(i) x", "(ii) x", "(c) x", "Section 1.03 x",
        "(a) x", "Article II. x", "Section 2.01 x",
    ]  # fmt: skip


def test_only_legal_style_turns_roman_figures_plain() -> None:
    """A section repeats the Roman figure of its article unless it is in legal style."""
    levels = (
        level(0, "upperRoman", "Article %1")
        + level(1, "decimal", "%1.%2")
        + level(2, "lowerRoman", "%1.%3", "<w:isLgl/>")
    )
    assert numbers(item("x") + item("y", 1) + item("z", 2), lists(levels)) == ["Article I x", "I.1 y", "1.1 z"]


def test_a_skipped_level_counts_as_begun() -> None:
    """A section before any article is of the first, and the next article is the second."""
    assert numbers(item("x", 1) + item("y", 0), US) == ["Section 1.01 x", "Article II. y"]


def test_a_level_may_never_restart_or_only_after_the_first() -> None:
    """LvlRestart 0 counts on through every article; 1 counts on through the levels between."""
    levels = level(0, "decimal", "제%1조") + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    assert numbers("".join(item("x", at) for at in (0, 1, 0, 1)), lists(levels)) == [
        "제1조 x",
        "1. x",
        "제2조 x",
        "2. x",
    ]
    levels = (
        level(0, "decimal", "%1") + level(1, "decimal", "%2") + level(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>')
    )
    found = numbers("".join(item("", at) for at in (0, 1, 2, 1, 2, 0, 1, 2)), lists(levels))
    assert [each.strip() for each in found] == ["1", "1", "1", "2", "2", "2", "1", "1"]


def test_an_override_gives_a_list_its_own_level() -> None:
    """A list may look different from the definition it counts with, and goes on counting with it."""
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'ganada', '%1.')}</w:lvlOverride></w:num>"
    )
    assert numbers(item("x") + item("y", 0, 2), lists(level(0, "decimal", "%1."), more)) == ["1. x", "나. y"]


def test_a_list_may_be_linked_through_a_style() -> None:
    """A definition may only name a numbering style; the list of that style is counted."""
    styles = (
        '<w:style w:type="numbering" w:styleId="Law"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    more = (
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Law"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    )
    numbering = lists(level(0, "decimal", "제%1조"), more, '<w:styleLink w:val="Law"/>')
    assert numbers(item("x", 0, 2) + item("y", 0, 2), numbering, styles) == ["제1조 x", "제2조 y"]


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="H2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="None"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def styled(text: str, style: str, more: str = "") -> str:
    """
    Make a paragraph of a style.
    """
    return line(run(text), properties=f'<w:pStyle w:val="{style}"/>{more}')


def test_the_level_of_a_style_is_the_one_that_names_it() -> None:
    """The list's level names the style, whatever level the style itself claims; heirs of the style follow it."""
    levels = level(0, "decimal", "제%1조", '<w:pStyle w:val="H1"/>') + level(
        1, "decimalEnclosedCircle", "%2", '<w:pStyle w:val="H2"/>'
    )
    body = styled("가", "H1") + styled("나", "H2") + styled("다", "Mine") + styled("라", "None") + styled("마", "H1")
    assert numbers(body, lists(levels), HEADINGS) == ["제1조 가", "① 나", "② 다", "라", "제2조 마"]


def test_a_paragraph_may_change_its_level_or_list_alone() -> None:
    """A paragraph that names only a level keeps the style's list, one that names list 0 has no number."""
    levels = level(0, "decimal", "제%1조", '<w:pStyle w:val="H1"/>') + level(1, "decimal", "%2.")
    deeper = styled("나", "H1", '<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    removed = styled("다", "H1", '<w:numPr><w:numId w:val="0"/></w:numPr>')
    body = styled("가", "H1") + deeper + removed + styled("라", "H1")
    assert numbers(body, lists(levels), HEADINGS) == ["제1조 가", "1. 나", "다", "제2조 라"]


def test_an_unknown_style_is_the_default_one() -> None:
    """A paragraph of a style that the file lacks is numbered as the default style is."""
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert numbers(styled("x", "Lost"), lists(level(0, "decimal", "%1.")), styles) == ["1. x"]


def test_hidden_paragraphs_are_not_counted() -> None:
    """A paragraph hidden with its mark takes no number; one with hidden words and a visible mark does."""
    gone = line(
        run("숨음", "<w:vanish/>"),
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr>',
    )
    shown = line(run("숨음", "<w:vanish/>"), properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
    body = item("가") + gone + item("나") + shown + item("다")
    assert numbers(body, lists(level(0, "decimal", "%1."))) == ["1. 가", "2. 나", "3. ", "4. 다"]


def test_a_paragraph_beside_the_page_is_counted() -> None:
    """An article moved off the page, or under a collapsed heading, is not read, but the next has the number after it."""
    moved = item("나", more='<w:ind w:left="31680"/>')
    assert numbers(item("가") + moved + item("다"), lists(level(0, "decimal", "제%1조"))) == ["제1조 가", "제3조 다"]


def test_a_heading_run_in_with_its_text_is_one_paragraph() -> None:
    """A style separator hides the mark behind a heading, so that the text goes on in its line."""
    heading = item("Term. ", mark="<w:rPr><w:vanish/><w:specVanish/></w:rPr>")
    body = heading + line(run("This agreement lasts a year.")) + item("Notices.")
    assert numbers(body, lists(level(0, "decimal", "%1."))) == ["1. Term. This agreement lasts a year.", "2. Notices."]


def test_numbers_are_hidden_or_capital_with_their_level() -> None:
    """A level whose numbers vanish prints none; one in capitals prints capitals."""
    hidden = level(0, "decimal", "제%1조").replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
    assert numbers(item("x"), lists(hidden)) == ["x"]
    capital = level(0, "cardinalText", "Article %1").replace("</w:lvl>", "<w:rPr><w:caps/></w:rPr></w:lvl>")
    assert numbers(item("x"), lists(capital)) == ["ARTICLE ONE x"]


def test_a_number_nobody_sees_is_counted_and_not_read() -> None:
    """A number looks as the mark of its paragraph does: a white one is counted but not printed."""
    white = item("나", mark='<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')
    assert numbers(item("가") + white + item("다"), lists(level(0, "decimal", "%1."))) == ["1. 가", "나", "3. 다"]


def test_a_bullet_is_the_sign_of_its_font() -> None:
    """The letter "l" in Wingdings is a round bullet."""
    round_bullet = level(0, "bullet", "l").replace("</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>')
    assert numbers(item("가"), lists(round_bullet)) == ["● 가"]


def test_numbers_go_on_through_tables() -> None:
    """Lists in cells count in reading order with those outside."""
    body = item("가") + table(row(cell(item("나")), cell(item("다")))) + item("라")
    assert numbers(body, lists(level(0, "decimal", "%1."))) == ["1. 가", "2. 나", "3. 다", "4. 라"]


def test_what_follows_a_number_may_be_nothing() -> None:
    """A level with no gap prints its number close to the text; a pattern without a number prints as it stands."""
    close = level(0, "decimal", "제%1조", '<w:suff w:val="nothing"/>') + level(1, "none", "▶")
    assert numbers(item("(목적)") + item("x", 1), lists(close)) == ["제1조(목적)", "▶ x"]


def test_a_pattern_of_deeper_levels_prints_nothing() -> None:
    """Word prints no number where the pattern asks for a level below its own."""
    assert numbers(item("x"), lists(level(0, "decimal", "%1.%2"))) == ["x"]


def test_a_format_of_newer_programs_pads_with_zeros() -> None:
    """Formats such as 001, 002 stand among alternatives."""
    custom = (
        '<mc:AlternateContent xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback>'
        "</mc:AlternateContent>"
    )
    padded = level(0, "x", "제%1호").replace('<w:numFmt w:val="x"/>', custom)
    assert numbers(item("x") + item("y"), lists(padded)) == ["제001호 x", "제002호 y"]


def test_numbers_within_a_sentence_count_with_its_list() -> None:
    """LISTNUM in a numbered paragraph is on the level below it, and the items that follow go on from there."""
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)")
    first = line(
        field("LISTNUM"), run(" copies and "), field("LISTNUM \\l 2"), run(" originals"),
        properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    )  # fmt: skip
    body = first + item("drafts", 1) + item("Term") + item("years", 1)
    assert numbers(body, lists(levels)) == ["1. (a) copies and (b) originals", "(c) drafts", "2. Term", "(a) years"]


@pytest.mark.parametrize(
    ("instructions", "printed"),
    [
        (["LISTNUM", "LISTNUM", "LISTNUM \\l 2", "LISTNUM \\l 2", "LISTNUM"], "1) 2) a) b) 3)"),
        (["LISTNUM LegalDefault \\l 1", "LISTNUM LegalDefault \\l 2", "LISTNUM LegalDefault \\l 2"], "1. 1.1. 1.2."),
        (["LISTNUM &quot;OutlineDefault&quot; \\l 1 \\s 4"], "IV."),
        (["AUTONUM", "AUTONUM \\e"], "1. 2"),
        (["AUTONUMLGL", "AUTONUMLGL"], "1. 2."),
        (["AUTONUMOUT"], "I."),
    ],
)
def test_fields_print_numbers_that_they_do_not_store(instructions: list[str], printed: str) -> None:
    """Outside lists the fields count by themselves, each list and level for itself."""
    assert text_of(line(*(field(each) + run(" ") for each in instructions))).strip() == printed


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("ganada", 2, "나"), ("chosung", 2, "ㄴ"), ("koreanDigital", 12, "일이"), ("koreanCounting", 12, "십이"),
        ("koreanLegal", 12, "열둘"), ("decimalEnclosedCircle", 20, "⑳"), ("cardinalText", 21, "Twenty-one"),
        ("cardinalText", 100, "100"), ("ordinalText", 1, "First"), ("ordinalText", 20, "Twentieth"),
        ("ordinalText", 32, "Thirty-second"), ("ordinal", 11, "11th"), ("ordinal", 22, "22nd"), ("ordinal", 103, "103rd"),
        ("numberInDash", 3, "- 3 -"), ("hex", 31, "1F"), ("decimalEnclosedFullstop", 2, "⒉"),
        ("ideographEnclosedCircle", 3, "㈢"), ("japaneseLegal", 12, "拾弐"), ("nobody knows", 7, "7"),
    ],
)  # fmt: skip
def test_every_format_is_written(name: str, number: int, written: str) -> None:
    """Each format of the standard that agreements use is written as Word writes it."""
    assert write_number(number, name) == written
