"""
Show that a text file keeps its letters in any encoding, and that broken lines are known as such.
"""

from __future__ import annotations

import pytest

from ingest.errors import Malformed
from ingest.formats.text import find_wraps, looks_like, read

KOREAN = "제1조(목적) 이 계약은 협력을 목적으로 한다.\n제2조(기간) 1년으로 한다.\n" * 3
WRAPPED = """제1조(목적) 이 계약은 대기업과 스타트업이 공동으로 수행하는 기술검증의 절
차와 결과물의 귀속에 관하여 필요한 사항을 정함으로써 당사자 사이의 공정한
협력을 도모함을 목적으로 한다.
제2조(정의) 이 계약에서 사용하는 용어의 뜻은 다음과 같다. 다만 부속서에서
달리 정하는 경우에는 그에 따른다.
1. 결과물
2. 기술자료란 비밀로 관리되고 있는 제조 수리 시공 또는 용역수행 방법에 관한
자료를 말한다.
가. 설계도면
나. 연구자료
"""


def joined(text: str) -> list[str]:
    """
    Return the paragraphs that the wraps leave.
    """
    letters = list(text)
    for wrap in find_wraps(text):
        letters[wrap] = "⏎"
    return "".join(letters).splitlines()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949", "utf-32"])
def test_every_usual_encoding_gives_the_same_letters(encoding: str) -> None:
    """A text reads alike in UTF-8, UTF-16, UTF-32 and CP949, with or without a byte order mark."""
    assert read(KOREAN.encode(encoding)).text == KOREAN


def test_line_ends_of_all_systems_become_one() -> None:
    """Line ends of Windows and of old Macs become plain ones; nothing else is changed."""
    assert read(b"a\r\nb\rc\n").text == "a\nb\nc\n"


@pytest.mark.parametrize("content", [bytes(64), b"abc\0" * 99, b"\x01\x02\x03\x04" * 99, b"\xff\xff\xff"])
def test_binary_is_no_text(content: bytes) -> None:
    """Bytes full of NUL and control characters are no text in any encoding."""
    assert not looks_like(content)
    with pytest.raises(Malformed):
        read(content)


def test_hard_wrapped_sentences_are_found() -> None:
    """Where lines were broken at a column, the sentence runs on; headings and items still begin lines of their own."""
    starts = [line[:5] for line in joined(WRAPPED)]
    assert starts == ["제1조(목", "제2조(정", "1. 결과", "2. 기술", "가. 설계", "나. 연구"]


def test_a_paragraph_a_line_has_no_wraps() -> None:
    """A text with one paragraph a line has no wraps at all."""
    text = "제1조(목적) 이 계약은 협력을 목적으로 한다.\n" + "제2조(정의) 용어의 뜻은 다음과 같다.\n1. 갑\n2. 을\n"
    assert find_wraps(text) == ()


def test_english_lines_that_stop_in_mid_sentence_run_on() -> None:
    """A long English line followed by one that begins small is one sentence; a short heading is not."""
    text = (
        "Termination\nEither party may terminate this Agreement upon thirty days' written notice to\nthe other party.\n"
    )
    assert joined(text)[1].count("⏎") == 1
    assert joined(text)[0] == "Termination"


def test_the_shared_standard_forms_stay_unwrapped(shared) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """The official forms have a paragraph a line: fewer than one line end in a hundred is taken for a wrap."""
    lines = wraps = 0
    for path in (shared / "corpus" / "ko_standard").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        lines += text.count("\n")
        wraps += len(find_wraps(text))
    assert wraps < lines / 100
