"""
Word the warnings that readers give, once: each stable code with its meaning, and the notices built on it.

Source of the codes: ../shared/security/SECURITY.md section 2 (reasons 201 to 211). The refusals 101 to 122 are the
error classes of ingest/errors.py.
"""

from __future__ import annotations

from typing import Final

from ingest.document import Notice

UNREAD, HIDDEN, DISAGREES, MISSING_ATTACHMENT, EMBEDDED, TRACKED = 201, 202, 203, 204, 205, 206
FORM_OR_ANNOTATION, ACTIVE, FOREIGN_PREVAILS, EXTERNAL_TERMS, LOW_CONFIDENCE = 207, 208, 209, 210, 211
CUT_SHORT = 105

MEANINGS: Final[dict[int, tuple[str, str]]] = {
    CUT_SHORT: ("파일의 일부가 빠졌거나 손상되었습니다", "part of the file is missing or damaged"),
    UNREAD: ("읽지 못한 쪽이나 그림이 있습니다", "a page or picture was not read"),
    HIDDEN: ("사람에게 보이지 않는 글이 있습니다", "the file holds text that nobody can see"),
    DISAGREES: ("보이는 글과 추출된 글이 다를 수 있습니다", "what is seen and what is extracted may differ"),
    MISSING_ATTACHMENT: ("인용된 별지·첨부 문서가 없습니다", "an annex or document that the text relies on is missing"),
    EMBEDDED: ("파일 안에 다른 파일이 들어 있습니다", "the file holds other files"),
    TRACKED: ("변경 내용 추적이 남아 있습니다", "tracked changes are left in the file"),
    FORM_OR_ANNOTATION: ("양식 필드나 메모에 글이 있습니다", "form fields or comments hold text"),
    ACTIVE: ("실행되거나 외부로 연결되는 내용이 있습니다", "the file holds active content or outside links"),
    FOREIGN_PREVAILS: ("다른 언어본이 우선합니다", "a version in another language prevails"),
    EXTERNAL_TERMS: ("이 문서 밖의 조건이 계약의 일부입니다", "terms outside this document are part of it"),
    LOW_CONFIDENCE: ("문자 인식(OCR)의 신뢰도가 낮습니다", "character recognition is uncertain"),
}
"""Code to its meaning in Korean and English."""

ADVICE: Final[dict[int, tuple[str, str]]] = {
    CUT_SHORT: (
        "원본을 다시 저장하여 올려 주십시오. 빠진 부분은 점검되지 않았습니다",
        "save the original again and send that; what is missing was not checked",
    ),
    UNREAD: (
        "해당 쪽이나 그림을 직접 읽어 보거나, 글자가 들어 있는 원본을 올려 주십시오",
        "read that page or picture yourself, or send an original that holds text",
    ),
    HIDDEN: (
        "숨은 글이 왜 들어 있는지 문서를 만든 쪽에 확인하십시오. 숨은 글은 판단에 쓰지 않았습니다",
        "ask whoever made the file why it is there; hidden text was not used in judging",
    ),
    DISAGREES: (
        "인용된 글을 화면이나 인쇄본과 견주어 보십시오",
        "compare the quoted text with the page as you see it",
    ),
    MISSING_ATTACHMENT: (
        "빠진 별지·첨부 문서를 받아 함께 올려 주십시오",
        "get the missing annex and send it together with this",
    ),
    EMBEDDED: (
        "들어 있는 파일도 계약의 일부인지 확인하고, 읽지 못한 것은 꺼내어 따로 올려 주십시오",
        "make sure whether a file inside is part of the agreement; take out what was not read and send it too",
    ),
    TRACKED: (
        "변경 내용을 모두 정리한 최종본인지 확인하십시오",
        "make sure which changes were agreed, and check the final version",
    ),
    FORM_OR_ANNOTATION: (
        "양식에 적힌 값과 메모가 합의된 내용인지 확인하십시오",
        "make sure that what the fields and comments say was agreed",
    ),
    ACTIVE: (
        "매크로나 외부 연결을 실행하지 마시고, 그것이 없는 파일로 다시 받아 주십시오",
        "do not run macros or follow links in it; ask for a file without them",
    ),
    FOREIGN_PREVAILS: (
        "우선하는 언어본을 함께 올려 점검하십시오",
        "have the version that prevails checked too",
    ),
    EXTERNAL_TERMS: (
        "인용된 약관·지침을 받아 함께 검토하십시오",
        "get the terms it refers to and review them as well",
    ),
    LOW_CONFIDENCE: (
        "인용된 글을 원본과 견주어 보거나, 300 dpi 이상으로 다시 스캔하여 올려 주십시오",
        "compare the quoted text with the original, or scan it again at 300 dpi or more",
    ),
}
"""Code to what a person can do about it, in Korean and English."""

TRACKED_CHANGES = Notice(
    TRACKED,
    "변경 내용 추적이 남아 있습니다: 삽입된 글은 읽고 삭제된 글은 읽지 않았습니다",
    "tracked changes are left in the file: insertions were read, deletions were not",
)
HIDDEN_TEXT = Notice(HIDDEN, "숨겨진 글이 있어 읽지 않았습니다", "the file holds hidden text, which was not read")
STRUCK_OUT = Notice(
    TRACKED, "취소선이 그어진 글이 있어 읽지 않았습니다", "the file holds struck-out text, which was not read"
)
COVERING_SHAPE = Notice(
    HIDDEN, "글을 덮을 수 있는 흰 도형이 있습니다", "the file holds a white shape that may cover text"
)
CLIPPED_BOX = Notice(
    HIDDEN,
    "글상자에 다 들어가지 않아 보이지 않을 수 있는 글이 있습니다",
    "a text box holds more words than it has room for; some may not be seen",
)
TURNED_LETTERS = Notice(
    DISAGREES,
    "글자 순서를 뒤집어 적은 글이 있어 보이는 순서로 읽었습니다",
    "letters are stored in reversed order; they were read as they are seen",
)
BOUND_LETTERS = Notice(
    DISAGREES,
    "양식 칸에 저장된 글과 Word가 보여 주는 글이 달라 보이는 글을 읽었습니다",
    "fields of the form store other words than Word shows; those that it shows were read",
)
SYMBOL_LETTERS = Notice(
    DISAGREES,
    "글자를 기호로 보이게 하는 글꼴이 쓰였습니다",
    "words are set in a symbol font, which shows them as signs",
)
ACTIVE_CONTENT = Notice(
    ACTIVE,
    "매크로, 개체, 외부 연결 등 실행되는 내용이 있으나 실행하지 않았습니다",
    "the file holds macros, objects or links that would run; nothing was run",
)
UNREAD_FORMULA = Notice(
    UNREAD, "그림으로 된 수식이 있어 읽지 못했습니다", "the file holds formulas drawn as pictures, which were not read"
)
INSERTED_DOCUMENT = Notice(
    UNREAD,
    "문서 안에 삽입된 문서를 글자만 읽었습니다: 실제 모양과 견주어 보십시오",
    "a document inserted into this one was read by its words alone; compare it with what you see",
)
EMBEDDED_FILE = Notice(EMBEDDED, "파일 안에 다른 파일이 들어 있습니다", "the file holds another file")
COMMENTS = Notice(
    FORM_OR_ANNOTATION, "메모가 있으나 본문에 넣지 않았습니다", "the file holds comments, which were not read as text"
)
UNREAD_INSERT = Notice(
    UNREAD, "읽을 수 없는 삽입 문서가 있습니다", "the file holds an inserted document that was not read"
)
LARGE_PICTURE = Notice(
    UNREAD,
    "큰 그림이 있으며 그 안의 글자는 읽지 않았습니다",
    "the file holds a large picture; words in it were not read",
)
UNSURE_OF_COLOUR = Notice(
    DISAGREES,
    "그림 위의 밝은 글자는 보이는지 확인할 수 없습니다",
    "light letters stand on a picture; whether anybody sees them is not known",
)
OTHER_BODY = Notice(
    DISAGREES,
    "한글이 보여 주지 않을 수 있는 본문이 들어 있습니다",
    "the file holds a body of text that Hangul may not show",
)
MISSING_SECTION = Notice(
    UNREAD, "빠진 구역이 있어 읽지 못하였습니다", "a section of the document is missing and was not read"
)
OPEN_END = Notice(
    CUT_SHORT,
    "마지막 문단이라는 표시가 없어 뒷부분이 잘렸을 수 있습니다",
    "no paragraph is marked as the last: the end of the document may be cut off",
)
FORM_FIELDS = Notice(
    FORM_OR_ANNOTATION,
    "양식 개체에 적힌 글을 본문으로 읽었습니다",
    "what is written in form controls was read as text",
)

HIDDEN_ARCHIVE = Notice(
    EMBEDDED,
    "문서 뒤에 압축 파일이 덧붙어 있으며 읽지 않았습니다",
    "an archive is appended to the document; it was not read",
)


NO_RECOGNITION = Notice(
    UNREAD,
    "문자 인식 자료가 설치되어 있지 않아 그림 속의 글을 읽지 못했습니다(Debian 꾸러미 tesseract-ocr-kor, tesseract-ocr-eng)",
    "words in pictures were not read: the data of character recognition is not installed "
    "(Debian packages tesseract-ocr-kor, tesseract-ocr-eng)",
)


def unreadable_page(page: int) -> Notice:
    """
    Say that one page, counted from 1, shows ink but no text.
    """
    return Notice(UNREAD, f"{page}쪽에 읽을 수 있는 글자가 없습니다", f"page {page} holds no readable text", page)


def unread_writing(page: int) -> Notice:
    """
    Say that a page shows writing, drawn or in a picture, that was not read.
    """
    return Notice(
        UNREAD,
        f"{page}쪽에 읽지 못한 글자나 그림이 있습니다",
        f"page {page} shows writing or a picture that was not read",
        page,
    )


def hidden_text(page: int) -> Notice:
    """
    Say that a page holds text that nobody can see; it was set aside.
    """
    return Notice(
        HIDDEN,
        f"{page}쪽에 보이지 않는 글이 있어 판단에서 뺐습니다",
        f"page {page} holds text that nobody can see; it was set aside",
        page,
    )


def overprinted_text(page: int) -> Notice:
    """
    Say that different letters are printed over each other.
    """
    return Notice(
        DISAGREES,
        f"{page}쪽에 서로 겹쳐 인쇄된 글이 있습니다",
        f"page {page} has different letters printed over each other",
        page,
    )


def unmapped_letters(page: int) -> Notice:
    """
    Say that a font does not tell which letters its glyphs are, so that only their picture could be read.
    """
    return Notice(
        DISAGREES,
        f"{page}쪽의 글꼴이 어떤 글자인지 밝히지 않아 보이는 모양으로만 읽을 수 있습니다",
        f"a font on page {page} does not say which letters it shows; they can only be read from their picture",
        page,
    )


def uncertain_page(page: int | None, confidence: float) -> Notice:
    """
    Say that a page or picture was recognised with little confidence (0 to 1).
    """
    where = (f"{page}쪽", f"page {page}") if page else ("그림 속의 글", "a picture's words")
    percent = int(confidence * 100)
    return Notice(
        LOW_CONFIDENCE,
        f"{where[0]}: 문자 인식의 신뢰도가 낮습니다({percent}%)",
        f"{where[1]}: character recognition is uncertain ({percent} %)",
        page,
    )


def lying_font(page: int, called: str, printed: str) -> Notice:
    """
    Say that a font shows other letters than the file calls them.
    """
    return Notice(
        DISAGREES,
        f"{page}쪽에서 파일이 “{called}”(이)라 하는 글자가 “{printed}”(으)로 보입니다: 보이는 대로 읽었습니다",
        f"on page {page} letters that the file calls “{called}” look like “{printed}”; they were read as they look",
        page,
    )


def foreign_layer(page: int) -> Notice:
    """
    Say that the invisible text layer over the picture of a page says something else than the picture.
    """
    return Notice(
        DISAGREES,
        f"{page}쪽의 그림과 그 위에 깔린 글이 다릅니다: 그림을 읽었습니다",
        f"the invisible text over page {page} is not what its picture shows; the picture was read",
        page,
    )


def unverified_layer(page: int) -> Notice:
    """
    Say that the text of a page comes from an invisible layer over a picture, which nobody has compared with it.
    """
    return Notice(
        LOW_CONFIDENCE,
        f"{page}쪽의 글은 그림 위에 깔린 문자 인식 결과로, 그림과 대조하지 않았습니다",
        f"page {page} was read from an invisible text layer over a picture and not compared with the picture",
        page,
    )


_LANGUAGES: Final[dict[str, tuple[str, str]]] = {
    "ko": ("국문", "Korean"),
    "en": ("영문", "English"),
    "ja": ("일문", "Japanese"),
}


def missing(name: str) -> Notice:
    """
    Say that an annex or another agreement, by its printed name, is relied on and not in the file.
    """
    return Notice(
        MISSING_ATTACHMENT,
        f"본문이 따르는 문서가 파일에 없습니다: {name}",
        f"the text relies on a document that is not in the file: {name}",
    )


def prevailing(language: str) -> Notice:
    """
    Say that the version in another language than the one read prevails.
    """
    ko, en = _LANGUAGES.get(language, ("다른 언어", "another language"))
    return Notice(FOREIGN_PREVAILS, f"{ko}본이 우선합니다", f"the version in {en} prevails")


def external(name: str) -> Notice:
    """
    Say that terms kept elsewhere, which may change, are part of the agreement.
    """
    return Notice(
        EXTERNAL_TERMS,
        f"이 문서 밖에 있고 바뀔 수 있는 조건이 계약의 일부입니다: {name}",
        f"terms that are kept elsewhere and may change are part of it: {name}",
    )
