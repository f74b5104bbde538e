"""
Show that HWP 5 is read as Hangul prints it.
"""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from ingest import nesting
from ingest.cage import DEFAULT_LIMITS, read_caged
from ingest.document import Aside, Span
from ingest.errors import BombSuspected, EncryptedFile, Malformed, UnsupportedFormat
from ingest.formats.hwp import looks_like, read
from ingest.sniff import choose_reader
from tests.ingest import hwp5_file as made
from tests.ingest.bundling import TERMS
from tests.ingest.hostile_hangul import flooded, holding, inflating
from tests.ingest.hostile_office import packaged
from tests.ingest.hwp5_file import FIELD_END, Hwp5, Paragraph, anchor, control, listed

WHITE, BLACK, NAVY = 0xFFFFFF, 0x000000, 0x660000
CLAUSES = made.numbering(1, ("제^1조", 0), ("^2", 1), ("^3.", 8), ("^1.^2.^3.^4", 0))


def text_of(file: Hwp5) -> str:
    """
    Return the text of a file without the empty line of its section definition.
    """
    return read(bytes(file)).text.removeprefix("\n")


def codes_of(file: Hwp5) -> list[int]:
    """
    Return the codes of the warnings.
    """
    return [notice.code for notice in read(bytes(file)).warnings]


def lines(*texts: tuple[str, int]) -> tuple[Paragraph, ...]:
    """
    Make paragraphs of text and shape.
    """
    return tuple(Paragraph(text, shape) for text, shape in texts)


def test_automatic_numbers_are_part_of_the_text() -> None:
    """Numbers of articles, paragraphs and items stand where Hangul prints them, and count anew under a higher level."""
    shapes = tuple(made.shape("NUMBER", 1, level) for level in (1, 2, 3, 4))
    body = [("목적", 0), ("갑은", 1), ("도면", 2), ("자료", 2), ("을은", 1), ("정의", 0), ("갑은", 1), ("깊이", 3)]
    assert text_of(Hwp5(paragraphs=lines(*body), shapes=shapes, numberings=(CLAUSES,))).split("\n") == [
        "제1조 목적", "① 갑은", "가. 도면", "나. 자료", "② 을은", "제2조 정의", "① 갑은", "2.①.가.1 깊이",
    ]  # fmt: skip


def test_each_numbering_counts_its_own_list_through_tables() -> None:
    """A list goes on after another list and after a table whose cells are numbered apart."""
    shapes = (made.shape("NUMBER", 1), made.shape("NUMBER", 2), made.shape())
    cell = made.table(1, 1, (0, 0, 0, Paragraph("칸", 1)))
    body = (*lines(("하나", 0)), Paragraph(anchor("tbl "), 2, below=cell), *lines(("둘", 0), ("딴", 1)))
    text = text_of(Hwp5(paragraphs=body, shapes=shapes, numberings=(CLAUSES, made.numbering(1, ("(^1)", 0)))))
    assert text == "제1조 하나\n(1) 칸\n제2조 둘\n(2) 딴"


@pytest.mark.parametrize(
    ("start", "starts", "expected"),
    [(1, (), "1. 가\n2. 나"), (5, (), "5. 가\n6. 나"), (5, (3, 1, 1, 1, 1, 1, 1), "3. 가\n4. 나")],
)
def test_a_list_begins_with_its_own_number(start: int, starts: tuple[int, ...], expected: str) -> None:
    """The start of the level wins over that of the list, as in Hangul."""
    numbering = made.numbering(start, ("^1.", 0), starts=starts)
    body, shapes = lines(("가", 0), ("나", 0)), (made.shape("NUMBER", 1),)
    assert text_of(Hwp5(paragraphs=body, shapes=shapes, numberings=(numbering,))) == expected


def test_outlines_follow_the_section_and_count_apart_from_lists() -> None:
    """An outline takes the section's numbering; without any it is printed as the path of its levels."""
    shapes = (made.shape("OUTLINE"), made.shape("OUTLINE", level=2), made.shape("NUMBER", 1))
    body = lines(("개요", 0), ("번호", 2), ("아래", 1), ("개요", 0))
    named = text_of(Hwp5(paragraphs=body, shapes=shapes, numberings=(CLAUSES,), outline=1))
    assert named == "제1조 개요\n제1조 번호\n① 아래\n제2조 개요"
    assert text_of(Hwp5(paragraphs=body[:1] + body[2:], shapes=shapes)) == "1. 개요\n1.1. 아래\n2. 개요"


def test_a_skipped_level_counts_as_begun() -> None:
    """After 1. and 1) on the third level, the second level goes on with its second number."""
    numbering = made.numbering(1, ("^1.", 0), ("^2.", 8), ("^3)", 0))
    shapes = tuple(made.shape("NUMBER", 1, level) for level in (1, 2, 3))
    body = lines(("하나", 0), ("셋째", 2), ("둘째", 1))
    assert text_of(Hwp5(paragraphs=body, shapes=shapes, numberings=(numbering,))) == "1. 하나\n1) 셋째\n나. 둘째"


def test_bullets_are_signs_that_everybody_can_print() -> None:
    """A bullet of a symbol font becomes the sign it shows; one that nobody knows a plain one."""
    shapes = tuple(made.shape("BULLET", number) for number in (1, 2, 3))
    text = text_of(Hwp5(paragraphs=lines(("가", 0), ("나", 1), ("다", 2)), shapes=shapes, bullets="□\uf06c\ue123"))
    assert text == "□ 가\n● 나\n• 다"


def test_numbers_without_text_are_printed_and_those_before_a_table_count() -> None:
    """Hangul numbers an empty paragraph, and one that holds nothing but a table."""
    cell = made.table(1, 1, (0, 0, 0, Paragraph("칸", 1)))
    body = (Paragraph(""), Paragraph(anchor("tbl "), below=cell), Paragraph("끝"))
    shapes = (made.shape("NUMBER", 1), made.shape())
    numbering = made.numbering(1, ("^1.", 0))
    assert text_of(Hwp5(paragraphs=body, shapes=shapes, numberings=(numbering,))) == "1.\n2.\n칸\n3. 끝"


def test_tables_keep_rows_columns_and_caption() -> None:
    """Cells know their place, tables in cells are tables, a caption stands above or below with its number."""
    inner = made.table(1, 1, (0, 0, 0, Paragraph("속")))
    caption = Paragraph("표 " + anchor("atno", 18) + " 대금", below=made.automatic(4))
    cells = (
        (0, 0, 0, Paragraph("구분")),
        (0, 1, 0, Paragraph("금액")),
        (1, 0, 0, Paragraph(anchor("tbl "), below=inner)),
    )
    layout = read(
        bytes(
            Hwp5(
                (
                    Paragraph(anchor("tbl "), below=made.table(2, 2, *cells, caption=caption, side=2)),
                    Paragraph(anchor("tbl "), below=made.table(1, 1, (0, 0, 0, Paragraph("다음")), caption=caption)),
                )
            )
        )
    )
    assert layout.text == "\n표 1 대금\n구분\n금액\n속\n다음\n표 2 대금"
    assert [(cell.row, cell.column, cell.text) for cell in layout.tables[0].cells] == [
        (0, 0, "구분"), (0, 1, "금액"), (1, 0, "속"),
    ]  # fmt: skip
    assert [cell.text for cell in layout.tables[1].cells] == ["속"]


def test_notes_boxes_and_headers_are_read() -> None:
    """A footnote has its number, a box its words; of a header only sentences are read, each once."""
    number = Paragraph(anchor("atno", 18) + " 기존 기술을 포함한다.", below=made.automatic(1, after=")"))
    note = control("fn  ", bytes(8), listed(b"", number))
    box = control(
        "gso ",
        made.drawn(),
        [(made.SHAPE, 2, bytes(8))],
        [(tag, level + 1, data) for tag, level, data in listed(b"", Paragraph("상자"))],
    )
    head = control("head", bytes(8), listed(b"", Paragraph("표준계약서"), Paragraph("을은 이의를 제기하지 아니한다.")))
    text = "성과물" + anchor("fn  ", 17) + "은" + anchor("gso ") + anchor("head", 16)
    body = (Paragraph(text, below=(*note, *box, *head)), Paragraph(anchor("head", 16), below=head))
    assert text_of(Hwp5(paragraphs=body)) == "성과물은\n1) 기존 기술을 포함한다.\n상자\n을은 이의를 제기하지 아니한다."


def test_marks_inside_text_become_letters() -> None:
    """Tabs, line breaks, fixed spaces and hyphens are kept as letters, letters beyond the first plane stay whole."""
    assert (
        text_of(Hwp5(paragraphs=(Paragraph(f"가{made.TAB}나\n다\x1f라\x1e마\x18𠀀"),)))
        == "가\t나\n다\u3000라\u00a0마-𠀀"
    )


def test_private_letters_show_their_meaning() -> None:
    """Hangul's own signs in one unit (0xA000 and up) become the letters that they show."""
    assert (
        text_of(Hwp5(paragraphs=(Paragraph("\ua850지식재산권\ua851 \ua2b1 \uf06e \ua12b"),))) == "“지식재산권” ① ■ (인)"
    )


def test_dutmal_equations_overlaps_and_form_controls_are_read_in_the_line() -> None:
    """Words above others leave the lower ones, letters in a circle one sign; a tick is printed with its words."""
    properties = (
        "CommonSet:set:9:Name:wstring:3:chk AlignText:int:0 ButtonSet:set:9:Caption:wstring:3:동의함 Value:int:1 "
    )
    form = b"tbc+tbc+" + struct.pack("<IH", len(properties), len(properties)) + properties.encode("utf-16-le")
    below = (
        *control("tdut", made.wide("본말") + made.wide("덧말")),
        *control("tcps", made.wide("◯\ua289\ua294")),
        *control("eqed", b"", [(88, 2, bytes(4) + made.wide("a over b"))]),
        *control("form", bytes(42), [(91, 2, form)]),
    )
    text = f"{anchor('tdut', 23)} {anchor('tcps', 23)} {anchor('eqed')} {anchor('form')}"
    layout = read(bytes(Hwp5((Paragraph(text, below=below),))))
    assert layout.text == "\n본말 ⑫ a over b ☑ 동의함"
    assert ([notice.code for notice in layout.warnings], layout.asides[0].kind) == ([207], "form_field")


def test_tracked_changes_have_author_and_date() -> None:
    """Inserted words are read, deleted ones are not, and both are set beside the text with who and when."""
    text = "갑의 공동소유단독소유로 한다."
    file = Hwp5(
        (Paragraph(text, ranges=((3, 7, made.DELETED, 1), (7, 11, made.INSERTED, 2))),),
        changes=(made.change(made.DELETED, 1), made.change(made.INSERTED, 2)),
        authors=("김", "이"),
    )
    layout = read(bytes(file))
    assert layout.text == "\n갑의 단독소유로 한다."
    assert layout.asides == (
        Aside("deleted", "공동소유", "김", "2026-07-01T09:30", Span(4, 4)),
        Aside("inserted", "단독소유", "이", "2026-07-01T09:30", Span(4, 8)),
    )
    assert [notice.code for notice in layout.warnings] == [206]


def test_what_a_change_deletes_goes_with_it() -> None:
    """A deleted table and a paragraph that is deleted whole leave neither text nor number; an undefined change stays."""
    below = made.table(1, 1, (0, 0, 0, Paragraph("칸", 1)))
    body = (
        Paragraph("지운 조", ranges=((0, 5, made.DELETED, 1),)),
        Paragraph("남은 조" + anchor("tbl "), ranges=((4, 12, made.DELETED, 1),), below=below),
        Paragraph("모르는 변경", 1, ranges=((0, 5, made.DELETED, 9),)),
    )
    shapes = (made.shape("NUMBER", 1), made.shape())
    file = Hwp5(body, shapes=shapes, numberings=(CLAUSES,), changes=(made.change(made.DELETED, 1),))
    layout = read(bytes(file))
    assert layout.text == "\n제1조 남은 조\n모르는 변경"
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("deleted", "지운 조"), ("deleted", "칸")]


@pytest.mark.parametrize(
    ("looks", "fill", "is_seen"),
    [
        (made.look(WHITE), None, False),
        (made.look(0xF8F8F8), None, False),
        (made.look(WHITE), NAVY, True),
        (made.look(NAVY), NAVY, False),
        (made.look(WHITE, shade=BLACK), None, True),
        (made.look(WHITE, shade=BLACK, fill=2), None, False),
        (made.look(BLACK), 0xFF000000, True),
        (made.look(BLACK, size=50), None, False),
        (made.look(BLACK, size=400), None, True),
        (made.look(0x808080), None, True),
    ],
)
def test_letters_that_nobody_sees_are_set_aside(looks: bytes, fill: int | None, *, is_seen: bool) -> None:
    """White on white, navy on navy and dust are hidden, grounds lie above shades; white on dark and grey are seen."""
    proviso = Paragraph("다만, 을이 동의한 경우에 한한다.", looks=((0, 1),))
    file = Hwp5(
        (Paragraph(anchor("tbl "), below=made.table(1, 1, (0, 0, 1, proviso))),),
        looks=(made.look(), looks),
        fills=(made.border_fill(fill), made.border_fill(WHITE)),
    )
    layout = read(bytes(file))
    assert (proviso.text in layout.text) == is_seen
    assert [(aside.kind, aside.text) for aside in layout.asides] == ([] if is_seen else [("hidden", proviso.text)])
    assert [notice.code for notice in layout.warnings] == ([] if is_seen else [202])


@pytest.mark.parametrize(("shape", "is_struck"), [(0, True), (15, False)])
def test_struck_out_words_are_deleted(shape: int, *, is_struck: bool) -> None:
    """A line through words takes them out; the shape that Hangul writes where there is no line does not."""
    paragraph = Paragraph("갑의 공동소유", looks=((0, 0), (3, 1)))
    layout = read(bytes(Hwp5((paragraph,), looks=(made.look(), made.look(bits=1 << 18 | shape << 26)))))
    assert layout.text == ("\n갑의 " if is_struck else "\n갑의 공동소유")
    assert [(aside.kind, aside.text) for aside in layout.asides] == ([("deleted", "공동소유")] if is_struck else [])
    assert [notice.code for notice in layout.warnings] == ([206] if is_struck else [])


def test_nobody_can_tell_of_letters_on_a_ground_that_lets_through() -> None:
    """White letters on a dark cell that is half transparent, or of no known colour, are read and warned of."""
    clear = made.border_fill(NAVY, clearness=128)
    for looks, fills in ((made.look(WHITE), (clear,)), (made.look(0xFFFFFFFF), (made.border_fill(None),))):
        cell = Paragraph("다만, 을이 동의한 경우에 한한다.", looks=((0, 1),))
        table = Paragraph(anchor("tbl "), below=made.table(1, 1, (0, 0, 1, cell)))
        layout = read(bytes(Hwp5((table,), looks=(made.look(), looks), fills=fills)))
        assert (cell.text in layout.text, [notice.code for notice in layout.warnings]) == (True, [203])


def test_white_dots_say_nothing() -> None:
    """Dots that only fill a line are no hidden words."""
    layout = read(bytes(Hwp5((Paragraph("성명 ……", looks=((0, 0), (3, 1))),), looks=(made.look(), made.look(WHITE)))))
    assert (layout.text, layout.warnings) == ("\n성명 ", ())


def test_white_letters_between_others_do_not_change_the_sentence() -> None:
    """Hidden letters inside a word leave the visible word whole."""
    paragraph = Paragraph("갑을에게 비귀속된다.", looks=((0, 0), (1, 1), (2, 0), (5, 1), (6, 0)))
    layout = read(bytes(Hwp5((paragraph,), looks=(made.look(), made.look(WHITE)))))
    assert layout.text == "\n갑에게 귀속된다."
    assert [(aside.text, aside.span) for aside in layout.asides] == [("을", Span(2, 2)), ("비", Span(5, 5))]


def test_an_object_beyond_the_paper_is_hidden() -> None:
    """A text box below the edge of the page is not read, the same box on the page is."""
    words = [(tag, level + 1, data) for tag, level, data in listed(b"", Paragraph("합의에 의한다."))]
    for at, is_seen in (((0, 90_000), False), ((0, 80_000), True), ((-20_000, 0), False)):
        box = control("gso ", made.drawn(at=at), [(made.SHAPE, 2, bytes(8))], words)
        layout = read(bytes(Hwp5((Paragraph("본문" + anchor("gso "), below=box),))))
        assert ("합의에" in layout.text, [notice.code for notice in layout.warnings]) == (
            is_seen,
            [] if is_seen else [202],
        )


@pytest.mark.parametrize(("height", "top", "expected"), [(3000, 1600, []), (3000, 3200, [202]), (90, 0, [202])])
def test_words_that_have_no_room_in_their_box_are_warned_of(height: int, top: int, expected: list[int]) -> None:
    """What Hangul laid out below the edge of a box may not be seen, nor anything in a box lower than a letter."""
    component = b"cer$cer$" + bytes(20) + struct.pack("<II", 9000, height) + bytes(14)
    segment = (made.LINES, 1, struct.pack("<Ii", 0, top) + bytes(28))
    words = listed(b"", Paragraph("상호 합의에 의한다.", below=(segment,)))
    box = control(
        "gso ", made.drawn(), [(made.SHAPE, 2, component)], [(tag, level + 1, data) for tag, level, data in words]
    )
    assert codes_of(Hwp5((Paragraph("본문" + anchor("gso "), below=box),))) == expected


def test_click_here_fields_are_read_when_somebody_answered() -> None:
    """What a field only asks for is not printed; an answer is, even one with the same words."""
    command = "Clickhere:set:40:Direction:wstring:3:회사명 HelpState:wstring:0:  "
    answers = (("회사명", 0), ("(주)한빛", 0), ("회사명", 1 << 15))
    body = tuple(
        Paragraph("갑: " + anchor("%clk", 3) + answer + FIELD_END, below=made.field_of("%clk", command, bits))
        for answer, bits in answers
    )
    layout = read(bytes(Hwp5(body)))
    assert layout.text == "\n갑: \n갑: (주)한빛\n갑: 회사명"
    assert [(aside.kind, aside.text) for aside in layout.asides] == [("annotation", "회사명")]


def test_memos_and_hidden_comments_are_set_aside() -> None:
    """A memo hangs on the last paragraph and belongs to its field, with author and time; neither is text."""
    hidden = control("tcmt", b"", listed(b"", Paragraph("숨은 설명")))
    ticks = 134_000_000_000_000_000
    command = f"MEMO/1/1/{ticks & 0xFFFFFFFF}/{ticks >> 32}/박검토/"
    memo = made.field_of("%unk", command)
    bodies = (
        (made.MEMO_LIST, 1, bytes(4)),
        *((tag, level - 1, data) for tag, level, data in listed(b"", Paragraph("불리함"))),
    )
    body = (
        Paragraph("본문" + anchor("tcmt", 23), below=hidden),
        Paragraph("제1조" + anchor("%%me", 3) + "는" + FIELD_END, below=(*memo, *bodies)),
    )
    layout = read(bytes(Hwp5(body)))
    assert layout.text == "\n본문\n제1조는"
    assert layout.asides == (
        Aside("comment", "숨은 설명", span=Span(3, 3)),
        Aside("comment", "불리함", "박검토", "2025-08-18T14:13:20Z", Span(7, 7)),
    )
    assert [notice.code for notice in layout.warnings] == [207]


def test_a_password_is_refused_and_a_distribution_document_is_read() -> None:
    """A password is not in the file; the key of a distribution document is, in the cage as well."""
    with pytest.raises(EncryptedFile):
        read(bytes(Hwp5(flags=made.COMPRESSED | made.PASSWORD)))
    body = made.distributed(Hwp5((Paragraph("배포용 본문입니다."),)).body())
    file = Hwp5((Paragraph("상위 버전의 배포용 문서입니다."),), flags=made.COMPRESSED | made.DISTRIBUTION)
    file.streams["ViewText/Section0"] = body
    assert read_caged(bytes(file), ".hwp", DEFAULT_LIMITS).layout.text == "\n배포용 본문입니다."
    file.streams["ViewText/Section0"] = body[:-8]
    with pytest.raises(Malformed):
        read(bytes(file))


def test_the_body_that_hangul_shows_is_read() -> None:
    """A file that tracks changes keeps its text in ViewText; without that flag a second body is warned of."""
    shown = Hwp5((Paragraph("보이는 본문"),)).body()
    for flags, codes in ((made.COMPRESSED | made.TRACKED, []), (made.COMPRESSED, [203])):
        file = Hwp5((Paragraph("대역"),), flags=flags, streams={"ViewText/Section0": made.deflate(shown)})
        assert (text_of(file), codes_of(file)) == ("보이는 본문", codes)
    assert text_of(Hwp5(streams={"ViewText/Section0": b"no body"})) == "제1조(목적) 협력한다."


@pytest.mark.parametrize("share", range(5, 100, 5))
def test_a_cut_file_is_refused(share: int) -> None:
    """A file cut anywhere before its end is damaged; what is left is not read as the whole."""
    content = bytes(Hwp5(tuple(Paragraph(f"제{number}조 " + "서로 협력한다. " * 40) for number in range(60)), flags=0))
    cut = content[: len(content) * share // 100 - 1]
    with pytest.raises(Malformed):
        choose_reader(cut, ".hwp").read(cut)


@pytest.mark.parametrize("share", [10, 50, 90])
@pytest.mark.parametrize("flags", [0, made.COMPRESSED])
def test_a_cut_stream_is_never_read_as_whole(share: int, flags: int) -> None:
    """A stream that ends too early is damaged; cut between two paragraphs, it lacks the mark of the last."""
    whole = Hwp5(tuple(Paragraph(f"제{number}조 " + "서로 협력한다. " * 20) for number in range(60)), flags=flags)
    stream = whole.packed(whole.body())
    whole.streams["BodyText/Section0"] = stream[: len(stream) * share // 100]
    try:
        layout = read(bytes(whole))
    except Malformed:
        return
    assert ([notice.code for notice in layout.warnings], layout.coverage < 0.98) == ([105], True)


def test_a_body_without_its_last_paragraph_is_warned_of() -> None:
    """A body that ends between two paragraphs lacks the mark of the last one, so it is not read as whole."""
    whole = Hwp5((Paragraph("제1조(목적) 협력한다."), Paragraph("제2조(삭제)")), flags=0)
    last = sum(len(made.record(*each)) for each in whole.paragraphs[-1].records())
    layout = read(bytes(replace(whole, streams={"BodyText/Section0": whole.body()[:-last]})))
    assert ([notice.code for notice in layout.warnings], layout.coverage < 0.98) == ([105], True)


def test_a_stream_that_inflates_is_refused() -> None:
    """A stream that unpacks to far more than its size is a bomb, and so is a flood of records."""
    with pytest.raises(BombSuspected):
        read(inflating(100 << 20))
    with pytest.raises(BombSuspected):
        read(flooded(1_000_001))


def test_a_missing_section_is_warned_of() -> None:
    """A file that promises more sections than it holds is not read as whole."""
    layout = read(bytes(Hwp5(sections=2)))
    assert ([notice.code for notice in layout.warnings], layout.coverage < 0.98) == ([201], True)


def test_a_section_beyond_those_that_are_promised_is_read_and_warned_of() -> None:
    """Hangul may not show a section that the document does not count, so its words cannot pass unseen."""
    more = made.deflate(b"".join(made.record(*each) for each in Paragraph("을은 포기한다").records()))
    layout = read(bytes(Hwp5(streams={"BodyText/Section1": more})))
    assert (layout.text.endswith("을은 포기한다"), [notice.code for notice in layout.warnings]) == (True, [203])


def test_files_inside_are_annexes_and_charts_are_words() -> None:
    """A file that stands in the document as an object is read behind it; of a chart its titles are read in place."""
    _, annexed = nesting.read_nested(holding(packaged("별첨3.txt", TERMS)), ".hwp")
    assert annexed.text.endswith(TERMS.decode())
    assert [notice.code for notice in annexed.warnings] == [205]
    chart = holding(made.ole_file({"OOXMLChartContents": "<c><title><t>대금 추이</t></title></c>".encode()}))
    _, charted = nesting.read_nested(chart, ".hwp")
    assert (charted.text, charted.warnings) == ("\n본문\n대금 추이", ())


def test_scripts_and_links_are_warned_of_when_they_do_something() -> None:
    """The empty macro of every file is no warning; a real one and a linked document are."""

    def script(source: str) -> bytes:
        """Make the stream of a macro."""
        parts = ("var Document = Documents.Active_XHwpDocument;\r\n", source, "", "")
        return made.deflate(b"".join(struct.pack("<I", len(part)) + part.encode("utf-16-le") for part in parts))

    idle = "function OnDocument_New()\r\n{\r\n\t//todo : \r\n}\r\n"
    assert codes_of(Hwp5(streams={"Scripts/DefaultJScript": script(idle)})) == []
    assert codes_of(Hwp5(streams={"Scripts/DefaultJScript": script(idle + "Run('x');")})) == [208]
    assert codes_of(Hwp5(streams={"DocOptions/_LinkDoc": bytes(524)})) == []
    assert codes_of(Hwp5(streams={"DocOptions/_LinkDoc": "C:\\x.hwp".encode("utf-16-le")})) == [208]


def test_old_files_are_named() -> None:
    """HWP 3 is another format; the message says which program wrote it."""
    with pytest.raises(UnsupportedFormat, match="한글 97"):
        read_caged(b"HWP Document File V3.00 \x1a\1\2\3\4\5" + bytes(200), ".hwp", DEFAULT_LIMITS)


def test_the_kind_is_found_by_the_header() -> None:
    """An HWP 5 file is known by its header stream, whatever its name; other OLE files are not."""
    content = bytes(Hwp5())
    assert looks_like(content)
    assert not looks_like(made.ole_file({"WordDocument": b"x"}))
    assert read_caged(content, "", DEFAULT_LIMITS).media_type == "application/x-hwp"
