"""
Put together what the page of a bundle says: every file in it, how each document stands, how they belong together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from api.languages import Language, say
from compliance.views import FileView, LinkView, ScreeningSummary, SubmissionState, SubmissionView
from ingest.codes import REASONS, Code

SHAPES: Final[Mapping[str, str]] = {
    "received": "▶",
    "screened": "●",
    "unreadable": "○",
    "failed": "○",
    "withdrawn": "○",
    "opened": "▣",
    "set_aside": "–",
    "refused": "○",
}
"""The shape that goes with each state, so that none is told by colour alone."""
UNREAD: Final = frozenset({"unreadable", "failed", "withdrawn", "refused"})


@dataclass(frozen=True, slots=True)
class Row:
    """
    Hold one file as the page lists it: `state` is its document's, else how it fared in the bundle.

    `why` says why it was not read, `reasons` why a person has to look at what was.
    """

    folder: str
    name: str
    state: str
    shape: str
    submission: SubmissionView | None
    code: int | None
    why: Mapping[str, str]
    advice: Mapping[str, str]
    reasons: Sequence[Code]

    @property
    def is_unread(self) -> bool:
        """
        Tell whether nobody knows what the file says.
        """
        return self.state in UNREAD


@dataclass(frozen=True, slots=True)
class BundlePage:
    """
    Hold everything the page of a bundle prints.
    """

    submission: SubmissionView
    rows: Sequence[Row]
    sentences: Sequence[str]
    unread: int
    links: Sequence[tuple[LinkView, str, str]]


def bundle_page(submission: SubmissionView, links: Sequence[LinkView], language: Language) -> BundlePage:
    """
    Compose the page of a bundle in one language.
    """
    rows = [_row(file) for file in submission.files or ()]
    names = {row.submission.id: row.name for row in rows if row.submission}
    unread = sum(row.is_unread for row in rows)
    return BundlePage(
        submission=submission,
        rows=rows,
        sentences=_sentences(submission, rows, unread, language),
        unread=unread,
        links=[(link, names[link.of], names[link.to]) for link in links],
    )


def _row(file: FileView) -> Row:
    """
    Lay out one file; what went wrong with its document later says more than how it was packed.
    """
    own = file.submission
    problem = own.problem if own else None
    folder, _, name = file.name.rpartition("/")
    state = own.state.value if own else "opened" if file.fate == "opened" else file.fate
    return Row(
        folder=folder,
        name=name,
        state=state,
        shape=SHAPES[state],
        submission=own,
        code=problem.code if problem else file.code,
        why={"ko": problem.ko, "en": problem.en} if problem else file.why,
        advice=file.advice,
        reasons=_reasons(own),
    )


def _reasons(own: SubmissionView | None) -> list[Code]:
    """
    Say why a person has to look at a document that was read.
    """
    codes = own.screening.codes if own and own.screening else ()
    return [REASONS[code] for code in codes if code in REASONS]


def _sentences(submission: SubmissionView, rows: Sequence[Row], unread: int, language: Language) -> list[str]:
    """
    Say what the bundle holds, what was found in it and what stayed unread.
    """
    screened = sum(row.state == SubmissionState.SCREENED for row in rows)
    waiting = sum(row.state == SubmissionState.RECEIVED for row in rows)
    said = [say(language, "bundle_holds", files=len(rows), screened=screened)]
    if waiting:
        said.append(say(language, "bundle_waiting", waiting=waiting))
    elif submission.screening:
        said.append(_found(submission.screening, language))
    if unread:
        said.append(say(language, "bundle_unread", unread=unread))
    return said


def _found(summary: ScreeningSummary, language: Language) -> str:
    """
    Say what was found; where no rule came to a judgement that is not nothing.
    """
    found = summary.findings
    flagged, high = sum(found.values()), found.get("critical", 0) + found.get("high", 0)
    if flagged:
        return say(language, "sentence_flagged" if high else "sentence_flagged_mild", flagged=flagged, high=high)
    return say(language, "sentence_none" if summary.outcomes.get("clear") else "sentence_nothing_judged")
