"""
Write a deal for tests: a contract with two annexes, one of them there, and a side letter; all names are invented.
"""

from __future__ import annotations

from tests.ingest.bundling import APPLE_DOUBLE, Packed, zipped

CONTRACT = """\
공동개발계약서

주식회사 한빛누리전자(이하 "갑"이라 한다)와 스타트업인 주식회사 새싹로봇(이하 "을"이라 한다)은 다음과 같이 계약한다.

제1조(목적) 본 계약은 물류 로봇의 공동개발에 필요한 사항을 정한다.
제2조(개발범위) 개발의 범위와 일정은 별지 제1호에 따른다.
제3조(대금) 대금의 지급 기준은 별지 제2호에 따른다.
제4조(지식재산권) 본 과제 수행으로 발생한 일체의 지식재산권은 "갑"에게 귀속된다.

2026년 7월 1일

"갑" 주식회사 한빛누리전자 대표이사 (인)
"을" 주식회사 새싹로봇 대표이사 (인)
"""
ANNEX = """\
별지 제1호 개발범위 명세

1. 물류 로봇의 자율주행 소프트웨어를 개발한다.
2. 개발 기간은 6개월로 한다.
"""
SIDE_LETTER = """\
부속합의서

주식회사 한빛누리전자(이하 "갑"이라 한다)와 주식회사 새싹로봇(이하 "을"이라 한다)은 2026년 7월 1일 체결한 공동개발계약을 다음과 같이 보충한다.

제1조(해지) "갑"은 30일 전 서면 통지로 본 계약을 해지할 수 있다.
제2조(비밀) 본 합의서는 제3자에게 공개하지 아니하며 주계약에 우선한다.

2026년 7월 3일

"갑" 주식회사 한빛누리전자 대표이사 (인)
"을" 주식회사 새싹로봇 대표이사 (인)
"""
FILES = {
    "거래/공동개발계약서.txt": CONTRACT.encode(),
    "거래/별지 제1호.txt": ANNEX.encode(),
    "거래/부속합의서.txt": SIDE_LETTER.encode(),
}
"""The documents of the deal by their names in its folder."""

MATERIAL = """\
개념검증 협약서

주식회사 한빛누리전자(이하 "갑"이라 한다)와 스타트업인 주식회사 새싹로봇(이하 "을"이라 한다)은 다음과 같이 협약한다.

제1조(목적) 본 협약은 물류 로봇의 개념검증(PoC)에 필요한 사항을 정한다.
제2조(자료) "을"은 소스코드와 설계도면을 "갑"에게 제출하여야 한다.
제3조(기간) 개념검증의 기간은 2개월로 한다.

2026년 7월 1일

"갑" 주식회사 한빛누리전자 대표이사 (인)
"을" 주식회사 새싹로봇 대표이사 (인)
"""
UNDERSTANDING = """\
업무협약서

주식회사 한빛누리전자(이하 "갑"이라 한다)와 스타트업인 주식회사 새싹로봇(이하 "을"이라 한다)은 다음과 같이 협약한다.

제1조(협력) "갑"과 "을"은 물류 분야에서 서로 협력한다.
제2조(기간) 본 협약의 기간은 1년으로 한다.

2026년 6월 1일

"갑" 주식회사 한빛누리전자 대표이사 (인)
"을" 주식회사 새싹로봇 대표이사 (인)
"""
BARE_DEAL = {"개념검증.txt": MATERIAL, "업무협약.txt": UNDERSTANDING}
"""A deal in which technical material is handed over, and nobody is bound to keep it secret."""


def deal_folder(*more: Packed) -> bytes:
    """
    Pack the deal as a Korean program does, names in CP949, with what macOS adds and further members.
    """
    documents = (Packed(name.encode("cp949"), content) for name, content in FILES.items())
    return zipped(*documents, Packed("__MACOSX/거래/._별지.txt".encode(), APPLE_DOUBLE), *more)
