"""
Write the parts of the documents that programs know better than people: `make docs`.

The settings page comes from the settings, the pages on law, rules and codes from their registries, the READMEs' example from
running its command.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from compliance.deal import Deal
from compliance.results import CheckObject
from compliance.settings import PROJECT, Settings
from rules import book_page, law_page
from rules.portfolio import columns_page
from rules.terms import page as terms_page
from tests.api import describe
from tests.house import codes_page

if TYPE_CHECKING:
    from pydantic import BaseModel

EXAMPLE = re.compile(r"(?<=<!-- example: written by `make docs` -->\n).*?(?=<!-- end of example -->)", re.DOTALL)
COMMANDS = {
    "README.md": "compliance check docs/examples/poc-agreement.txt --on 2026-11-24 --language en",
    "README.ko.md": "compliance check docs/examples/poc-agreement.txt --on 2026-11-24",
}
FINDINGS_SHOWN = 2
SETTINGS_HEAD = """\
# Settings

Written by `make docs` from `compliance/settings.py`; do not edit. Each is an environment variable; unset means the default.

| variable | default | meaning |
|---|---|---|
"""


def pages() -> dict[str, str]:
    """
    Render each page as it should stand today, by its path from the root.
    """
    return {
        "docs/settings.md": settings_page(),
        "docs/law.md": law_page.current(),
        "docs/rules.md": book_page.current(),
        "docs/columns.md": columns_page.current(),
        "docs/terms.md": terms_page.current(),
        "docs/codes.md": codes_page.page(),
        "docs/check.schema.json": schema_of(CheckObject),
        "docs/deal.schema.json": schema_of(Deal),
        "docs/openapi.json": describe.written(),
    } | {readme: readme_page(readme) for readme in COMMANDS}


def schema_of(answer: type[BaseModel]) -> str:
    """
    Write the JSON schema of what `compliance check --format json` prints: the contract with other programs.
    """
    return json.dumps(answer.model_json_schema(mode="serialization"), ensure_ascii=False, indent=2) + "\n"


def settings_page() -> str:
    """
    List every setting with its default and its meaning.
    """
    rows = (
        f"| `COMPLIANCE_{name.upper()}` | {_default(name)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    )
    return SETTINGS_HEAD + "\n".join(rows) + "\n"


def readme_page(readme: str) -> str:
    """
    Put what the example's command prints today into a README.
    """
    block = f"```console\n$ .venv/bin/{COMMANDS[readme]}\n{_shortened(_printed(COMMANDS[readme]))}\n```\n"
    return EXAMPLE.sub(lambda _: block, (PROJECT / readme).read_text(encoding="utf-8"))


def _default(name: str) -> str:
    value = Settings.model_fields[name].default
    return "unset" if value is None else f"`{str(value).replace(f'{PROJECT}/', '')}`"


def _printed(command: str) -> str:
    plain = os.environ | {"NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"}
    program, *arguments = command.split()
    done = subprocess.run(
        [Path(sys.executable).parent / program, *arguments],
        cwd=PROJECT,
        env=plain,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def _shortened(printed: str) -> str:
    head, *blocks = "\n".join(line.rstrip() for line in printed.strip().splitlines()).split("\n\n")
    shown, left = blocks[:FINDINGS_SHOWN], blocks[FINDINGS_SHOWN:]
    # The last block ends with the outcomes and the closing sentence, which belong to the whole answer.
    return "\n\n".join([head, *shown, *(["…", "\n".join(left[-1].splitlines()[-2:])] if left else [])])


if __name__ == "__main__":
    for path, content in pages().items():
        (PROJECT / path).write_text(content, encoding="utf-8")
