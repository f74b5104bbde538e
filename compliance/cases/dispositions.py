"""
Hold the action matrix: which disposition the law allows under which article, and why another is impossible.

Source: ../shared/domain/WORKFLOW.md 3.4, read from the articles; a lawyer must confirm it before anybody relies on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from compliance.cases.deadlines import limits
from compliance.cases.states import CaseState, Measure
from compliance.vocabulary import Word

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

_M = Measure
WINWIN: Final = "대ㆍ중소기업 상생협력 촉진에 관한 법률"
NO_POWER: Final = Word("이 근거에는 그 처분을 정한 조문이 없습니다", "no article gives this power here")


@dataclass(frozen=True, slots=True)
class Article:
    """
    Hold what one row of the matrix allows, and what is to be said of the rest; `cites` tells it in legal bases.
    """

    name: Word
    allowed: frozenset[Measure]
    denied: Mapping[Measure, Word]
    cites: tuple[str, ...] = ()
    is_technology: bool = False


def _article(
    name: Word, *allowed: Measure, denied: Mapping[Measure, Word], cites: tuple[str, ...], is_technology: bool = False
) -> Article:
    return Article(name, frozenset(allowed), denied, cites, is_technology)


ARTICLES: Final[Mapping[str, Article]] = {
    "winwin_21": _article(
        Word("상생협력법 제21조(약정서)", "Win-win Act 21 (written order)"),
        _M.GUIDANCE, _M.DEMAND, _M.ORDER, _M.POINTS, _M.FINE, _M.PUBLICATION, _M.FTC_REQUEST,
        denied={_M.RECOMMENDATION: Word("시정권고는 분쟁조정 절차(제28조제3항)에서 합니다", "only in mediation (28(3))")},
        cites=(f"{WINWIN} 제21조 ",),
    ),
    "winwin_21_2": _article(
        Word("상생협력법 제21조의2제1항(비밀유지계약)", "Win-win Act 21-2(1) (NDA)"),
        _M.GUIDANCE, _M.DEMAND, _M.POINTS, _M.FINE, _M.PUBLICATION,
        denied={
            _M.ORDER: Word("제27조제2항에 제21조의2가 없습니다", "Art. 27(2) does not list Art. 21-2"),
            _M.RECOMMENDATION: Word("시정권고의 근거가 없습니다", "no basis for a recommendation"),
            _M.FTC_REQUEST: Word("제26조의 요구 대상에 없습니다", "not among what Art. 26 lists"),
        },
        cites=(f"{WINWIN} 제21조의2",),
        is_technology=True,
    ),
    "winwin_25_2": _article(
        Word("상생협력법 제25조제2항(기술자료 유용)", "Win-win Act 25(2) (misuse of technical data)"),
        _M.GUIDANCE, _M.DEMAND, _M.ORDER, _M.POINTS, _M.PUBLICATION, _M.FTC_REQUEST,
        denied={_M.FINE: Word("제43조의 과태료 대상이 아닙니다", "not among the fines of Art. 43")},
        cites=(f"{WINWIN} 제25조 제2항",),
        is_technology=True,
    ),
    "winwin_22_25": _article(
        Word("상생협력법 제22조·제22조의2·제23조·제25조", "Win-win Act 22, 22-2, 23, 25"),
        _M.GUIDANCE, _M.DEMAND, _M.ORDER, _M.POINTS, _M.PUBLICATION, _M.FTC_REQUEST,
        denied={
            _M.RECOMMENDATION: Word("시정권고는 분쟁조정 절차(제28조제3항)에서 합니다", "only in mediation (28(3))"),
            _M.FINE: Word("제43조의 과태료 대상이 아닙니다", "not among the fines of Art. 43"),
        },
        cites=tuple(f"{WINWIN} 제{one}" for one in ("22조", "23조", "25조")),
    ),
    "technology": _article(
        Word("중소기업기술보호법(기술침해행위)", "Technology Protection Act"),
        _M.GUIDANCE, _M.RECOMMENDATION, _M.FINE, _M.PUBLICATION,
        denied={
            _M.ORDER: Word("이 법에는 시정명령의 근거가 없습니다", "this act knows no order"),
            _M.DEMAND: Word("이 법의 조치는 시정권고입니다(제8조의3)", "this act recommends (8-3)"),
        },
        cites=("중소기업기술 보호 지원에 관한 법률",),
        is_technology=True,
    ),
    "venture": _article(
        Word("벤처투자법 제39조·제52조·제52조의2", "Venture Investment Act 39, 52, 52-2"),
        _M.GUIDANCE, _M.ORDER,
        denied={},
        cites=("벤처투자 촉진에 관한 법률",),
    ),
    "programme": _article(
        Word("지원사업 협약·공고", "programme agreement or notice"),
        _M.GUIDANCE,
        denied={_M.ORDER: Word("협약에 따른 제재는 창업지원법 제63조로 합니다", "sanctions follow Startup Support Act 63")},
        cites=("중소기업창업 지원법",),
    ),
    "advisory": _article(
        Word("권고(표준계약서 대비 불리)", "advisory (worse than the standard form)"),
        _M.GUIDANCE,
        denied={
            one: Word("법령 위반이 아니므로 안내만 할 수 있습니다", "no breach of law: guidance only")
            for one in Measure
            if one is not _M.GUIDANCE
        },
        cites=(),
    ),
}  # fmt: skip
"""The rows of the matrix; the first whose law a finding cites is what triage offers."""
DISPOSITIONS: Final = frozenset({_M.ORDER, _M.FINE, _M.POINTS})
"""What is a disposition (처분), before which a company is heard."""
FOLLOW_UPS: Final = frozenset({_M.POINTS, _M.FINE, _M.PUBLICATION, _M.FTC_REQUEST})
"""What follows a measure that was not obeyed."""
PLACES: Final[Mapping[str, frozenset[Measure]]] = {
    "C16": DISPOSITIONS,
    "C17": frozenset({_M.GUIDANCE, _M.DEMAND, _M.RECOMMENDATION}),
    "C20": DISPOSITIONS,
    "C27": FOLLOW_UPS,
}
"""Which measures a transition can carry."""
TIED: Final = frozenset({_M.DEMAND, _M.ORDER})
"""What 상생협력법 제27조의2 forbids once its time is over."""


@dataclass(frozen=True, slots=True)
class Choice:
    """
    Show one cell of the matrix: whether the measure is possible, and if not, why not.
    """

    measure: Measure
    why_not: Word | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """
    Hold what the matrix depends on beside the article.
    """

    is_ftc_matter: bool = False
    deal_ended_on: date | None = None
    investigation_opened_on: date | None = None


def suggested(cites: Collection[str], ground: str) -> str:
    """
    Offer the article that a finding's legal bases name; a mere recommendation stays one.
    """
    if ground == "programme_rule":
        return "programme"
    if ground != "suspected_violation":
        return "advisory"
    by_law = (
        name for name, one in ARTICLES.items() for law in one.cites if any(cite.startswith(law) for cite in cites)
    )
    return next(by_law, "advisory")


def choice(article: str, measure: Measure, facts: Facts, on: date) -> Choice:
    """
    Say whether the law allows a measure under an article on a day.
    """
    row = ARTICLES[article]
    if measure not in row.allowed:
        return Choice(measure, row.denied.get(measure, NO_POWER))
    if measure is Measure.ORDER and facts.is_ftc_matter and article.startswith("winwin"):
        why = "하도급법·공정거래법의 금지행위이므로 공정거래위원회에 조치를 요구합니다(제27조제2항 단서, 제26조)"
        return Choice(measure, Word(why, "prohibited by fair-trade law: for the KFTC (27(2) proviso, 26)"))
    return Choice(measure, _out_of_time(row, measure, facts, on) if article.startswith("winwin") else None)


def possible(articles: Collection[str], code: str, facts: Facts, on: date) -> dict[Measure, Word | None]:
    """
    Say of every measure whether a transition can carry it for at least one article; if not, why not.
    """
    carried, told = PLACES.get(code, frozenset()), {}
    for measure in Measure:
        refusals = [choice(article, measure, facts, on).why_not for article in sorted(articles)]
        why = None if None in refusals else next(iter(refusals), NO_POWER)
        told[measure] = why or (None if measure in carried else _elsewhere(measure))
    return told


def relief(remedied_on: date | None, opened_on: date | None, issued_on: date | None) -> Word | None:
    """
    Say what curing the harm brings, by its day beside the beginning of the investigation (상생협력법 제28조의3).
    """
    if remedied_on is None:
        return None
    if opened_on is None or remedied_on < opened_on:
        return Word(
            "조사개시 전 시정: 개선요구 등을 아니할 수 있습니다(제28조의3제1항)",
            "cured before: may be spared (28-3(1))",
        )
    if issued_on is None or remedied_on < issued_on:
        return Word(
            "개선요구 전 시정: 벌점을 경감할 수 있습니다(제28조의3제2항)",
            "cured before the demand: fewer points (28-3(2))",
        )
    return None


def _out_of_time(row: Article, measure: Measure, facts: Facts, on: date) -> Word | None:
    if measure not in TIED:
        return None
    wanted = {"technology" if row.is_technology else "deal", "investigation"}
    for one in limits(facts.deal_ended_on, facts.investigation_opened_on):
        if one.kind in wanted and one.is_over(on):
            return Word(
                f"제척기간이 {one.ends_on}에 지났습니다({one.cite})", f"out of time since {one.ends_on} ({one.cite})"
            )
    return None


def _elsewhere(measure: Measure) -> Word:
    if measure in DISPOSITIONS - FOLLOW_UPS:
        return Word("처분이므로 사전통지를 거쳐야 합니다", "a disposition: give prior notice first")
    if measure in FOLLOW_UPS:
        return Word(
            "사전통지를 거치거나 시정요구를 따르지 아니한 뒤에 할 수 있습니다", "after prior notice, or once not obeyed"
        )
    return Word("조치안 작성 단계에서 시행합니다", f"carried out from {CaseState.DRAFT_MEASURE}")
