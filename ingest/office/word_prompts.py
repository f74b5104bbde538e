"""
Tell the content controls of a DOCX file that nobody has filled in: they show a prompt, which is no term.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ingest.markup import child, descendants

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# A prompt of a content control that nobody filled in: "Click here to enter text.", "날짜를 선택하세요".
PROMPT: Final = re.compile(
    r"\s*(?:(?:Click|Tap|Choose|Enter|Select|Type|Insert)\b.{0,60}|\[[^\]]{0,40}\]|.{0,60}(?:하세요|하십시오|주세요|십시오|입력|선택)[.]?"
    r"|.{0,60}(?:してください|入力|選択)。?)\s*"
)


def is_prompt(control: Element) -> bool:
    """
    Tell whether a content control shows nothing but the prompt that waits for an answer.

    A file may call anything a prompt, so only what reads like one is left out.
    """
    if child(control, "sdtPr", "showingPlcHdr") is None:
        return False
    text = "".join(each.text or "" for each in descendants(control, "t"))
    return not text.strip() or PROMPT.fullmatch(text) is not None
