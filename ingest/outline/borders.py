"""
Find where the signature block begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ingest import late

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest.outline.marks import TextLine

_CLOSING: Final = late.pattern(
    r"IN WITNESS WHEREOF|[Tt]his [Aa]greement has been (?:entered into|executed|signed)|Signed (?:by|for)|SIGNED|Acknowledged|"
    r"AGREED AND ACCEPTED|(?:위|이|본|이상의?|상기)[와과]? ?(?:같[이은] )?(?:계약|증거|합의|협약|약정|각서|내용|같이|사항)[^\n]{0,60}"
    r"(?:증명하|증거로|증빙하|성립을|확실히 하|기명 ?날인|보관)|(?:締結|成立|合意)を?の?証(?:と|する|し)|記名(?:押印|捺印)の上"
)
_DATE: Final = late.pattern(
    r"(?:\d{4}|20 {0,8}|[ ○]{2,12})[년.] {0,12}[\d○]{0,2} {0,12}[월.] {0,12}[\d○]{0,2} {0,12}(?:일|\.)?$|"
    r"(?:계약|협약|체결|작성|서명) ?(?:체결)? ?일(?:자)? ?:? ?(?:\d{4}|20 )[^\n]{0,20}$|Date[d:]? ?[^\n]{0,30}$"
)
_SIGNED: Final = late.pattern(
    r"\( ?(?:인|서명|직인|날인|기명날인|서명 ?또는 ?(?:기명)?날인|서명 ?및 ?날인|signature|seal) ?\)|서명 ?: ?|(?<![\[_])_{6,}(?![\]_])|\.{10,}|"
    r"대표(?:이사|자|사원)? ?:? +(?:\S{2,4}|\S \S \S|[○ ]{2,8})$|(?:Director|Officer|CEO|CFO|CTO|President|Partner|Secretary|Manager)\.?$|\bBy ?:|\bName ?:|^For the [A-Z]\w+:|㊞|[ ]印$|代表取締役[ ]"
)
_NEAR: Final = 14
_SHORT: Final = 120
_SENTENCE: Final = late.pattern(r"[다요][.]?$|[.;]$")
_SIGNER: Final = late.pattern(
    r"[\"'\[(]?(?:갑|을|병|정)[\"'\])]? ?[: (]|[^:\n]{0,30}(?:주식회사|유한회사|\([주유]\)|투자조합)|(?:주 ?소|상 ?호|성 ?명|회사명|사업자|법인)"
    r"|[\w ]{1,20}: |[^:\n]{0,60}(?:Ltd|Inc|Corp|LLC|plc)\b"
)
_HEADING: Final = late.pattern(r"제 ?\d+ ?조|Article|Section|\d+\.")


def signature_start(lines: Sequence[TextLine]) -> int | None:
    """
    Give the offset of the first line of a signature block among the lines that follow an article's heading.
    """
    for at, line in enumerate(lines):
        opens = _CLOSING.search(line.text[:120]) or _DATE.match(line.text)
        signed = _SIGNED.search(line.text) and not _HEADING.match(line.text)
        near = lines[at + 1 : at + _NEAR]
        if signed:
            return _first_signer(lines, at).start
        if opens and any(_SIGNED.search(other.text) for other in near):
            return line.start
        if not near and _CLOSING.search(line.text):
            return line.start
    return None


def _first_signer(lines: Sequence[TextLine], at: int) -> TextLine:
    """
    Go back over the lines with names and addresses that stand above the first signature.
    """
    while (
        at > 0
        and len(lines[at - 1].text) < _SHORT
        and _SIGNER.match(lines[at - 1].text)
        and not _SENTENCE.search(lines[at - 1].text)
    ):
        at -= 1
    return lines[at]
