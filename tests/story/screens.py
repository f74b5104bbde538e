"""
Say which screens there are to be shown, persona by persona, and write the page that shows them (docs/screens.md).

Each persona begins at some pages and follows their links to one page of every kind, so that a new screen which is led to
is shown without being named here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTHS: Final = (360, 1280, 1920)
"""Pixels: a phone, an office screen, a wide one."""
FOLDER: Final = "images/screens"
HEAD: Final = """\
# Screens · 화면 모음

Written by `python -m tests.story.pictures`, from the running program with invented agreements only; do not edit.
시연 자료로 실행한 화면이며, 화면마다 휴대전화(360), 업무용(1280), 넓은 화면(1920)의 세 너비로 찍었습니다.

"""


@dataclass(frozen=True, slots=True)
class Persona:
    """
    Hold who looks: the actor of the demonstration, what they are called, and where they begin.
    """

    who: str
    ko: str
    en: str
    begin: tuple[str, ...]


PERSONAS: Final = (
    Persona("startup", "창업기업 담당자", "Startup", ("/check", "/check?as=registered", "/submissions", "/reports")),
    Persona(
        "auditor",
        "점검담당자",
        "Auditor",
        (
            "/findings",
            "/cases",
            "/fairness",
            "/fairness?year=2026",
            "/organisations",
            "/clusters",
            "/audits",
            "/projects",
            "/blind",
            "/notifications",
        ),
    ),
    Persona("second reviewer", "교차검토자", "Second reviewer", ("/blind",)),
    Persona("respondent", "피점검기업 담당자", "Respondent", ("/requests",)),
    Persona("programme officer", "사업담당자", "Programme officer", ("/projects",)),
    Persona("rule manager", "기준관리자", "Rule manager", ("/drafts",)),
    Persona("privacy officer", "개인정보보호 담당자", "Privacy officer", ("/retention",)),
    Persona("administrator", "관리자", "Administrator", ("/accounts",)),
    Persona("nobody", "로그인 전", "Before signing in", ("/login", "/nothing", "/problems/not-found")),
)
AGAIN: Final = frozenset({("programme officer", "/projects")})
"""Screens that look otherwise to a further persona."""


@dataclass(frozen=True, slots=True)
class Shown:
    """
    Hold one screen that was pictured: whose, the name of its files, and its titles.
    """

    who: str
    name: str
    ko: str
    en: str


def file_of(name: str, width: int) -> str:
    """
    Name the file of a screen at a width.
    """
    return f"{name}-{width}.webp"


def page_of(screens: Sequence[Shown]) -> str:
    """
    Write the page of all screens.
    """
    parts = [HEAD]
    for persona in PERSONAS:
        own = [one for one in screens if one.who == persona.who]
        if own:
            parts += [f"## {persona.ko} · {persona.en}\n\n", *(_entry(one) for one in own)]
    return "".join(parts)


def _entry(one: Shown) -> str:
    narrow, middle, wide = (f"{FOLDER}/{file_of(one.name, width)}" for width in WIDTHS)
    return (
        f"### {one.ko}\n\n{one.en} · [360]({narrow}) · [1280]({middle}) · [1920]({wide})\n\n"
        f'<img src="{narrow}" alt="{one.ko}, 360" height="320"> <img src="{middle}" alt="{one.ko}, 1280" height="320">\n\n'
    )
