"""
Read the sayings that the classifier learns from: `rules/sayings/<family>/<ID>.txt`, one a line, marked like a reading.

A line is `+ words` (unfair in the sense of the rule the file is named after) or `- words` (sounds like it and is fair).
`rules/sayings/agreements` holds what stands in whole agreements, the other folders what was written sentence by sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.document import Party, Role
from rules.marks import mark

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).parent.parent / "sayings"
OF_AGREEMENTS = "agreements"
"""The folder of sentences that stand in whole agreements."""
UNFAIR, FAIR = "+ ", "- "
_STRONG = [
    "갑",
    "수요기업",
    "위탁기업",
    "위탁사",
    "발주기관",
    "발주처",
    "발주자",
    "당사",
    "운영사",
    "운영기관",
    "주관기관",
    "전담기관",
    "대기업",
    "인수인",
    "투자사",
    "투자조합",
    "신주인수인",
    "사채권자",
    "구매자",
    "매수인",
    "라이선서",
    "기술제공자",
    "원사업자",
    "원도급사",
    "고객사",
    "수요기관",
    "주최사",
    "플랫폼사",
    "본사",
    "모회사",
    "원청",
    "조합",
    "병원",
    "은행",
    "방송사",
    "제약사",
    "제조사",
    "유통사",
    "건설사",
    "발주사",
    "운용사",
    "퍼블리셔",
]
_WEAK = [
    "을",
    "참여기업",
    "수탁기업",
    "수행사",
    "수행기업",
    "수급인",
    "제안자",
    "창업기업",
    "스타트업",
    "파트너",
    "파트너사",
    "협력사",
    "공급자",
    "공급사",
    "발행회사",
    "발행인",
    "라이선시",
    "기술도입자",
    "수급사업자",
    "피투자회사",
    "피투자기업",
    "개발사",
    "참가사",
    "참가팀",
    "참여사",
    "참여팀",
    "대상기업",
    "대상회사",
    "제공기업",
    "협력업체",
    "신청기업",
    "선정기업",
    "입주기업",
    "보육기업",
    "벤처",
    "벤처기업",
    "바이오벤처",
    "핀테크사",
    "입점사",
    "제휴사",
    "제작사",
    "귀사",
    "업체",
    "피출자회사",
    "계약상대자",
]
_ENGLISH_STRONG = ["Corporation", "Customer", "Licensor", "Buyer", "Purchaser", "Recipient", "Operator", "Institution"]
_ENGLISH_WEAK = ["Startup", "Supplier", "Partner", "Provider", "Licensee", "Issuer", "Participant"]
_OF_INVESTMENT = {"투자자": Role.INVESTOR, "Investor": Role.INVESTOR, "Investors": Role.INVESTOR}
_FOUNDERS = ["이해관계인", "창업자", "대표이사", "Founder", "Founders"]
_ROLES = (
    dict.fromkeys([*_STRONG, *_ENGLISH_STRONG], Role.CORPORATE)
    | dict.fromkeys([*_WEAK, *_ENGLISH_WEAK], Role.STARTUP)
    | dict.fromkeys(_FOUNDERS, Role.FOUNDER)
    | _OF_INVESTMENT
)


@dataclass(frozen=True, slots=True)
class Saying:
    """
    Hold one sentence with its parties marked, and the rule it breaks; None where it is fair.

    near: the rule whose look-alike a fair sentence was written to be, where it was.
    to_the_end: whether the network learns from it to the end: what stands in a whole agreement, beside what is usual
        there, and what says a harm most plainly.
    """

    marked: str
    rule: str | None
    near: str | None = None
    to_the_end: bool = False


def read(folder: Path = FOLDER) -> Iterator[Saying]:
    """
    Give every saying, file by file in order of their paths.
    """
    for path in sorted(folder.rglob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if not line.startswith((UNFAIR, FAIR)):
                raise ValueError(f"{path.name}: not a saying: {line[:40]!r}")
            words = marked(line[len(UNFAIR) :].strip())
            rule, near = (path.stem, None) if line.startswith(UNFAIR) else (None, path.stem)
            yield Saying(words, rule, near, path.parent.name == OF_AGREEMENTS)


def marked(words: str) -> str:
    """
    Mark the parties of a sentence that stands alone, by what such parties are usually called.
    """
    return mark(words, [Party(label, "", role, 1.0) for label, role in parties(words).items()]).text


def parties(words: str) -> dict[str, Role]:
    """
    Give the parties that a sentence names, by what they are usually called, each with its role.

    "회사" and "Company" are the startup where an investor stands beside them, else the larger company.
    """
    is_investing = any(name in words for name in _OF_INVESTMENT) or any(name in words for name in _FOUNDERS)
    company = Role.STARTUP if is_investing else Role.CORPORATE
    return {label: role for label, role in (_ROLES | {"회사": company, "Company": company}).items() if label in words}
