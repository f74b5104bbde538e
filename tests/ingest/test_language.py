"""
The language of a text is told by its letters.
"""

from __future__ import annotations

import pytest

from ingest.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("갑은 을에게 대금을 지급한다.", "ko"),
        ("갑은 PoC 결과를 NDA에 따라 제공한다.", "ko"),
        ("The parties agree as follows.", "en"),
        ("The Company (회사) shall pay the fees to the Developer.", "en"),
        ("갑은 을에게 대금을 지급한다. The Company shall pay the price to the Developer.", "mixed"),
        ("甲は乙に秘密情報を開示する。", "ja"),
        ("甲方应当保守乙方的商业秘密。", "other"),
        ("123 %", "other"),
    ],
)
def test_language(text: str, language: str) -> None:
    """
    A few foreign words do not change the language, half a text in each makes it mixed.
    """
    assert language_of(text) == language
