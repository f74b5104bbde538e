"""
Measure that people can read what the pages show: contrast of the colour tokens in light and dark.

Source: WCAG 2.2, success criterion 1.4.3 (4.5:1 for text), measured as its relative luminance defines.
"""

from __future__ import annotations

import re

import pytest

from api.app import STATIC

TOKEN = re.compile(r"--krds-([\w-]+):\s*(#[0-9a-f]{6})")
ENOUGH = 4.5
SURFACES = ("color-surface-white", "color-surface-gray-subtler", "color-surface-paper")
PAIRS = [
    *((text, surface) for text in ("color-text-basic", "color-text-subtle") for surface in SURFACES),
    *((text, surface) for text in ("color-link-default", "color-text-primary") for surface in SURFACES),
    ("color-text-inverse", "color-button-primary-fill"),
    ("color-text-inverse", "color-button-primary-fill-hover"),
    *((f"color-text-{t}", f"color-surface-{t}-subtler") for t in ("danger", "warning", "success", "information")),
    *((f"color-text-{t}", "color-surface-white") for t in ("danger", "warning", "success", "information", "disabled")),
    ("color-text-disabled", "color-surface-disabled"),
    *(("color-text-inverse", f"chart-{tone}") for tone in ("1", "2", "3", "4", "neutral")),
    *(("color-text-inverse", f"chart-{side}-{step}") for side in ("calm", "warm") for step in (1, 2, 3)),
    *(("color-text-basic", f"mark-{tone}") for tone in ("high", "medium", "low")),
]


def tokens() -> dict[str, dict[str, str]]:
    """
    Read the tokens of both schemes; dark ones fall back to light ones.
    """
    light, dark = (STATIC / "tokens.css").read_text(encoding="utf-8").split("@media", 1)
    known = dict(TOKEN.findall(light))
    return {"light": known, "dark": known | dict(TOKEN.findall(dark))}


def luminance(colour: str) -> float:
    """
    Compute the relative luminance of a colour.
    """
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_stands_out_from_its_surface(scheme: str, text: str, surface: str) -> None:
    """
    Every text and surface that meet differ enough.
    """
    known = tokens()[scheme]
    darker, lighter = sorted((luminance(known[text]), luminance(known[surface])))
    assert (lighter + 0.05) / (darker + 0.05) >= ENOUGH
