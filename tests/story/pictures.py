"""
Take the pictures of the documents from the running program: `python -m tests.story.pictures`.

Only invented agreements are shown. Every screen is taken at three widths and kept small; docs/screens.md shows them all.
"""

from __future__ import annotations

import os
import shutil
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import sync_playwright

from api.languages import say
from tests.story import screens
from tests.story.barriers import kind_of, walk
from tests.story.pictured import HEIGHT, SETTINGS, SHOWN, choose, hand_in, prepare, window
from tests.story.serving import AGREEMENTS, CHROMIUM_SWITCHES, ROOT, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.story.screens import Persona, Shown

IMAGES: Final = ROOT / "docs" / "images"
SHORTEST, LONGEST = 640, 1200
"""Pixels of a screen that are shown from its top."""
QUALITY: Final = 35
COLOURS: Final = 128
LONG: Final = 40
"""Times that the shown agreement is repeated, so that reading it takes a while."""


def persona_screens(
    page: Page, persona: Persona, named: list[tuple[str, str]], known: set[str]
) -> Iterator[tuple[str, str]]:
    """
    Walk over a persona's pages of kinds that nobody else has shown; give the path and a name for the files.
    """
    names = dict(named)
    for path in walk(page, [*persona.begin, *names]):
        if path == "/":
            continue
        kind, is_again = kind_of(path.partition("?")[0]), (persona.who, path) in screens.AGAIN
        name = names.get(path) or slug(path)
        if is_again or kind not in known or (path in persona.begin and "?" in path) or names.get(path):
            known.add(kind)
            yield path, f"{slug(persona.who)}-{name}" if is_again else name


def slug(path: str) -> str:
    """
    Name a screen by its path: /submissions/…/versions is submissions-one-versions.
    """
    plain = kind_of(path.partition("?")[0]).strip("/").replace("*", "one")
    query = path.partition("?")[2].replace("=", "-")
    return "-".join(part for part in (plain.replace("/", "-").replace(" ", "-"), query) if part) or "home"


def take(page: Page, path: str, name: str, folder: Path) -> tuple[str, str]:
    """
    Keep a page at every width; give its titles in both languages.
    """
    page.goto(f"{path}{'&' if '?' in path else '?'}lang=en")
    english = page.title().partition(" · ")[0]
    page.goto(f"{path}{'&' if '?' in path else '?'}lang=ko")
    keep(page, name, folder)
    return page.title().partition(" · ")[0], english


def keep(page: Page, name: str, folder: Path) -> None:
    """
    Keep what is open at every width.
    """
    for width in screens.WIDTHS:
        # The window grows to what is shown, as what sticks to its edge would else stand in the middle of the picture.
        page.set_viewport_size({"width": width, "height": SHORTEST})
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": min(tall, LONGEST)})
        taken = page.screenshot()
        Image.open(BytesIO(taken)).convert("RGB").save(folder / screens.file_of(name, width), quality=QUALITY, method=6)


def moments(startup: Page, folder: Path) -> Iterator[Shown]:
    """
    Keep what is only seen in passing: a document that is being read, and the receipt of one that was destroyed.
    """
    text = (AGREEMENTS / SHOWN).read_bytes()
    # While the page is not answered how far the check is, it stays.
    startup.route("**/progress", lambda route: route.abort())
    choose(startup, "읽는 중.txt", text * LONG)
    yield moment(startup, "progress", folder)
    startup.unroute("**/progress")
    hand_in(startup, "삭제할 계약서.txt", text + b"\n")
    startup.click("#destroy button")
    startup.wait_for_url("**/destruction")
    yield moment(startup, "destroyed", folder)


def moment(page: Page, name: str, folder: Path) -> Shown:
    """
    Keep what is open now.
    """
    keep(page, name, folder)
    return screens.Shown("startup", name, say("ko", f"{name}_title"), say("en", f"{name}_title"))


def in_readme(page: Page, path: str, name: str) -> None:
    """
    Keep the top of a page in few colours, for the READMEs.
    """
    page.set_viewport_size({"width": 1280, "height": HEIGHT})
    page.goto(path)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(IMAGES / f"{name}.png", optimize=True)


def main() -> None:
    """
    Take every screen, and write the page that shows them.
    """
    folder = ROOT / "docs" / screens.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shown: list[Shown] = []
    known: set[str] = set()
    os.environ |= SETTINGS
    with serving() as service, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=[*CHROMIUM_SWITCHES, "--lang=ko"]
        )
        further = prepare(browser, service)
        for persona in screens.PERSONAS:
            page = window(browser, service, persona.who)
            found = list(persona_screens(page, persona, further.get(persona.who, []), known))
            for path, name in found:
                shown.append(screens.Shown(persona.who, name, *take(page, path, name, folder)))
            if persona.who == "startup":
                in_readme(page, found_path(found, "check"), "upload")
                in_readme(page, found_path(found, "result"), "result")
                shown += moments(page, folder)
            if persona.who == "auditor":
                in_readme(page, found_path(found, "findings"), "queue")
            page.context.close()
        browser.close()
    (ROOT / "docs" / "screens.md").write_text(screens.page_of(shown), encoding="utf-8")


def found_path(found: list[tuple[str, str]], name: str) -> str:
    """
    Find the path of a screen by its name.
    """
    return next(path for path, known in found if known == name)


if __name__ == "__main__":
    main()
