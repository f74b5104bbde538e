r"""
Read the articles of a statute's Markdown file, so that a citation can be looked up: 조, 항, 호 and 목 with their words.

The files are those of ../shared/law/statutes: `##### 제21조의2 (…)`, `**①** …`, `  1의2\\. …`, `    가\\. …`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = re.compile(r"^#{1,6} 제(\d+)조(?:의(\d+))?")
PARAGRAPH = re.compile(r"^\*\*([①-⑳])\*\*")
ITEM = re.compile(r"^ {1,3}(\d+)(?:의(\d+))?\\?\. ")
SUBITEM = re.compile(r"^ {4,}([가-하])(?:의(\d+))?\\?\. ")


@dataclass(frozen=True, order=True)
class Place:
    """
    Name one place of a statute: "21의2" 조, "1" 항 ("" where the article has none), "1의2" 호, "가" 목.
    """

    article: str
    paragraph: str = ""
    item: str = ""
    subitem: str = ""


def _number(found: re.Match[str]) -> str:
    return found[1] + (f"의{found[2]}" if found[2] else "")


def places(path: Path) -> dict[Place, str]:
    """
    Map each place of the statute to its line; the annexed transitional provisions (부칙) are left out.
    """
    here = Place("")
    result: dict[Place, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## 부칙"):
            here = Place("")
        elif found := ARTICLE.match(line):
            here = Place(_number(found))
        elif not here.article:
            continue
        elif found := PARAGRAPH.match(line):
            here = Place(here.article, str(ord(found[1]) - ord("①") + 1))
        elif found := SUBITEM.match(line):
            here = Place(here.article, here.paragraph, here.item, _number(found))
        elif found := ITEM.match(line):
            here = Place(here.article, here.paragraph, _number(found))
        result[here] = result.get(here, "") + line + "\n"
    return result
