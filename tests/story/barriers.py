"""
Walk over the pages of the running program and look on each for barriers to people, with axe-core.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Page

ALL: Final[dict[str, Any]] = {"resultTypes": ["violations"]}
SCHEMES: Final = {"light": ALL, "dark": ALL | {"runOnly": ["color-contrast"]}}
"""What is asked in each colour scheme: nothing but colours differs between them."""
PART: Final = re.compile(r"^[0-9a-f]{8}-[0-9a-f-]{27}$|^[A-Z]{2,4}-\d{2}$")


def kind_of(path: str) -> str:
    """
    Give a path with what tells its thing from others masked.
    """
    return "/".join("*" if PART.match(part) else part for part in path.split("/"))


def walk(page: Page, begin: Iterable[str]) -> Iterator[str]:
    """
    Open some pages of this program and one of each other kind that they lead to; give their paths.
    """
    left = deque(begin)
    wanted, kinds = set(left), set[str]()
    while left:
        path = left.popleft()
        if path not in wanted and kind_of(path) in kinds:
            continue
        wanted.discard(path)
        kinds.add(kind_of(path))
        answer = page.goto(path)
        if answer is not None and "text/html" in answer.headers.get("content-type", ""):
            left.extend(_links(page))
            yield path


def _links(page: Page) -> list[str]:
    """
    Gather the paths of this program that the page leads to.
    """
    here = urlsplit(page.url)
    links = page.eval_on_selector_all("a[href]:not([download])", "all => all.map(one => one.href)")
    split = [urlsplit(one) for one in links]
    own = [one.path for one in split if one.netloc == here.netloc and not one.path.startswith(("/api/", "/static/"))]
    return list(dict.fromkeys(own))


def barriers(page: Page) -> list[str]:
    """
    Name the barriers on the page as it is, in both colour schemes, with where the first of each stands.
    """
    # What is folded away is looked at as well.
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    return [f"{scheme}: {told}" for scheme in SCHEMES for told in _in_scheme(page, scheme)]


def _in_scheme(page: Page, scheme: str) -> list[str]:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    found: list[dict[str, Any]] = Axe().run(page, options=SCHEMES[scheme]).response["violations"]
    return [f"{one['id']} ({len(one['nodes'])}): {one['nodes'][0]['html'][:160]}" for one in found]
