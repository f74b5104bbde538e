"""
Hold `compliance check` to its contract over bundles: every file answered for, and the deal read as one.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from compliance.commands.check import check
from tests.compliance.deals import FILES, deal_folder
from tests.ingest import bundling, hostile
from tests.ingest.bundling import Packed
from tests.ingest.mails import attached, mail, plain, several

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

APP = typer.Typer()
APP.command()(check)
SIDE_LETTER, ANNEX = "부속합의서.txt", "별지 제1호.txt"


def run(*arguments: str | Path) -> Result:
    """
    Run the command in this process.
    """
    return CliRunner().invoke(APP, list(map(str, arguments)), catch_exceptions=False)


def written(folder: Path, name: str, content: bytes) -> Path:
    """
    Keep a file for a test.
    """
    path = folder / name
    path.write_bytes(content)
    return path


def deal_of(*paths: Path) -> dict[str, list[dict[str, object]]]:
    """
    Check files as one deal.
    """
    answer: dict[str, list[dict[str, object]]] = json.loads(
        run(*paths, "--bundle", "--format", "json", "--on", "2026-11-23").stdout
    )
    return answer


def short(name: object) -> str:
    """
    Return the last part of a name.
    """
    return str(name).replace("!", "/").rsplit("/", 1)[-1]


def relations(deal: dict[str, list[dict[str, object]]]) -> set[tuple[str, object, str]]:
    """
    Say the links of a deal in the names of its files.
    """
    documents = [document["document"] for document in deal["documents"]]
    names = {one["sha256"]: short(one["name"]) for one in documents if isinstance(one, dict)}
    return {(names[link["of"]], link["kind"], names[link["to"]]) for link in deal["links"]}


@pytest.mark.parametrize("form", ["zip", "folder", "files", "mail"])
def test_a_deal_is_one_answer_however_it_is_given(root: Path, tmp_path: Path, form: str) -> None:
    """
    A ZIP, a folder, single files and a mail give the same links, and only the annex that nobody sent is missing.
    """
    singles = [written(tmp_path, short(name), content) for name, content in FILES.items()]
    parts = (attached(b'filename="' + short(name).encode() + b'"', content) for name, content in FILES.items())
    given = {
        "zip": lambda: [written(tmp_path, "deal.zip", deal_folder())],
        "folder": lambda: [tmp_path],
        "files": lambda: singles,
        "mail": lambda: [written(tmp_path, "deal.eml", mail(several(plain("검토 바랍니다."), *parts)))],
    }[form]()
    deal = deal_of(*given)
    jsonschema.validate(deal, json.loads((root / "docs" / "deal.schema.json").read_text(encoding="utf-8")))
    contract = "공동개발계약서.txt"
    assert relations(deal) >= {(contract, "annex", ANNEX), (SIDE_LETTER, "supplements", contract)}
    told = [warning["text"] for one in deal["documents"] for warning in one["warnings"] if warning["code"] == 204]  # type: ignore[attr-defined]
    assert [("별지 제2호" in text, "별지 제1호" in text) for text in told] == [(True, False)]
    assert {finding["rule"] for finding in deal["findings"]} >= {"IP-01", "TERM-01"}


def test_every_file_of_a_bundle_is_answered_for(tmp_path: Path) -> None:
    """
    A ZIP gives one object for each document and each refused file; the deal's manifest lists the rest too.
    """
    bad = (Packed(b"locked.txt", flags=bundling.ENCRYPTED), Packed(b"../up.txt"), Packed(b"v.txt", bundling.TEST_VIRUS))
    path = written(tmp_path, "deal.zip", deal_folder(*bad))
    done = run(path, "--format", "json")
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 3
    assert [(one["document"]["name"], one["codes"]) for one in objects if one["status"] == "rejected"] == [
        ("deal.zip!locked.txt", [106]),
        ("deal.zip!up.txt", [109]),
        ("deal.zip!v.txt", [111]),
    ]
    assert [one["document"]["name"] for one in objects][:3] == [f"deal.zip!{name}" for name in FILES]
    manifest = deal_of(path)["manifest"]
    assert [entry["fate"] for entry in manifest] == ["taken"] * 3 + ["set_aside"] + ["refused"] * 3
    assert all(entry["why"] for entry in manifest[3:])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bundling.folder(), 101),
        (bundling.folder(**{".DS_Store": bundling.FINDER_SETTINGS}), 101),
        (bundling.overlapping(), 108),
        (deal_folder()[:-9], 105),
        (hostile.ole("__properties_version1.0"), 102),
    ],
)
def test_a_bundle_without_a_document_is_no_clean_one(tmp_path: Path, content: bytes, code: int) -> None:
    """
    A bundle of which nothing can be read is rejected with its code, never answered with silence.
    """
    done = run(written(tmp_path, "deal.zip", content), "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)["codes"]) == (3, [code])


def test_a_declared_kind_is_meant_for_the_contract(tmp_path: Path) -> None:
    """
    The declared kind of agreement is not laid on annexes and letters that come in the same bundle.
    """
    declared = written(tmp_path, "declared.json", b'{"agreement_type": "nda"}')
    unnamed = FILES["거래/공동개발계약서.txt"].decode().replace("공동개발", "").encode()
    path = written(tmp_path, "deal.zip", bundling.folder(**{"계약서.txt": unnamed, ANNEX: FILES[f"거래/{ANNEX}"]}))
    objects = [json.loads(line) for line in run(path, "--declare", declared, "--format", "json").stdout.splitlines()]
    kinds = {one["document"]["name"]: one["document"]["agreement_type"] for one in objects}
    assert kinds["deal.zip!계약서.txt"]["value"] == "nda"
    assert kinds[f"deal.zip!{ANNEX}"]["value"] == "other"


def test_people_are_told_of_links_and_of_what_was_not_read(tmp_path: Path) -> None:
    """
    The text form ends with how the documents belong together and which files are none.
    """
    told = run(written(tmp_path, "deal.zip", deal_folder()), "--bundle").stdout
    assert "문서의 부속합의입니다" in told
    assert "운영체제가 만든 파일입니다" in told
