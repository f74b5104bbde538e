"""
Make a typed client of another program out of the committed description, and work with it.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from compliance.views import SubmissionView

NAME = "made_client"


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Any]]:
    """
    Make the client in a folder of its own, and give its modules by name.
    """
    folder = tmp_path_factory.mktemp("client")
    config = folder / "config.yaml"
    config.write_text("post_hooks: []\n", encoding="utf-8")
    command: list[str | Path] = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "openapi_python_client",
        "generate",
        "--meta",
        "none",
    ]
    target: list[str | Path] = [
        "--path",
        root / "docs" / "openapi.json",
        "--output-path",
        folder / NAME,
        "--config",
        config,
    ]
    done = subprocess.run([*command, *target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        yield lambda module: importlib.import_module(f"{NAME}.{module}" if module else NAME)


def test_another_program_reads_decides_and_is_told_what_is_wrong(
    made: Callable[[str], Any], program: Callable[[str], TestClient], handed_in: Callable[..., SubmissionView]
) -> None:
    """
    Lists, a decision under its tag and a problem come back as values of their own types.
    """
    handed_in()
    client = made("").Client(base_url="http://testserver").set_httpx_client(program("auditor-key"))
    page = made("api.findings.findings_findings").sync(client=client, limit=2)
    finding = page.items[0]
    assert (type(finding).__name__, finding.rule, str(finding.state)) == ("FindingShape", "IP-01", "DETECTED")
    review = made("models").ReviewShape(decision=made("models").DecisionKind.REVIEW)
    decide = made("api.findings.findings_review").sync_detailed
    decided = decide(finding.id, client=client, body=review, if_match=f'"{finding.etag}"')
    assert (int(decided.status_code), str(decided.parsed.state)) == (200, "IN_REVIEW")
    stale = decide(finding.id, client=client, body=review, if_match=f'"{finding.etag}"')
    assert (type(stale.parsed).__name__, stale.parsed.type_) == ("ProblemShape", "/problems/changed-meanwhile")
    assert page.next_cursor
