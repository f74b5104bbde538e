"""
Write docs/openapi.json from the application: `python -m tests.api.describe`.
"""

from __future__ import annotations

import json
from pathlib import Path

from api.app import build_app
from tests.api.fake_office import FakeOffice

TARGET = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"

if __name__ == "__main__":
    description = build_app(FakeOffice()).openapi()
    TARGET.write_text(json.dumps(description, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
