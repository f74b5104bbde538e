"""
Show that fields of DOCX are read by what they print: results, never instructions.
"""

from __future__ import annotations

import pytest

from tests.ingest.word_xml import beside, codes, field, line, run, text_of


def test_the_result_is_read_and_the_instruction_is_not() -> None:
    """A reference prints its result, fields in its result too."""
    inner = field("PAGEREF _Ref1", run("7"))
    body = line(run("제"), field("REF _Ref1 \\h", run("3") + inner), run("조"))
    assert (text_of(body), beside(body), codes(body)) == ("제37조", [], [])


def test_a_field_runs_over_paragraphs() -> None:
    """The result of a table of contents spans paragraphs."""
    start, end = (
        field("TOC \\o", run("가")).rsplit("<w:r><w:fldChar", 1)[0],
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    )
    assert text_of(line(start) + line(run("나"), end) + line(run("다"))) == "가\n나\n다"


def test_letters_in_an_instruction_are_hidden() -> None:
    """Text that stands in an instruction is not printed, so it cannot acquit; a warning says so."""
    body = line(
        run("귀속된다. "), field(f"QUOTE x</w:instrText></w:r>{run('다만 동의한 경우')}<w:r><w:instrText>", run("끝"))
    )
    assert (text_of(body), beside(body), codes(body)) == ("귀속된다. 끝", [("hidden", "다만 동의한 경우")], [202])


def test_a_field_without_an_end_hides_nothing() -> None:
    """A mark that opens a field nobody closes does not swallow the text behind it."""
    body = line('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run("본문")) + line(run("뒤"))
    assert text_of(body) == "본문\n뒤"


def test_results_inside_instructions_are_not_printed() -> None:
    """The value that a condition compares is no text; the result of the condition is."""
    condition = field("IF </w:instrText></w:r>" + field("MERGEFIELD x", run("1")) + "<w:r><w:instrText>= 1", run("예"))
    assert (text_of(line(condition)), codes(line(condition))) == ("예", [])


@pytest.mark.parametrize(
    ("instruction", "data", "printed"),
    [
        ("EQ \\o\\ac(○,3)", "", "③"),
        ("eq \\o\\ac(○,인)", "", "인"),
        ('EQ \\* jc2 \\* "Font:Batang" \\* hps10 \\o\\ad(\\s\\up 9(갑을),甲乙)', "", "甲乙"),
        ("EQ \\f(1,100)", "", "1/100"),
        ("EQ \\r(3,x)", "", "√(x)"),
        ("SYMBOL 254 \\f Wingdings", "", "☑"),
        ("SYMBOL 169", "", "©"),
        ("FORMCHECKBOX", '<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>', "☒"),
        ("FORMCHECKBOX", '<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>', "☐"),
        (
            "FORMDROPDOWN",
            '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="공동"/><w:listEntry w:val="단독"/></w:ddList></w:ffData>',
            "단독",
        ),
        ("QUOTE &quot;끝&quot;", "", "끝"),
        ("XE &quot;색인&quot;", "", ""),
        ("PAGE", "", ""),
    ],
)
def test_a_field_without_a_result_prints_what_word_prints(instruction: str, data: str, printed: str) -> None:
    """Circled letters, rubies, fractions, symbols and form fields have no stored result and are read all the same."""
    assert text_of(line(run("["), field(instruction, None, data), run("]"))) == f"[{printed}]"


@pytest.mark.parametrize(
    "instruction",
    [
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"',
        "DDE excel sheet",
        'INCLUDETEXT "\\\\\\\\server\\\\x.docx"',
        "INCLUDEPICTURE \\\\\\\\server\\\\x.png",
        "MACROBUTTON Run [누르기]",
        "LINK Excel.Sheet.8",
    ],
)
def test_fields_that_run_or_fetch_are_warned_of(instruction: str) -> None:
    """A field that starts a program or takes text from elsewhere is warned of, as a simple field too."""
    escaped = instruction.replace('"', "&quot;")
    assert 208 in codes(line(field(escaped, run("결과"))))
    assert 208 in codes(line(f'<w:fldSimple w:instr="{escaped}">{run("결과")}</w:fldSimple>'))


def test_a_command_in_pieces_is_seen() -> None:
    """An instruction split over runs, or spelled in numbers by a field inside, is still a command."""
    split = field("DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd", run("x"))
    assert 208 in codes(line(split))
    spelled = field("</w:instrText></w:r>" + field("QUOTE 68 68 69") + "<w:r><w:instrText> cmd", run("x"))
    assert 208 in codes(line(spelled))


def test_ordinary_fields_are_not_warned_of() -> None:
    """Dates, pages, links and pictures from the file itself run nothing."""
    ordinary = (
        "DATE \\@ yyyy",
        "HYPERLINK &quot;https://example.org&quot;",
        "INCLUDEPICTURE &quot;a.png&quot;",
        "NUMPAGES",
    )
    assert codes(line(*(field(each, run("x")) for each in ordinary))) == []


def test_a_button_prints_its_words() -> None:
    """The words of a button stand in its instruction."""
    assert text_of(line(field("MACROBUTTON NoMacro [회사명]"))) == "[회사명]"


def test_entries_for_lists_print_nothing() -> None:
    """Letters in an index entry are not printed, wherever they stand in it."""
    body = line(
        run("본문"), field("XE x", run("숨은 색인")), f'<w:fldSimple w:instr="TC x">{run("숨은 목차")}</w:fldSimple>'
    )
    assert (text_of(body), [kind for kind, _ in beside(body)]) == ("본문", ["hidden"])


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("Click or tap here to enter text.", "제1조"),
        ("항목을 선택하세요.", "제1조"),
        ("텍스트를 입력하려면 여기를 클릭하거나 탭하세요.", "제1조"),
        ("[회사명]", "제1조[회사명]"),
        ("갑이 정하는 바에 따라 을의 권리를 갑이 선택하세요", "제1조갑이 정하는 바에 따라 을의 권리를 갑이 선택하세요"),
    ],
)
def test_only_words_own_prompts_are_left_out(stored: str, text: str) -> None:
    """A control that waits for an answer shows no term; words that a file merely calls a prompt are read as seen."""
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run(stored)}</w:sdtContent></w:sdt>"
    assert text_of(line(run("제1조"), control)) == text
