"""
Render templates: every page gets its language, its words, who is signed in and the token of its forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api.languages import COOKIE, LANGUAGES, Language, language_of, pick, say
from api.pages.open_questions import unknown_of
from compliance.seoul import SEOUL

TEMPLATES: Final = Path(__file__).parent / "templates"
YEAR_SECONDS: Final = 365 * 24 * 3600


def render(request: Request, template: str, page: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """
    Render one page in the asker's language and remember a language they chose by `?lang`.
    """
    language = language_of(request)
    html = _environment().get_template(template).render(_frame(request, language) | dict(page))
    response = HTMLResponse(html, status, headers={"Content-Language": language})
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, language, max_age=YEAR_SECONDS, samesite="strict", httponly=True)
    return response


def compile_all() -> None:
    """
    Compile every template, so that nobody waits for it.
    """
    environment = _environment()
    for name in environment.list_templates():
        environment.get_template(name)


def day(value: date | datetime | str | None) -> str:
    """
    Write a day as Korean offices do: 2026. 11. 23.; ISO words are understood, None is nothing.
    """
    if not value:
        return ""
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    if isinstance(value, datetime):
        value = value.astimezone(SEOUL)
    return f"{value.year}. {value.month}. {value.day}."


def moment(value: datetime) -> str:
    """
    Write a time of day in Korea after its day: 2026. 11. 23. 14:05.
    """
    return f"{day(value)} {value.astimezone(SEOUL):%H:%M}"


@cache
def _environment() -> Environment:
    """
    Set up the templates once: everything is escaped, a misspelt name is an error.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": day, "moment": moment, "unknown": unknown_of}
    return environment


def _frame(request: Request, language: Language) -> dict[str, object]:
    """
    Gather what the frame around every page needs.
    """
    other = next(each for each in LANGUAGES if each != language)
    return {
        "language": language,
        "t": partial(say, language),
        "pick": partial(pick, language),
        "switch": str(request.url.include_query_params(lang=other).query),
        "path": request.url.path,
        "person": getattr(request.state, "person", None),
        "form_token": getattr(request.state, "form_token", ""),
    }
