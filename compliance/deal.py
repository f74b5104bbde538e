"""
Give the answer about several files read as one deal: `compliance check --bundle`.

Source: ../shared/design/CHECK_JSON.md; the JSON schema is generated from these models into docs/deal.schema.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from compliance.finding_shown import Findings, FindingShown  # noqa: TC001 - pydantic reads annotations at run time
from compliance.results import CheckObject, ContractPart
from ingest.bundle import Fate  # noqa: TC001 - pydantic reads field annotations at run time
from rules.rule import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ingest.bundle import Entry
    from ingest.links.ties import Link


class ListedFile(ContractPart):
    """
    List one file of the deal, read or not: `code` and `why` say why it is no document.
    """

    name: str
    size: int = Field(description="Bytes.")
    fate: Fate
    code: int | None
    why: Text | None


class DealLink(ContractPart):
    """
    Join two documents by their sha256: `of` amends, supplements or replaces `to`, or relies on it as its annex.
    """

    of: str
    to: str
    kind: Literal["amends", "supplements", "side_letter", "supersedes", "annex"]
    name: str


class DealDocument(CheckObject):
    """
    Hold the answer about one document of the deal; its findings stand with those of the others.
    """

    findings: Findings = Field(default=[], exclude=True)


class Deal(ContractPart):
    """
    Hold the whole answer about a deal; each piece of evidence names its document by sha256.
    """

    documents: list[DealDocument]
    findings: list[FindingShown]
    manifest: list[ListedFile]
    links: list[DealLink]


def deal(objects: Sequence[CheckObject], entries: Iterable[Entry], links: Sequence[DealLink]) -> Deal:
    """
    Put the answers about single documents together.
    """
    return Deal(
        documents=[DealDocument.model_construct(**dict(one)) for one in objects],
        findings=[_placed(finding, one.document.sha256) for one in objects for finding in one.findings],
        manifest=[listed(entry) for entry in entries],
        links=list(links),
    )


def listed(entry: Entry) -> ListedFile:
    """
    List one file as people are told of it.
    """
    ko, en = entry.reason
    refusal = entry.refusal
    why = Text(ko=ko, en=en) if ko else None
    return ListedFile(
        name=entry.name, size=entry.size, fate=entry.fate, code=refusal.code if refusal else None, why=why
    )


def joined(links: Sequence[Link], hashes: Sequence[str]) -> list[DealLink]:
    """
    Name the ends of links by the documents' hashes.
    """
    return [DealLink(of=hashes[one.of], to=hashes[one.to], kind=one.kind, name=one.name) for one in links]


def _placed(finding: FindingShown, document: str) -> FindingShown:
    """
    Say in each piece of evidence which document it stands in.
    """
    evidence = [piece.model_copy(update={"document": piece.document or document}) for piece in finding.evidence]
    return finding.model_copy(update={"evidence": evidence})
