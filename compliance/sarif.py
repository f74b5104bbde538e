"""
Write findings as SARIF 2.1.0, the interchange form of static analysis results.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from compliance.results import CheckObject

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
DRIVER: Final = {"name": "fair-collaboration-compliance", "informationUri": "https://www.mss.go.kr"}

_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}


@dataclass(frozen=True, slots=True)
class Found:
    """
    Hold a finding (as CHECK_JSON.md says) with the document's name, and what an office knows of it beside that.

    `dismissed` is the reason code of a dismissal, None for what is not dismissed.
    """

    document: str
    finding: Mapping[str, Any]
    guid: str = ""
    state: str = ""
    dismissed: str | None = None


def log(objects: Sequence[CheckObject]) -> dict[str, object]:
    """
    Give one SARIF log with one run over all objects.
    """
    listed = (Found(one.document.name, finding.model_dump()) for one in objects for finding in one.findings)
    written: dict[str, object] = json.loads("".join(pieces(listed)))
    return written


def pieces(found: Iterable[Found]) -> Iterator[str]:
    """
    Write the same log while the findings come, however many.
    """
    rules: dict[str, dict[str, object]] = {}
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{"columnKind": "unicodeCodePoints", "results": ['
    comma = ""
    for one in found:
        rules.setdefault(one.finding["rule"], _rule(one.finding))
        yield comma + json.dumps(_result(one), ensure_ascii=False)
        comma = ", "
    yield f'], "tool": {json.dumps({"driver": DRIVER | {"rules": list(rules.values())}}, ensure_ascii=False)}}}]}}'


def _rule(finding: Mapping[str, Any]) -> dict[str, object]:
    return {
        "id": finding["rule"],
        "name": finding["name"],
        "shortDescription": {"text": finding["title"]["ko"]},
        "fullDescription": {"text": finding["why"]["ko"]},
        "help": {"text": finding["remedy"]["ko"]},
        "defaultConfiguration": {"level": _LEVEL[finding["severity"]]},
    }


def _result(one: Found) -> dict[str, object]:
    finding = one.finding
    known = {"state": one.state} if one.guid else {}
    result: dict[str, object] = {
        "ruleId": finding["rule"],
        "level": _LEVEL[finding["severity"]],
        "message": {"text": finding["message"]["ko"]},
        "locations": [_location(one.document, piece) for piece in finding["evidence"]],
        "partialFingerprints": {"finding/v1": finding["fingerprint"], "template/v1": finding["template_key"]},
        "properties": {**{part: finding[part] for part in ("ground", "certainty", "severity")}, **known},
    }
    if one.guid:
        result["guid"] = one.guid
    if one.dismissed is not None:
        suppression = {"kind": "external", "status": "accepted", "justification": one.dismissed}
        result["suppressions"] = [suppression]
    return result


def _location(name: str, piece: Mapping[str, Any]) -> dict[str, object]:
    region: dict[str, object] = {"snippet": {"text": piece["quote"]}}
    start, end = piece.get("start"), piece.get("end")
    if start is not None and end is not None:
        region |= {"charOffset": start, "charLength": end - start}
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(name)}, "region": region},
        "logicalLocations": [{"fullyQualifiedName": piece.get("clause") or ""}],
    }
