"""
Route what a startup may hand the other side: its agreement with tracked changes, and a letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Annotated, Final, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from api.papers import paper_file
from api.policy import Startup, TheOffice
from api.responses import problems
from api.submissions import PREFIX
from compliance.amending.asking import asked_for, asking
from compliance.amending.changes import MOST
from compliance.exports.writing import MEDIA_TYPES, Format

LetterForm = Literal["docx", "hwpx", "pdf"]
Level = Literal["ideal", "compromise", "minimum"]
LETTERS: Final[tuple[LetterForm, ...]] = ("docx", "hwpx", "pdf")
Choice = Annotated[str, Query(max_length=80, pattern=r"^[A-Za-z0-9.-]+:(ideal|compromise|minimum|leave)$")]
router = APIRouter(prefix=PREFIX + "/{submission_id}/request", tags=["submissions"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    Hold which level was chosen for which clause, and the level of all others.
    """

    chosen: Mapping[str, str]
    usual: Level


def wanted(
    choice: Annotated[
        list[Choice] | None,
        Query(max_length=MOST, description="`<rule>.<first 16 letters of the fingerprint>:<level>`, or `:leave`."),
    ] = None,
    level: Annotated[Level, Query(description="For every clause without a choice of its own.")] = "ideal",
) -> Wanted:
    """
    Read what was chosen.
    """
    return Wanted({key: said for key, _, said in (one.rpartition(":") for one in choice or ())}, level)


Choices = Annotated[Wanted, Depends(wanted)]


@router.get(
    "/redline",
    summary="Download the agreement with tracked changes",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {MEDIA_TYPES[Format.DOCX]: {}}}},
)
def redline_file(person: Startup, office: TheOffice, submission_id: UUID, choices: Choices) -> Response:
    """
    Give the agreement as DOCX with the chosen wording as tracked changes, in the flagged clauses alone.

    A DOCX is given back as it came but for those clauses; of any other format the text that was read is given.
    """
    made = asked_for(asking(office, person, submission_id, choices.chosen, choices.usual))
    name = quote(f"{PurePath(made.name).stem}_수정비교본.docx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(made.content, media_type=MEDIA_TYPES[Format.DOCX], headers=headers)


@router.get(
    "/letter/{form}",
    summary="Download the letter that asks for the changes",
    response_class=Response,
    responses=problems(404, 422) | {200: {"content": {MEDIA_TYPES[Format(form)]: {} for form in LETTERS}}},
)
def letter_file(
    person: Startup, office: TheOffice, submission_id: UUID, form: LetterForm, choices: Choices
) -> Response:
    """
    Give a polite letter in Korean over the chosen wording; it names no rule and accuses nobody.
    """
    made = asked_for(asking(office, person, submission_id, choices.chosen, choices.usual))
    return paper_file(made.letter, Format(form))
