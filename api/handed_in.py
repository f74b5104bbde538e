"""
Turn a form into what the office takes: a file, a declaration and how the document came.

Programs send the declaration as one JSON field; our own page sends one field a question, blank where unknown.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request
from starlette.datastructures import FormData

from api import problem_kinds as kinds
from api.forms import OwnForm, ProgramForm, text_of, upload_of
from api.languages import language_of, say
from api.problems import Refusal
from compliance.declaration import parse
from compliance.programmes.views import Belonging
from compliance.views import Origin, Upload
from ingest.document import Declaration

YES_NO_FACTS: Final = (
    "consignment",
    "subcontract",
    "standard_terms",
    "joint_research",
    "public_institution",
    "startup_is_sme",
    "holding_company_cvc",
)
DATE_FACTS: Final = ("nda_signed_on", "material_provided_on", "renewed_on")
PARTIES: Final = ("own", "other")
MOST_DIGITS: Final = 20
"""Digits of an amount in won; longer ones are no amount, and reading them would take long."""
TRUTHS: Final = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """
    Hold one agreement as it was handed in; `origin` None leaves it to the office, `project` None names no project.
    """

    upload: Upload
    declaration: Declaration
    origin: Origin | None
    project: Belonging | None


async def by_program(form: ProgramForm) -> HandedIn:
    """
    Read the fields `file`, `declaration` (JSON) and `origin`.

    Raises:
        Refusal: no file, or a declaration that is not a JSON object.
    """
    upload = await upload_of(form)
    if upload is None:
        raise Refusal(kinds.UNUSABLE, "파일(file)이 없습니다.", "the field file is missing")
    declaration = parse(_json_object(text_of(form, "declaration")))
    return HandedIn(upload, declaration, _origin(form), _project(form, declaration))


async def by_page(request: Request, form: OwnForm) -> HandedIn:
    """
    Read the fields of the upload page; pasted text counts where no file was chosen.
    """
    name = say(language_of(request), "pasted_name")
    upload = await upload_of(form) or Upload(name, text_of(form, "text").encode(), "text/plain")
    declaration = parse(_declared(form))
    return HandedIn(upload, declaration, _origin(form), _project(form, declaration))


def _json_object(text: str) -> dict[str, object]:
    """
    Parse a JSON object; nothing at all counts as an empty one.

    What JSON cannot say again (half letters, numbers that are none, endless nesting) is no JSON here.
    """
    try:
        fields = json.loads(text) if text else {}
        json.dumps(fields, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise Refusal(kinds.UNUSABLE, "declaration은 JSON 객체여야 합니다.", "declaration has to be a JSON object")
    return fields


def _origin(form: FormData) -> Origin | None:
    """
    Read how the document came.
    """
    try:
        return Origin(text_of(form, "origin")) if text_of(form, "origin") else None
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE, "알 수 없는 제출 구분입니다.", "origin holds an unknown word") from error


def _project(form: FormData, declaration: Declaration) -> Belonging | None:
    """
    Read which project the agreement belongs to, and as which type of document.
    """
    if not (named := text_of(form, "project_id")):
        return None
    try:
        project_id = UUID(named)
    except ValueError as error:
        raise Refusal(kinds.UNUSABLE, "알 수 없는 과제입니다.", "project_id is no id") from error
    return Belonging(project_id, text_of(form, "document_type") or declaration.agreement_type or "")


def _declared(form: FormData) -> dict[str, object]:
    """
    Gather the answered questions of the upload page.
    """
    return {
        "agreement_type": text_of(form, "agreement_type") or None,
        "signed_on": text_of(form, "signed_on") or None,
        "parties": [party for which in PARTIES if (party := _party(form, which))],
        "facts": _facts(form),
    }


def _party(form: FormData, which: str) -> dict[str, str] | None:
    """
    Read one party; without the label the agreement uses, or without a role, nothing can be tied to it.
    """
    label, role = text_of(form, f"{which}_label"), text_of(form, f"{which}_role")
    return {"label": label, "name": text_of(form, f"{which}_name"), "role": role} if label and role else None


def _facts(form: FormData) -> dict[str, object]:
    """
    Read the gate facts; an unanswered one stays unknown and is left out.
    """
    facts: dict[str, object] = {
        name: TRUTHS[answer] for name in YES_NO_FACTS if (answer := text_of(form, name)) in TRUTHS
    }
    facts |= {name: day for name in DATE_FACTS if (day := text_of(form, name))}
    if investor := text_of(form, "investor_kind"):
        facts["investor_kind"] = investor
    if amount := text_of(form, "contract_amount").replace(",", ""):
        facts["contract_amount"] = int(amount) if amount.isdecimal() and len(amount) <= MOST_DIGITS else amount
    return facts


ByProgram = Annotated[HandedIn, Depends(by_program)]
ByPage = Annotated[HandedIn, Depends(by_page)]
