"""
Route drafts of the rules: hand one in, preview it over stored agreements, propose and approve it.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.responses import Response

from api import problem_kinds as kinds
from api.conditions import IfMatch, tagged, told_as_changed
from api.cursors import seal, unseal
from api.draft_shapes import (
    AskedShape,
    DifferenceShape,
    DraftShape,
    EarlierShape,
    ExplainedRuleShape,
    ExplainedShape,
    InForceShape,
    PreviewShape,
    PreviewsShape,
    ProposedShape,
    SamplesShape,
    Verdict,
    WordsShape,
)
from api.forms import ProgramForm, text_of, upload_of
from api.policy import RuleKeeper, TheOffice
from api.problems import Refusal
from api.responses import problems
from api.schemas import PageShape
from api.submissions import Cursor, Limit
from compliance.views import Upload

PREFIX: Final = "/api/v1/catalogues"
ZIP: Final = "application/zip"
FORM: Final = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["file", "title"],
                "properties": {
                    "file": {
                        "type": "string",
                        "contentMediaType": "application/octet-stream",
                        "description": "A ZIP laid out like rules/ (packs, lexicon, limits, bases), or one YAML file.",
                    },
                    "title": {"type": "string", "maxLength": 200},
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """
    Hold rule files as they were handed in, with the title given to them.
    """

    title: str
    upload: Upload


async def handed_in(form: FormData) -> HandedIn:
    """
    Read the fields `title` and `file`.

    Raises:
        Refusal: there is no file.
    """
    upload = await upload_of(form)
    if upload is None:
        raise Refusal(kinds.UNUSABLE, "파일(file)이 없습니다.", "the field file is missing")
    return HandedIn(text_of(form, "title"), upload)


async def by_program(form: ProgramForm) -> HandedIn:
    """
    Read a program's form.
    """
    return await handed_in(form)


ByProgram = Annotated[HandedIn, Depends(by_program)]

intake = APIRouter(prefix=PREFIX, tags=["catalogues"])
"""The one route that takes files (`app.py` sets its limit)."""
router = APIRouter(prefix=PREFIX, tags=["catalogues"])


@intake.post(
    "/drafts",
    status_code=201,
    summary="Draft a change of the rules",
    responses=problems(400, 408, 413, 415, 422),
    openapi_extra={"requestBody": FORM},
)
def draw_up(person: RuleKeeper, office: TheOffice, given: ByProgram) -> DraftShape:
    """
    Keep changed rule files as a draft; the same files over the same rules are the same draft.

    Every file is checked as the shipped ones are: data only, strictly read, patterns on RE2.
    """
    return DraftShape.model_validate(office.drafts.draw_up(person, given.title, given.upload))


@router.get("/drafts", summary="List drafts of the rules", responses=problems(400, 422))
def drafts(person: RuleKeeper, office: TheOffice, cursor: Cursor = None, limit: Limit = 20) -> PageShape[DraftShape]:
    """
    List drafts, newest first.
    """
    bound = {"list": "drafts"}
    page = office.drafts.drafts(person, unseal(cursor, bound), limit)
    items = [DraftShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/drafts/{draft_id}", summary="Read a draft", responses=problems(404, 422))
def draft(person: RuleKeeper, office: TheOffice, draft_id: UUID, response: Response) -> DraftShape:
    """
    Show one draft.
    """
    return tagged(response, office.drafts.draft(person, draft_id), DraftShape)


@router.get(
    "/drafts/{draft_id}/files",
    summary="Download the files of a draft",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {ZIP: {}}}},
)
def files(person: RuleKeeper, office: TheOffice, draft_id: UUID) -> Response:
    """
    Give the changed files as a ZIP laid out like rules/, as they are to be shipped.
    """
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as container:
        for name, content in office.drafts.files(person, draft_id).items():
            container.writestr(name, content)
    disposition = f"attachment; filename*=UTF-8''{quote('점검기준-초안.zip')}"
    return Response(written.getvalue(), media_type=ZIP, headers={"Content-Disposition": disposition})


@router.post(
    "/drafts/{draft_id}/proposal",
    summary="Propose a draft",
    responses=problems(404, 408, 409, 412, 413, 422, 428),
)
def propose(
    person: RuleKeeper, office: TheOffice, draft_id: UUID, given: ProposedShape, if_match: IfMatch, response: Response
) -> DraftShape:
    """
    Propose that a draft, as it was seen, holds from a day that has not passed.
    """
    with told_as_changed():
        view = office.drafts.propose(person, draft_id, given.effective_on, given.reason, if_match)
    return tagged(response, view, DraftShape)


@router.post(
    "/drafts/{draft_id}/trial", status_code=202, summary="Try a draft again", responses=problems(404, 409, 422)
)
def try_again(person: RuleKeeper, office: TheOffice, draft_id: UUID) -> DraftShape:
    """
    Have the examples of its rules run again; `trial` says when they hold.
    """
    return DraftShape.model_validate(office.drafts.try_again(person, draft_id))


@router.post("/drafts/{draft_id}/explanation", summary="Explain words", responses=problems(404, 408, 413, 422))
def explain(person: RuleKeeper, office: TheOffice, draft_id: UUID, given: WordsShape) -> ExplainedShape:
    """
    Tell why the rules that a draft touches do or do not flag some words, today and by the draft; nothing is kept.
    """
    found = office.drafts.explain(person, draft_id, given.words, given.agreement_type)
    return ExplainedShape(items=[ExplainedRuleShape.model_validate(one) for one in found])


@router.get("/in-force", summary="Read which rules are in force", responses=problems())
def in_force(_person: RuleKeeper, office: TheOffice) -> InForceShape:
    """
    Show which rules are in force and since when.
    """
    return InForceShape.model_validate(office.drafts.in_force())


@router.post(
    "/in-force/earlier",
    status_code=201,
    summary="Propose an earlier version",
    responses=problems(404, 408, 409, 413, 422),
)
def roll_back(person: RuleKeeper, office: TheOffice, given: EarlierShape) -> DraftShape:
    """
    Propose that an earlier version holds again; a second person approves it like any draft.
    """
    return DraftShape.model_validate(office.drafts.roll_back(person, given.draft_id, given.effective_on, given.reason))


@router.post("/drafts/{draft_id}/approval", summary="Approve a draft", responses=problems(404, 409, 412, 422, 428))
def approve(person: RuleKeeper, office: TheOffice, draft_id: UUID, if_match: IfMatch, response: Response) -> DraftShape:
    """
    Agree to a proposal, as it was seen, as a second person; who wrote or proposed it cannot.

    From the day it names on, services and workers judge by it.
    """
    with told_as_changed():
        view = office.drafts.approve(person, draft_id, if_match)
    return tagged(response, view, DraftShape)


@router.post("/drafts/{draft_id}/withdrawal", summary="Withdraw a draft", responses=problems(404, 409, 412, 422, 428))
def withdraw(
    person: RuleKeeper, office: TheOffice, draft_id: UUID, if_match: IfMatch, response: Response
) -> DraftShape:
    """
    Take a draft back, also one that was approved and waits for its day.
    """
    with told_as_changed():
        view = office.drafts.withdraw(person, draft_id, if_match)
    return tagged(response, view, DraftShape)


@router.post(
    "/drafts/{draft_id}/previews",
    status_code=202,
    summary="Preview a draft",
    responses=problems(404, 408, 409, 413, 422),
)
def begin(person: RuleKeeper, office: TheOffice, draft_id: UUID, asked: AskedShape, response: Response) -> PreviewShape:
    """
    Try a draft over stored agreements in the background; the answer names the address to poll. No finding changes.
    """
    view = office.drafts.begin(person, draft_id, asked.population, asked.sample)
    response.headers["Location"] = f"{PREFIX}/previews/{view.id}"
    return PreviewShape.model_validate(view)


@router.get("/drafts/{draft_id}/previews", summary="List the previews of a draft", responses=problems(404, 422))
def previews(person: RuleKeeper, office: TheOffice, draft_id: UUID) -> PreviewsShape:
    """
    List previews, newest first.
    """
    return PreviewsShape(items=[PreviewShape.model_validate(one) for one in office.drafts.previews(person, draft_id)])


@router.get("/previews/{preview_id}", summary="Poll a preview", responses=problems(404, 422))
def preview(person: RuleKeeper, office: TheOffice, preview_id: UUID) -> PreviewShape:
    """
    Show how far a preview is and what would change by rule and type of agreement.
    """
    return PreviewShape.model_validate(office.drafts.preview(person, preview_id))


@router.post("/previews/{preview_id}/cancellation", summary="Cancel a preview", responses=problems(404, 409, 422))
def cancel(person: RuleKeeper, office: TheOffice, preview_id: UUID) -> PreviewShape:
    """
    Stop a preview.
    """
    return PreviewShape.model_validate(office.drafts.cancel(person, preview_id))


@router.get(
    "/previews/{preview_id}/changes", summary="List what a draft would change", responses=problems(400, 404, 422)
)
def changes(
    person: RuleKeeper,
    office: TheOffice,
    preview_id: UUID,
    cursor: Cursor = None,
    limit: Limit = 20,
    verdict: Verdict | None = None,
) -> PageShape[DifferenceShape]:
    """
    List findings that the draft sees otherwise, newest first; with `verdict` those that people have decided.
    """
    bound = {"list": "preview", "preview": preview_id, "verdict": verdict}
    page = office.drafts.differences(person, preview_id, unseal(cursor, bound), limit, verdict)
    items = [DifferenceShape.model_validate(one) for one in page.items]
    return PageShape(items=items, next_cursor=seal(page.next_cursor, bound))


@router.get("/previews/{preview_id}/samples", summary="Read the samples of a preview", responses=problems(404, 422))
def samples(person: RuleKeeper, office: TheOffice, preview_id: UUID) -> SamplesShape:
    """
    Give the twenty changes that the seed drew, with their quotes; that they were read is written into the journal.
    """
    return SamplesShape(
        items=[DifferenceShape.model_validate(one) for one in office.drafts.samples(person, preview_id)]
    )
