"""
Show pages of an agreement as pictures, for whoever may see the agreement.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.policy import Reader, TheOffice
from compliance.facsimile.picture import MEDIA_TYPE

KEPT_SECONDS: Final = 3600
"""How long the browser of the person who looked, and no cache between, may keep a page."""
MOST_PAGES: Final = 1000
router = APIRouter(include_in_schema=False)


@router.get("/submissions/{submission_id}/pages/{page}")
def picture(
    person: Reader, office: TheOffice, submission_id: UUID, page: Annotated[int, Path(ge=1, le=MOST_PAGES)]
) -> Response:
    """
    Show one page, personal numbers blackened; each page that is fetched is a line of the journal.
    """
    kept = {"Cache-Control": f"private, max-age={KEPT_SECONDS}", "Vary": "Cookie, Authorization"}
    return Response(office.facsimiles.picture(person, submission_id, page), media_type=MEDIA_TYPE, headers=kept)
