"""
Tell the content controls of a DOCX file that nobody has filled in: they show a prompt, which is no term.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late
from ingest.markup import child, descendants

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The prompts that Word itself writes; a text that anybody else calls a prompt is read as it is seen.
PROMPT: Final = late.pattern(
    r"\s*(?:(?:Click|Tap)(?: or (?:tap|click))?(?: here)? to enter (?:text|a date)|Choose (?:an item|a building block)"
    r"|(?:텍스트|날짜)를 입력하려면 (?:여기를 )?클릭(?:하거나 탭)?(?:하세요|하십시오)|(?:항목|문서 블록)을 선택(?:하세요|하십시오)"
    r"|(?:テキスト|日付)を入力するには(?:ここを)?クリック(?:または|か)?(?:タップ)?してください|アイテムを選択してください"
    r"|ここをクリック(?:または|か)?(?:タップ)?して(?:テキスト|日付)を入力してください)[.。]?\s*"
)


def is_prompt(control: Element) -> bool:
    """
    Tell whether a content control shows nothing but the prompt that waits for an answer.
    """
    if child(control, "sdtPr", "showingPlcHdr") is None:
        return False
    text = "".join(each.text or "" for each in descendants(control, "t"))
    return not text.strip() or PROMPT.fullmatch(text) is not None
