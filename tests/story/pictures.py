"""
Take the pictures of the documents from the running program: `python -m tests.story.pictures`.

Only invented agreements are shown. Every screen is taken at three widths and kept small; docs/screens.md shows them all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from typing import TYPE_CHECKING, Final

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.rules.portfolio import planted
from tests.story import screens
from tests.story.barriers import kind_of, walk
from tests.story.serving import AGREEMENTS, CHROMIUM_SWITCHES, ROOT, Service, serving
from tests.story.test_barriers import deal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.story.screens import Persona, Shown

IMAGES: Final = ROOT / "docs" / "images"
HEIGHT: Final = 1040
SHORTEST, LONGEST = 640, 1200
"""Pixels of a screen that are shown from its top."""
QUALITY: Final = 35
COLOURS: Final = 128
SHOWN: Final = "poc_ko.txt"
PATTERN: Final = (2024, 2025, 2025, 2025, 2025, 2025, 2026, 2026, 2026, 2026, 2026)
"""Years in which the agreements of one organisation are signed: enough for a rate, and too few."""


def window(browser: Browser, service: Service, who: str) -> Page:
    """
    Open a window in which this actor is signed in, or nobody.
    """
    known = service.sessions.get(who)
    page = browser.new_context(
        viewport={"width": 1280, "height": HEIGHT}, locale="ko-KR", base_url=service.address, storage_state=known
    ).new_page()
    if known is None and who in service.links:
        service.enter(page, who)
    return page


def hand_in(page: Page, name: str, content: bytes) -> str:
    """
    Hand in a file, wait until it is checked, and give its path.
    """
    page.goto("/check")
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.click("main form button[type=submit]")
    page.locator("[hx-get*='/progress']").wait_for(state="detached")
    return page.url.removeprefix(page.url.split("/submissions/")[0])


def prepare(browser: Browser, service: Service) -> dict[str, list[tuple[str, str]]]:
    """
    Hand in what the pictures show, decide on some of it; give further pages to begin at, named, by actor.
    """
    startup, auditor = window(browser, service, "startup"), window(browser, service, "auditor")
    text = (AGREEMENTS / SHOWN).read_text(encoding="utf-8")
    given = {
        "result": ("기술검증계약서.txt", text.encode()),
        "portfolio": ("투자현황.xlsx", planted.make().content),
        "deal": ("투자계약 묶음.zip", deal()),
        "unreadable": ("계약서.pdf", b"%PDF-1.7"),
    }
    own = [(hand_in(startup, *file), name) for name, file in given.items()]
    for number, year in enumerate(PATTERN, start=1):
        mine = text.replace("2026년 7월", f"{year}년 {number % 12 + 1}월").replace("다람로보틱스", f"시연로보{number}")
        hand_in(auditor, f"기술검증계약서 {number}.txt", mine.encode())
    decide(auditor, 4)
    # The sample is screened by now, so the demonstration makes its case.
    subprocess.run(
        [sys.executable, "-m", "compliance", "demo"],
        cwd=ROOT,
        env=os.environ | {"COMPLIANCE_DATA_DIR": str(service.data_dir), "COMPLIANCE_DEMO": "true"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    own.append((f"{own[0][0]}/request", ""))
    hold(window(browser, service, "privacy officer"), auditor)
    startup.context.close()
    auditor.context.close()
    return {"startup": own}


def decide(auditor: Page, count: int) -> None:
    """
    Confirm some findings of middle severity: these need no second person.
    """
    for _ in range(count):
        auditor.goto("/findings?severity=medium&state=DETECTED")
        auditor.locator("tbody a.table__title").first.click()
        auditor.click("button[value=review]")
        auditor.click("button[value=confirm]")
        auditor.wait_for_selector(".finding__head .badge--state:has-text('확정')")


def hold(officer: Page, auditor: Page) -> None:
    """
    Hold a document for a lawsuit.
    """
    auditor.goto("/submissions")
    address = auditor.locator("tbody a[href^='/submissions/']").first.get_attribute("href") or ""
    officer.goto("/retention")
    officer.fill("#submission_id", address.removeprefix("/submissions/"))
    officer.fill("#reason", "손해배상 소송(시연)")
    officer.click("form[action='/retention/holds'] button[type=submit]")
    officer.wait_for_selector("article.panel")


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
    for width in screens.WIDTHS:
        # The window grows to what is shown, as what sticks to its edge would else stand in the middle of the picture.
        page.set_viewport_size({"width": width, "height": SHORTEST})
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": width, "height": min(tall, LONGEST)})
        taken = page.screenshot()
        Image.open(BytesIO(taken)).convert("RGB").save(folder / screens.file_of(name, width), quality=QUALITY, method=6)
    return page.title().partition(" · ")[0], english


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
