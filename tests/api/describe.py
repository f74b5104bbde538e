"""
Write docs/openapi.json from the application: `python -m tests.api.describe`.
"""

from __future__ import annotations

import json
from pathlib import Path

from api.app import build_app
from tests.api.fake_office import FakeOffice

TARGET = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"


def written() -> str:
    """
    Render the file as it should stand today.
    """
    return json.dumps(build_app(FakeOffice()).openapi(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(), encoding="utf-8")
