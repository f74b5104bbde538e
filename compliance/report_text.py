"""
Print check results for people on a terminal: what is suspected, where, why, by which law, and fairer wording.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from compliance.vocabulary import ANSWERS, GROUNDS, SEVERITIES, standing
from ingest.codes import REASONS, REFUSALS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from compliance.deal import Deal
    from compliance.finding_shown import BasisShown, FindingShown
    from compliance.results import CheckObject
    from ingest.codes import Code
    from rules.rule import Text

_SEVERITY = {
    "critical": ("■", "bold red"),
    "high": ("■", "red"),
    "medium": ("▲", "yellow"),
    "low": ("▲", "cyan"),
    "info": ("●", "dim"),
}
"""Shape and colour of each severity."""
_THAN_STANDARD = ("(표준계약서 대비 불리)", " (worse than standard)")
"""What "advisory" means, where nothing else on the page says so."""
_ASIDES = {
    "hidden": ("보이지 않는 글", "invisible text"),
    "inserted": ("삽입(변경 추적)", "inserted (tracked)"),
    "deleted": ("삭제(변경 추적)", "deleted (tracked)"),
    "comment": ("메모", "comment"),
    "annotation": ("주석", "annotation"),
    "form_field": ("양식 입력란", "form field"),
    "disagreeing": ("달리 읽히는 글", "reads differently"),
}
_LINKS = {
    "amends": ("{of}: {to} 문서를 변경합니다", "{of} amends {to}"),
    "supplements": ("{of}: {to} 문서를 보충합니다", "{of} supplements {to}"),
    "side_letter": ("{of}: {to} 문서의 부속합의입니다", "{of} is a side letter to {to}"),
    "supersedes": ("{of}: {to} 문서를 대체합니다", "{of} supersedes {to}"),
    "annex": ("{of}: {name} = {to}", "{of}: {name} is {to}"),
}
_WORDS = {
    "law": ("적용 법령", "Legal basis"),
    "wording": ("수정 제안 문구", "Suggested wording"),
    "counter": ("반대 근거 확인", "Counter-checks"),
    "suspicion": (
        "의심 항목은 위반의 판정이 아니라 확인이 필요한 문구입니다.",
        "A flag is a suspicion to be checked, never a verdict.",
    ),
    "none": ("실행된 기준에서 의심 항목을 찾지 못했습니다.", "The rules that ran flagged nothing."),
    "not_judged": (
        "판단하지 못한 부분이 있습니다. 의심 항목이 없다는 뜻이 아닙니다.",
        "Part of it could not be judged: this does not mean that nothing is unfair.",
    ),
    "rejected": ("읽을 수 없음", "Unreadable"),
    "review": ("사람의 확인 필요", "Needs review"),
    "advice": ("할 일", "What to do"),
    "links": ("문서 사이의 관계", "Link"),
    "set_aside": ("읽지 않은 파일", "Not read"),
    "outcomes": ("기준별 결과", "Outcomes"),
}


def show(objects: Sequence[CheckObject], language: str, whole: Deal | None = None) -> None:
    """
    Print every object, and how they belong together where they are one deal; coloured on a terminal, plain elsewhere.
    """
    console = Console(highlight=False, soft_wrap=True)
    choose = 0 if language == "ko" else 1
    for one in objects:
        _show_one(console, one, choose)
    if whole:
        _show_deal(console, whole, choose)
    console.print(f"[dim]{_WORDS['suspicion'][choose]}[/dim]")


def _show_deal(console: Console, whole: Deal, choose: int) -> None:
    names = {one.document.sha256: one.document.name for one in whole.documents}
    for one in whole.links:
        words = _LINKS[one.kind][choose].format(of=names[one.of], to=names[one.to], name=one.name)
        console.print(f"[dim]{_WORDS['links'][choose]}:[/dim] {escape(words)}")
    for each in whole.manifest:
        if each.fate == "set_aside":
            console.print(
                f"[dim]{_WORDS['set_aside'][choose]}:[/dim] {escape(f'{each.name} ({_say(each.why, choose)})')}"
            )


def _show_one(console: Console, one: CheckObject, choose: int) -> None:
    console.print(f"\n[bold]{escape(one.document.name)}[/bold]  [dim]{one.document.sha256[:12]}[/dim]")
    if one.status == "rejected":
        console.print(f"[red]{_WORDS['rejected'][choose]}[/red] {one.codes[0]}: {_say(one.why, choose)}")
        _advise(console, one.codes, REFUSALS, choose)
        return
    _describe(console, one, choose)
    for finding in one.findings:
        _show_finding(console, finding, choose)
    if not one.findings:
        console.print(_WORDS["none" if one.status == "analysed" else "not_judged"][choose])
    counts: dict[str, int] = {}
    for outcome in one.outcomes.values():
        counts[outcome.outcome] = counts.get(outcome.outcome, 0) + 1
    console.print(
        f"[dim]{_WORDS['outcomes'][choose]}: " + ", ".join(f"{k} {v}" for k, v in sorted(counts.items())) + "[/dim]"
    )


def _describe(console: Console, one: CheckObject, choose: int) -> None:
    document = one.document
    kind = document.agreement_type
    parties = ", ".join(f"{party.label}={party.role}({party.certainty:.2f})" for party in document.parties)
    console.print(escape(f"{kind.value if kind else '?'} · {document.signed_on or '?'} · {parties}"))
    for warning in one.warnings:
        console.print(f"[yellow]{_WORDS['review'][choose]}[/yellow] {warning.code}: {escape(warning.text)}")
    _advise(console, one.codes, REASONS, choose)
    for aside in one.asides:
        who = ", ".join(part for part in (aside.author, aside.at[:10]) if part)
        console.print(
            f"   [dim]{_ASIDES[aside.kind][choose]}{f' ({escape(who)})' if who else ''}:[/dim] {escape(aside.text)}"
        )


def _advise(console: Console, codes: Sequence[int], known: Mapping[int, Code], choose: int) -> None:
    for code in sorted(known.keys() & codes):
        advice = (known[code].advice_ko, known[code].advice_en)[choose]
        console.print(f"   [green]{_WORDS['advice'][choose]}[/green] {code}: {escape(advice)}")


def _show_finding(console: Console, finding: FindingShown, choose: int) -> None:
    shape, colour = _SEVERITY[finding.severity]
    ground = GROUNDS[finding.ground][choose] + (_THAN_STANDARD[choose] if finding.ground == "advisory" else "")
    place = escape(finding.clause or "")
    console.print(
        f"\n[{colour}]{shape} {SEVERITIES[finding.severity][choose]}[/{colour}] [bold]{escape(_say(finding.title, choose))}[/bold]"
        f"  {place}  [dim]{finding.rule} · {ground} · {finding.certainty:.2f}[/dim]"
    )
    for piece in finding.evidence or ():
        console.print(f"   | {escape(piece.quote)}", style="italic")
    console.print(f"   {escape(_say(finding.message, choose))}")
    for basis in finding.legal_basis:
        console.print(f"   [dim]{_WORDS['law'][choose]}:[/dim] {escape(_basis(basis, choose))}")
    for question in finding.counter_checks:
        answer = ANSWERS[question.answer][choose] + (f": {question.evidence}" if question.evidence else "")
        asked = f"{_say(question.question, choose)} {answer}"
        console.print(f"   [dim]{_WORDS['counter'][choose]}:[/dim] {escape(asked)}")
    wording = finding.wording.minimum or finding.wording.compromise or finding.wording.ideal
    console.print(f"   [green]{_WORDS['wording'][choose]}:[/green] {escape(_say(wording, choose))}")


def _basis(basis: BasisShown, choose: int) -> str:
    word = standing(applies=basis.applies, effect=basis.effect, upcoming=basis.upcoming, in_force=basis.in_force)
    return f"{basis.cite} [{word[choose]} · {_say(basis.why, choose)}]"


def _say(text: Text | None, choose: int) -> str:
    return "" if text is None else (text.ko, text.en)[choose]
