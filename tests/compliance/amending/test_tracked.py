"""
Hold the redline to its promise: changes only where they are asked for, and readable by others.
"""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from compliance.amending.tracked import Edit, Hand, redline
from compliance.exports.docx import write_lines
from ingest import read
from ingest.errors import IngestError

HAND = Hand('이 "대표" & 동료', datetime(2026, 11, 27, 5, 30, tzinfo=UTC))
MAIN = "word/document.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LINES = (
    "제1조(목적) 이 계약은 기술검증에 관한 사항을 정한다.",
    "제2조(결과물) 모든 권리는 갑에게 귀속된다. 을은 결과를 보고한다.",
    "제3조(해지) 갑은 언제든지 해지할 수 있다.",
    "제4조(권리) 모든 권리는 갑에게 귀속된다. 을은 이를 따른다.",
)


def word(body: str) -> bytes:
    """
    Put a body into the DOCX that we write ourselves, in place of its own.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(write_lines(["x"], "", HAND.at.date()))) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            whole = f'<?xml version="1.0" encoding="UTF-8"?><w:document {SPACE}><w:body>{body}</w:body></w:document>'
            new.writestr(name, whole if name == MAIN else old.read(name))
    return packed.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    """
    Unpack every part.
    """
    with ZipFile(BytesIO(content)) as folder:
        return {name: folder.read(name) for name in folder.namelist()}


def sentence(text: str, words: str, new: str, nth: int = 0) -> Edit:
    """
    Ask for the n-th place of some words to be replaced.
    """
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Edit(start, start + len(words), new)


def resolved(content: bytes, *, accept: bool) -> list[str]:
    """
    Say what python-docx finds in each paragraph once every change is accepted, or rejected.
    """
    said = []
    for paragraph in Document(BytesIO(content)).element.body.iter(qn("w:p")):
        drop = qn("w:del") if accept else qn("w:ins")
        texts = [
            node.text or ""
            for node in paragraph.iter(qn("w:t"), qn("w:delText"))
            if not any(above.tag == drop for above in node.iterancestors())
        ]
        said.append("".join(texts))
    return said


def test_only_the_flagged_sentences_change() -> None:
    """
    Rejecting everything gives the old text, accepting it the new one; the same words elsewhere stay untouched.
    """
    original = write_lines(LINES, "", HAND.at.date())
    text = read(original, "a.docx").text
    edits = [
        sentence(text, "모든 권리는 갑에게 귀속된다.", "권리는 만든 쪽에 귀속된다.", nth=1),
        sentence(text, "갑은 언제든지 해지할 수 있다.", "쌍방은 30일 전에\n알리고 해지할 수 있다."),
    ]
    made = redline(original, text, edits, HAND)
    assert made.placed == {0, 1}
    assert resolved(made.content, accept=False) == list(LINES)
    assert resolved(made.content, accept=True) == [
        *LINES[:2],
        "제3조(해지) 쌍방은 30일 전에알리고 해지할 수 있다.",
        "제4조(권리) 권리는 만든 쪽에 귀속된다. 을은 이를 따른다.",
    ]


def test_our_own_reader_tells_who_changed_what_and_when() -> None:
    """
    Read again, the old words are deletions, the new ones insertions, each with author and time.
    """
    original = write_lines(LINES, "", HAND.at.date())
    text = read(original, "a.docx").text
    made = redline(original, text, [sentence(text, "갑은 언제든지 해지할 수 있다.", "쌍방은 해지할 수 있다.")], HAND)
    document = read(made.content, "b.docx")
    told = {(aside.kind, aside.text, aside.author, aside.at) for aside in document.asides}
    assert told == {
        ("deleted", "갑은 언제든지 해지할 수 있다.", HAND.author, "2026-11-27T05:30:00Z"),
        ("inserted", "쌍방은 해지할 수 있다.", HAND.author, "2026-11-27T05:30:00Z"),
    }


def test_every_other_byte_stays() -> None:
    """
    All parts but the body are the same bytes, and so is the body outside the changed paragraph.
    """
    body = "".join(f"<w:p  w:x='{n}'><w:r><w:t>{line}</w:t></w:r></w:p>" for n, line in enumerate(LINES))
    original = word(body)
    text = read(original, "a.docx").text
    made = redline(original, text, [sentence(text, "갑은 언제든지 해지할 수 있다.", "새 문구")], HAND)
    old, new = parts(original), parts(made.content)
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == [MAIN]
    kept = [f"<w:p  w:x='{n}'><w:r><w:t>{line}</w:t></w:r></w:p>".encode() for n, line in enumerate(LINES)]
    assert all(one in new[MAIN] for n, one in enumerate(kept) if n != 2)


def test_a_sentence_over_several_runs_keeps_its_looks_and_its_marks() -> None:
    """
    Bold halves, a footnote in between and a tab: letters go, the footnote's sign stays, the new words look as the old.
    """
    body = (
        '<w:p><w:r><w:t xml:space="preserve">제1조(해지) 갑은 </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>언제</w:t><w:tab/>'
        '<w:t>든지</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:rPr><w:i/></w:rPr><w:t> 해지한다. 끝</w:t></w:r></w:p>'
    )
    original = word(body)
    text = "제1조(해지) 갑은 언제 든지 해지한다. 끝"
    made = redline(original, text, [sentence(text, "갑은 언제 든지 해지한다.", "쌍방은 해지한다.")], HAND)
    xml = parts(made.content)[MAIN].decode()
    assert resolved(made.content, accept=True) == ["제1조(해지) 쌍방은 해지한다. 끝"]
    assert resolved(made.content, accept=False) == ["제1조(해지) 갑은 언제든지 해지한다. 끝"]
    assert '<w:r><w:footnoteReference w:id="7"/></w:r>' in xml
    assert '<w:r><w:rPr><w:i/></w:rPr><w:t xml:space="preserve">쌍방은 해지한다.</w:t></w:r></w:ins>' in xml
    numbers = [
        int(one.get(qn("w:id"))) for one in Document(BytesIO(made.content)).element.body.iter(qn("w:ins"), qn("w:del"))
    ]
    assert len({7, *numbers}) == len(numbers) + 1


def test_words_that_somebody_else_inserted_stay_theirs() -> None:
    """
    Deleting inside another's insertion keeps their name on it, and our words stand outside of it under ours.
    """
    theirs = '<w:ins w:id="3" w:author="상대" w:date="2026-11-01T00:00:00Z"><w:r><w:t>갑은 해지한다. 을도 그렇다.</w:t></w:r></w:ins>'
    original = word(f"<w:p>{theirs}</w:p>")
    text = read(original, "a.docx").text
    made = redline(original, text, [sentence(text, "갑은 해지한다.", "쌍방은 해지한다.")], HAND)
    by = {(aside.kind, aside.text.strip(), aside.author) for aside in read(made.content, "b.docx").asides}
    assert ("inserted", "쌍방은 해지한다.", HAND.author) in by
    assert ("inserted", "을도 그렇다.", "상대") in by
    assert resolved(made.content, accept=True) == ["쌍방은 해지한다. 을도 그렇다."]


@pytest.mark.parametrize(
    "body",
    [
        # The same words twice in the file, once in the reading: which of them is meant?
        "<w:p><w:r><w:t>갑은 해지한다.</w:t></w:r></w:p><w:p><w:r><w:t>갑은 해지한다.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>갑은 해지한다.</w:t></w:r></w:p>",
        '<w:p><w:del w:id="1"><w:r><w:delText>갑은 해지한다.</w:delText></w:r></w:del></w:p>',
        "<w:p><w:r><w:t>을은 해지한다.</w:t></w:r></w:p>",
    ],
)
def test_what_has_no_sure_place_is_left_alone(body: str) -> None:
    """
    Words that stand twice, hidden, deleted or not at all in the file change nothing, and that is told.
    """
    original = word(body)
    made = redline(original, "갑은 해지한다.", [Edit(0, 8, "새 문구")], HAND)
    assert made.placed == frozenset()
    assert parts(made.content) == parts(original)


def test_two_wishes_for_one_sentence_become_one_change() -> None:
    """
    Findings that overlap delete once, and each of their wordings stands there once.
    """
    original = write_lines(["갑은 언제든지 해지할 수 있다."], "", HAND.at.date())
    text = read(original, "a.docx").text
    whole = len(text)
    made = redline(original, text, [Edit(0, whole, "첫째."), Edit(3, whole, "둘째."), Edit(3, whole, "둘째.")], HAND)
    assert made.placed == {0, 1, 2}
    assert resolved(made.content, accept=True) == ["첫째.둘째."]
    assert resolved(made.content, accept=False) == [text]


def test_entities_are_refused() -> None:
    """
    A file that declares entities is no Word document.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(word("<w:p/>"))) as old, ZipFile(packed, "w") as new:
        for name in old.namelist():
            bomb = f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {SPACE}><w:body><w:p>&a;</w:p></w:body></w:document>'
            new.writestr(name, bomb if name == MAIN else old.read(name))
    with pytest.raises(IngestError):
        redline(packed.getvalue(), "b", [Edit(0, 1, "c")], HAND)
