"""
Make up one agreement and its screening, in the form of the contract, for tests of what is shown.

All names are invented. `screening()` passes the contract's own model, so the fixture cannot drift from it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.results import CheckObject
from compliance.views import CatalogView, ClauseView, DocumentView, RuleView
from tests.api import sample_figures, sample_validations

if TYPE_CHECKING:
    from uuid import UUID

TEXT = """기술검증(PoC) 계약서

주식회사 한빛중공업(이하 "갑"이라 한다)과 주식회사 새싹로보틱스(이하 "을"이라 한다)는 다음과 같이 기술검증 계약을 체결한다.

제1조(목적) 본 계약은 "을"의 자율주행 물류로봇을 "갑"의 공장에서 검증하는 데 필요한 사항을 정한다.

제2조(기간) 검증 기간은 2026년 8월 1일부터 6개월로 한다.

제3조(비용) "갑"은 기술검증의 결과를 정식으로 채택한 경우에 한하여 "을"에게 비용을 지급한다.

제4조(비밀유지) "을"은 본 계약과 관련하여 알게 된 "갑"의 비밀정보를 제3자에게 누설하여서는 아니 된다.

제5조(결과물) 본 계약의 수행으로 발생한 일체의 지식재산권은 "갑"에게 귀속된다.

제6조(기술자료) "을"은 "갑"의 요청이 있는 경우 설계도면과 소스코드를 지체 없이 제출하여야 한다.

제7조(해지) "갑"은 30일 전 서면 통지로 본 계약을 해지할 수 있다.

제8조(손해배상) "을"이 본 계약을 위반한 경우 "을"은 "갑"이 입은 모든 손해를 배상하여야 한다.

제9조(관할) 본 계약에 관한 분쟁은 "갑"의 본점 소재지를 관할하는 법원을 전속 관할로 한다.

2026년 7월 3일

"갑" 주식회사 한빛중공업 대표이사 (인)
"을" 주식회사 새싹로보틱스 대표이사 (인)
"""
DIGEST = "5f1c" * 16
UNLAWFUL_TAKING = "대ㆍ중소기업 상생협력 촉진에 관한 법률 제25조 제2항"
FAIR_TRADE = "독점규제 및 공정거래에 관한 법률 제45조 제1항 제6호"


def text(ko: str, en: str) -> dict[str, str]:
    """
    Pair the same words in both languages.
    """
    return {"ko": ko, "en": en}


def basis(cite: str, effect: str, *, applies: bool | None, why: dict[str, str]) -> dict[str, Any]:
    """
    Make one legal basis as the contract shows it.
    """
    return {
        "cite": cite,
        "kind": "statute",
        "in_force": "2025-10-02",
        "effect": effect,
        "keys_on": "concluded",
        "applies": applies,
        "why": why,
    }


APPLIES = text("체결일 2026. 7. 3.에 시행 중이던 조항입니다.", "It was in force on the day of signing, 2026-07-03.")
UNKNOWN = text(
    "수탁·위탁거래인지 알려 주시지 않아 적용 여부를 확인해야 합니다.",
    "Whether this is a consignment is not known; to be checked.",
)
SHARED_OWNERSHIP = text(
    '본 계약의 수행으로 발생한 지식재산권은 각 당사자의 기여도에 따라 공동으로 소유하며, "을"이 계약 전부터 보유한 기술은 "을"에게 남는다.',
    "Intellectual property arising from this Agreement is owned jointly by contribution; what the startup held before stays with it.",
)
FINDINGS: tuple[dict[str, Any], ...] = (
    {
        "rule": "IP-01",
        "name": "ip.foreground-all-to-corporation",
        "severity": "high",
        "ground": "possibly_void",
        "clause": "제5조",
        "quote": '본 계약의 수행으로 발생한 일체의 지식재산권은 "갑"에게 귀속된다.',
        "title": text("결과물 지식재산권 일괄 귀속", "All results vest in the corporation"),
        "message": text(
            '제5조: 결과물에 관한 권리가 모두 "갑"에게만 귀속되고, 그 대가를 정한 문언이 없습니다.',
            "Article 5: all results vest in the corporation alone and no consideration is named.",
        ),
        "why": text(
            "귀사가 협업에서 만든 것을 다른 곳에 쓰지 못하게 됩니다.",
            "The startup could not use elsewhere what it made in the project.",
        ),
        "remedy": text(
            "기여도에 따라 나누거나 정당한 대가를 정하십시오.", "Share by contribution or name a fair price."
        ),
        "wording": {"ideal": SHARED_OWNERSHIP, "compromise": None, "minimum": SHARED_OWNERSHIP},
        "legal_basis": [basis(FAIR_TRADE, "voids", applies=True, why=APPLIES)],
        "counter_checks": [
            {
                "question": text("대가를 정한 조항이 있습니까?", "Is consideration named?"),
                "answer": "no",
                "evidence": "",
            }
        ],
    },
    {
        "rule": "TECH-01",
        "name": "tech.demand-without-cause",
        "severity": "high",
        "ground": "suspected_violation",
        "clause": "제6조",
        "quote": '"을"은 "갑"의 요청이 있는 경우 설계도면과 소스코드를 지체 없이 제출하여야 한다.',
        "title": text("정당한 사유 없는 기술자료 요구", "Technical material on demand without cause"),
        "message": text(
            "제6조: 요구의 목적과 대가, 비밀유지 약정 없이 기술자료를 내도록 정하였습니다.",
            "Article 6: technical material is due on demand without purpose, price or confidentiality.",
        ),
        "why": text("핵심 기술이 보호 약정 없이 넘어갑니다.", "Core technology leaves without protection."),
        "remedy": text(
            "목적·범위·대가·비밀유지를 서면으로 정하십시오.", "Put purpose, scope, price and secrecy in writing."
        ),
        "wording": {"ideal": None, "compromise": None, "minimum": SHARED_OWNERSHIP},
        "legal_basis": [
            basis(UNLAWFUL_TAKING, "prohibits", applies=True, why=APPLIES),
            basis("하도급거래 공정화에 관한 법률 제12조의3 제1항", "prohibits", applies=None, why=UNKNOWN),
        ],
        "counter_checks": [],
    },
    {
        "rule": "TERM-01",
        "name": "termination.one-party-only",
        "severity": "medium",
        "ground": "advisory",
        "clause": "제7조",
        "quote": '"갑"은 30일 전 서면 통지로 본 계약을 해지할 수 있다.',
        "title": text("일방에게만 있는 해지권", "Only the larger party may terminate"),
        "message": text(
            '제7조: "갑"만 계약을 해지할 수 있고, "을"의 해지권은 계약 어디에도 없습니다.',
            "Article 7: only the corporation may terminate; nothing gives the startup the same right.",
        ),
        "why": text("한쪽만 계약을 끝낼 수 있습니다.", "Only one side can leave."),
        "remedy": text("같은 사유와 절차의 해지권을 상대방에게도 두십시오.", "Give the other party the same right."),
        "wording": {"ideal": None, "compromise": None, "minimum": None},
        "legal_basis": [],
        "counter_checks": [],
    },
    {
        "rule": "DISP-01",
        "name": "dispute.one-sided-jurisdiction",
        "severity": "low",
        "ground": "advisory",
        "clause": "제9조",
        "quote": '"갑"의 본점 소재지를 관할하는 법원을 전속 관할로 한다.',
        "title": text("한쪽에만 유리한 전속관할", "Exclusive courts of one side"),
        "message": text('제9조: 분쟁을 "갑"의 법원에서만 다투게 됩니다.', "Article 9: only the corporation's courts."),
        "why": text("", ""),
        "remedy": text("피고의 주소지 법원으로 정하십시오.", "Choose the defendant's courts."),
        "wording": {"ideal": None, "compromise": None, "minimum": None},
        "legal_basis": [],
        "counter_checks": [],
    },
)


def screening() -> dict[str, Any]:
    """
    Give the screening of the made-up agreement.
    """
    found = [_whole(number, each) for number, each in enumerate(FINDINGS)]
    flagged = {each["rule"]: {"outcome": "flagged", "why": text("", "")} for each in FINDINGS}
    raw = {
        "document": {
            "name": "기술검증계약서.txt",
            "sha256": "ab" * 32,
            "media_type": "text/plain",
            "language": "ko",
            "pages": 1,
            "agreement_type": {"value": "poc", "certainty": 0.93, "declared": False},
            "parties": [
                {"label": "갑", "name": "주식회사 한빛중공업", "role": "corporate", "certainty": 0.9},
                {"label": "을", "name": "주식회사 새싹로보틱스", "role": "startup", "certainty": 1.0},
            ],
            "signed_on": "2026-07-03",
            "readable": True,
            "coverage": 0.997,
            "page_coverage": [0.97],
            "page_confidence": [0.93],
        },
        "catalog": {"digest": DIGEST, "rules": 8},
        "checked_on": "2026-11-24",
        "status": "needs_review",
        "codes": [202],
        "findings": found,
        "outcomes": flagged
        | {
            "PAY-03": {"outcome": "clear", "why": text("", "")},
            "NDA-02": {"outcome": "clear", "why": text("", "")},
            "INV-01": {"outcome": "not_applicable", "why": text("투자 계약이 아닙니다.", "Not an investment.")},
            "PAY-07": {
                "outcome": "not_assessable",
                "why": text("지급기한을 읽지 못하였습니다.", "The payment term could not be read."),
            },
        },
        "figures": sample_figures.figures(),
        "validations": sample_validations.validations(),
        "balance": [
            {"topic": "termination", "startup": "없음", "counterparty": "30일 전 통지", "heavier_on": "startup"}
        ],
        "warnings": [{"code": 202, "text": "보이지 않는 글자가 있습니다 / invisible text"}],
        "asides": [
            {
                "kind": "hidden",
                "text": "다만, 을이 동의한 경우에 한한다.",
                "author": "",
                "at": "",
                "start": None,
                "end": None,
                "page": 1,
            }
        ],
    }
    return CheckObject.model_validate(raw).model_dump(mode="json")


def document_of(submission_id: UUID) -> DocumentView:
    """
    Show the made-up agreement's text with its articles.
    """
    starts = [TEXT.index(f"제{number}조(") for number in range(1, 10)]
    ends = [*starts[1:], len(TEXT)]
    clauses = tuple(
        ClauseView(f"제{n}조", TEXT[TEXT.index("(", a) + 1 : TEXT.index(")", a)], "article", a, b, 0)
        for n, (a, b) in enumerate(zip(starts, ends, strict=True), start=1)
    )
    return DocumentView(submission_id, "기술검증계약서.txt", "ko", 1, TEXT, clauses)


def catalog() -> CatalogView:
    """
    Show a catalog that holds the rules of the made-up findings.
    """
    return CatalogView(DIGEST, tuple(_rule(each) for each in FINDINGS))


def _rule(found: dict[str, Any]) -> RuleView:
    wording = {level: words for level, words in found["wording"].items() if words}
    return RuleView(
        id=found["rule"],
        name=found["name"],
        revision=1,
        status="test",
        severity=found["severity"],
        title=found["title"],
        why=found["why"],
        remedy=found["remedy"],
        applies_to=("poc", "joint_development"),
        law=({"cite": FAIR_TRADE, "kind": "statute", "effect": "voids", "in_force": date(2025, 10, 2).isoformat()},),
        wording=wording,
    )


def _whole(number: int, found: dict[str, Any]) -> dict[str, Any]:
    start = TEXT.index(found["quote"])
    end = start + len(found["quote"])
    piece = {"start": start, "end": end, "quote": found["quote"], "clause": found["clause"], "page": 1, "boxes": []}
    rest = {
        "revision": 1,
        "covers": [],
        "fingerprint": f"{number:064x}",
        "template_key": "0" * 64,
        "certainty": 0.88,
        "page": 1,
        "start": start,
        "end": end,
        "evidence": [piece],
        "favoured": "corporate",
        "protected": "startup",
        "rule_status": "test",
    }
    return found | rest
