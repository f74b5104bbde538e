"""
Write findings as SARIF 2.1.0, the interchange form of static analysis results.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from compliance.evidence_piece import EvidencePiece
    from compliance.finding_shown import FindingShown
    from compliance.results import CheckObject

_LEVEL = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}


def log(objects: Sequence[CheckObject]) -> dict[str, object]:
    """
    Give one SARIF log with one run over all objects.
    """
    rules: dict[str, dict[str, object]] = {}
    results: list[dict[str, object]] = []
    for one in objects:
        for finding in one.findings:
            rules.setdefault(finding.rule, _rule(finding))
            results.append(_result(one.document.name, finding))
    driver = {
        "name": "fair-collaboration-compliance",
        "informationUri": "https://www.mss.go.kr",
        "rules": list(rules.values()),
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}],
    }


def _rule(finding: FindingShown) -> dict[str, object]:
    return {
        "id": finding.rule,
        "name": finding.name,
        "shortDescription": {"text": finding.title.ko},
        "fullDescription": {"text": finding.why.ko},
        "help": {"text": finding.remedy.ko},
        "defaultConfiguration": {"level": _LEVEL[finding.severity]},
    }


def _result(name: str, finding: FindingShown) -> dict[str, object]:
    return {
        "ruleId": finding.rule,
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message.ko},
        "locations": [_location(name, piece) for piece in finding.evidence],
        "partialFingerprints": {"finding/v1": finding.fingerprint, "template/v1": finding.template_key},
        "properties": {"ground": finding.ground, "certainty": finding.certainty, "severity": finding.severity},
    }


def _location(name: str, piece: EvidencePiece) -> dict[str, object]:
    region: dict[str, object] = {"snippet": {"text": piece.quote}}
    if piece.start is not None and piece.end is not None:
        region |= {"charOffset": piece.start, "charLength": piece.end - piece.start}
    return {
        "physicalLocation": {"artifactLocation": {"uri": name}, "region": region},
        "logicalLocations": [{"fullyQualifiedName": piece.clause or ""}],
    }
