"""
Write docs/settings.md from the settings themselves: `make docs`.
"""

from __future__ import annotations

import sys

from compliance.settings import PROJECT, Settings

HEAD = """\
# Settings

Written by `make docs` from `compliance/settings.py`; do not edit. Each is an environment variable; unset means the default.

| variable | default | meaning |
|---|---|---|
"""


def default(name: str) -> str:
    """
    Show a setting's default as a person would write it, paths from the project's root.
    """
    value = Settings.model_fields[name].default
    return "unset" if value is None else f"`{str(value).replace(f'{PROJECT}/', '')}`"


def page() -> str:
    """
    Render the whole page.
    """
    rows = (
        f"| `COMPLIANCE_{name.upper()}` | {default(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
