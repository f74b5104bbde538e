"""
Make up what a bundle of four files looks like once it is closed, for tests of what is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid5

from compliance.views import FileView, LinkView, Problem, SubmissionState
from ingest.bundle import WORDS
from ingest.errors import EncryptedFile, Malformed

if TYPE_CHECKING:
    from compliance.views import ScreeningSummary, SubmissionView

KO, EN = WORDS["system_file"]


def files(bundle: SubmissionView, summary: ScreeningSummary) -> tuple[FileView, ...]:
    """
    List a contract, its unreadable annex, a locked file and one of the system.
    """
    contract = _member(bundle, "거래/계약서.txt", SubmissionState.SCREENED)
    annex = _member(bundle, "거래/별지.pdf", SubmissionState.UNREADABLE)
    problem = Problem(Malformed.code, Malformed.ko, Malformed.en)
    locked = {"ko": EncryptedFile.ko, "en": EncryptedFile.en}
    advice = {"ko": EncryptedFile.advice_ko, "en": EncryptedFile.advice_en}
    return (
        FileView(contract.name, 10, "taken", None, {}, {}, replace(contract, screening=summary)),
        FileView(annex.name, 10, "taken", None, {}, {}, replace(annex, problem=problem)),
        FileView("잠긴 문서.docx", 10, "refused", EncryptedFile.code, locked, advice),
        FileView(".DS_Store", 10, "set_aside", None, {"ko": KO, "en": EN}, {}),
    )


def links(bundle: SubmissionView) -> tuple[LinkView, ...]:
    """
    Say that the contract cites the annex.
    """
    ids = [file.submission.id for file in bundle.files or () if file.submission]
    return (LinkView(ids[0], ids[1], "annex", "별지 제1호"),)


def _member(bundle: SubmissionView, name: str, state: SubmissionState) -> SubmissionView:
    """
    Show one document of the bundle.
    """
    return replace(bundle, id=uuid5(bundle.id, name), name=name, state=state, files=None, bundle=bundle.id)
