"""
Put together what the result page says: three sentences, four tiles, the cards, the marked text, what stayed unjudged.

The page never says that all is well: where nothing was flagged it says what was looked at, and what was not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.languages import Language, pick, say
from api.pages.cards import MOST_CARDS, TONES, Card, lay_out, severities_of
from api.pages.charts import ChartsPage, charts_page
from api.pages.columns import TableRead, tables_read
from api.pages.open_questions import OpenFact, before_signing, open_facts
from api.pages.rendering import day
from api.pages.terms import TermsPage, marks_of, terms_page
from api.pages.weaving import Mark, Piece, headings_of, weave
from compliance.results import ENOUGH_COVERAGE
from compliance.views import CatalogView, DocumentView, FindingView, SubmissionView
from ingest.codes import REASONS, Code

OUTCOMES: Final = ("flagged", "clear", "not_assessable", "not_applicable")
KNOWN_TYPES: Final = frozenset(
    {
        "nda",
        "poc",
        "joint_development",
        "licence",
        "supply",
        "mou",
        "investment",
        "shareholders",
        "convertible",
        "safe",
        "term_sheet",
        "portfolio",
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """
    Hold one tile of the summary: a shape, a count and the key of its word.
    """

    name: str
    shape: str
    count: int


@dataclass(frozen=True, slots=True)
class Shown:
    """
    Hold the findings of one page from the `first` on, counted from 0, and what the office recorded of them.
    """

    findings: Sequence[Mapping[str, Any]]
    recorded: Sequence[FindingView]
    first: int = 0


@dataclass(frozen=True, slots=True)
class Pages:
    """
    Say which findings of how many are shown, counted from 1, and where the pages before and behind begin.
    """

    total: int
    first: int
    last: int
    before: int | None
    behind: int | None


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """
    Say how one rule ended, and why.
    """

    rule: str
    title: Mapping[str, str]
    why: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    """
    Hold everything the result page prints.
    """

    submission: SubmissionView
    screening: Mapping[str, Any]
    kind: str
    cards: Sequence[Card]
    pieces: Sequence[Piece]
    sentences: Sequence[str]
    tiles: Sequence[Tile]
    pages: Pages
    counts: Mapping[str, int]
    outcomes: Mapping[str, Sequence[RuleOutcome]]
    warnings: Sequence[str]
    advice: Sequence[str]
    siblings: Mapping[str, SubmissionView]
    tables: Sequence[TableRead]
    charts: ChartsPage
    terms: TermsPage
    facts: Sequence[OpenFact]
    asks: Sequence[str]


def result_page(
    submission: SubmissionView,
    screening: Mapping[str, Any],
    document: DocumentView,
    catalog: CatalogView,
    shown: Shown,
    siblings: Mapping[str, SubmissionView],
    language: Language,
) -> ResultPage:
    """
    Compose the result page in one language.
    """
    cards = lay_out(shown.findings, shown.recorded, shown.first)
    flagged = severities_of(screening["findings"])
    counts = outcome_counts(screening)
    return ResultPage(
        submission=submission,
        screening=screening,
        kind=type_word(screening["document"]["agreement_type"]["value"], language),
        cards=cards,
        pieces=marked_text(document, cards, marks_of(screening)),
        sentences=sentences(screening, flagged, counts, language),
        tiles=tiles(flagged, counts),
        pages=pages(len(flagged), shown.first),
        counts=counts,
        outcomes=outcomes(screening, catalog, language),
        warnings=reasons(screening, counts, language),
        advice=advice(screening, language),
        siblings=siblings,
        tables=tables_read(screening, submission.declaration),
        charts=charts_page(screening, language),
        terms=terms_page(screening),
        facts=open_facts(shown.findings, shown.first),
        asks=before_signing(screening["document"]["agreement_type"]["value"]),
    )


def marked_text(document: DocumentView, cards: Sequence[Card], more: Sequence[Mark] = ()) -> list[Piece]:
    """
    Mark the cards' evidence in the agreement's text, and whatever else is led to.
    """
    marks = [*(mark for each in cards for mark in each.marks), *more]
    return weave(document.text, marks, headings_of(document.text, document.clauses))


def outcome_counts(screening: Mapping[str, Any]) -> dict[str, int]:
    """
    Count the rules by how they ended.
    """
    counted = Counter(outcome["outcome"] for outcome in screening["outcomes"].values())
    return {name: counted[name] for name in OUTCOMES}


def pages(total: int, first: int) -> Pages:
    """
    Lead to the pages before and behind the findings from the `first` on.
    """
    last = min(total, first + MOST_CARDS)
    return Pages(total, first + 1, last, max(0, first - MOST_CARDS) if first else None, last if last < total else None)


def sentences(
    screening: Mapping[str, Any], flagged: Sequence[str], counts: Mapping[str, int], language: Language
) -> list[str]:
    """
    Say in three plain sentences what was looked at, what was found and what could not be judged.
    """
    kind = type_word(screening["document"]["agreement_type"]["value"], language)
    high = _high(flagged)
    found = _found_key(len(flagged), counts, high)
    judged = "sentence_unjudged" if counts["not_assessable"] else "sentence_all_judged"
    rules = sum(counts.values()) or screening["catalog"]["rules"]
    return [
        say(language, "sentence_read", kind=kind, day=day(screening["checked_on"]), rules=rules),
        say(language, found, flagged=len(flagged), high=high),
        say(language, judged, unjudged=counts["not_assessable"], skipped=counts["not_applicable"]),
    ]


def tiles(flagged: Sequence[str], counts: Mapping[str, int]) -> list[Tile]:
    """
    Count for the four tiles: before signing, negotiate, no notable issue, cannot determine.
    """
    high = _high(flagged)
    return [
        Tile("high", "■", high),
        Tile("medium", "▲", len(flagged) - high),
        Tile("clear", "●", counts["clear"]),
        Tile("unknown", "○", counts["not_assessable"]),
    ]


def outcomes(screening: Mapping[str, Any], catalog: CatalogView, language: Language) -> dict[str, list[RuleOutcome]]:
    """
    List the rules under each outcome, with the reason.
    """
    titles = {rule.id: rule.title for rule in catalog.rules}
    listed: dict[str, list[RuleOutcome]] = {name: [] for name in OUTCOMES}
    for rule, outcome in sorted(screening["outcomes"].items()):
        why = text_in(outcome.get("why"), language)
        listed[outcome["outcome"]].append(RuleOutcome(rule, titles.get(rule, {"ko": rule, "en": rule}), why))
    return listed


def type_word(kind: str, language: Language) -> str:
    """
    Say the kind of agreement in words; a kind that is new to the screens is called "other".
    """
    return say(language, f"type_{kind}" if kind in KNOWN_TYPES else "type_other")


def text_in(value: object, language: Language) -> str:
    """
    Take a text that comes either plain or as a {"ko", "en"} pair.
    """
    return pick(language, value) if isinstance(value, Mapping) else str(value or "")


def reasons(screening: Mapping[str, Any], counts: Mapping[str, int], language: Language) -> list[str]:
    """
    Say why a person has to look: the reader's warnings, ink that was not read, and a check that judged nothing.
    """
    told = [_warning(each, language) for each in screening.get("warnings") or ()]
    if screening["document"]["coverage"] < ENOUGH_COVERAGE:
        told.append(say(language, "reason_coverage"))
    if screening.get("why"):
        told.append(text_in(screening["why"], language))
    if nothing_judged(counts):
        told.append(say(language, "reason_nothing_judged"))
    return told


def advice(screening: Mapping[str, Any], language: Language) -> list[str]:
    """
    Say once for each code among the reader's warnings what a person can do about it.
    """
    codes = dict.fromkeys(each["code"] for each in screening.get("warnings") or ())
    return [told for code in codes if (told := advice_for(code, REASONS, language))]


def advice_for(code: int, known: Mapping[int, Code], language: Language) -> str:
    """
    Return the advice for one code; "" where nobody wrote one.
    """
    found = known.get(code)
    return pick(language, {"ko": found.advice_ko, "en": found.advice_en}) if found else ""


def nothing_judged(counts: Mapping[str, int]) -> bool:
    """
    Tell whether no rule came to flagged or clear: such a result must never read like a pass.
    """
    return not counts["flagged"] and not counts["clear"]


def _high(severities: Sequence[str]) -> int:
    return sum(TONES.get(one) == "high" for one in severities)


def _found_key(flagged: int, counts: Mapping[str, int], high: int) -> str:
    """
    Choose the sentence on what was found.
    """
    if flagged:
        return "sentence_flagged" if high else "sentence_flagged_mild"
    return "sentence_nothing_judged" if nothing_judged(counts) else "sentence_none"


def _warning(warning: Mapping[str, Any], language: Language) -> str:
    """
    Write one warning with its stable code.
    """
    return f"{warning['code']} · {text_in(warning.get('text') or warning, language)}"
