"""
Turn the figures of a portfolio into charts a page can draw, each with a table that says the same in words.
"""

from __future__ import annotations

from api.pages.charts.compose import ChartsPage, charts_page

__all__ = ["ChartsPage", "charts_page"]
