"""
Find the mentions of parties in marked Korean words, with the case in which each stands.
"""

from __future__ import annotations

import re2

from ingest.document import Role
from rules.marks import MARK_OF_ROLE
from rules.norms.draft import Mention

FIRST_MARK, LAST_MARK = "\ue001", "\ue00a"
_MARK = f"[{FIRST_MARK}-{LAST_MARK}]"
_LINK = r"\s?(?:과|와|및|또는|혹은|이나|나|이며|,|ㆍ|·|/)?\s?(?:및|또는|그리고)?\s?"
_PEOPLE = (
    r"(?:임직원|직원|임원|계열회사|계열사|자회사|모회사|관계회사|관계사|협력사|협력업체|대리인|그룹사|이사|주주|특수관계인|수급인|대표이사|종업원|인력|상속인|승계인|"
    r"지정인|대표자|담당자|담당부서|평가위원|사업부서|현업부서|연구원|경영진|최고경영자|검수자|감독관|지명인|지정하는 자|지정하는 제3자|지정한 자|지정한 제3자|지명한 이사|지명하는 이사|실무자|책임자|발명자|연구자)"
)
_OWN_PEOPLE = (
    r"(?P<people>(?:(?:(?:의|측의?)\s?(?:모든\s|소속\s|현재 또는 장래의\s|각\s|최대\s|대표\s)?|(?:과|와|\s?및|\s?또는|이나|나|\s?[,ㆍ·/])\s?(?:그의?|자신의|소속|모든|각)\s?)(?:[가-힣]{1,6}\s)?"
    + _PEOPLE
    + r"|(?:이|가)\s(?:지정|지명|선임|추천|파견|승인)(?:하는|한)\s?(?:자|제3자|이사|회사|법인|사람|전문가|감사인|임원|업체|계열회사|계열사|관계회사|관계사|모회사|자회사|인수인|매수인|양수인|상대방|기관))(?:\s?(?:및|또는|,|ㆍ|·|과|와|이나|나)\s?(?:그\s|그의\s)?(?:[가-힣]{1,6}\s)?"
    + _PEOPLE
    + r"){0,4})?"
)
_CASES = (
    r"(?:(?P<by>에\s?(?:의하여|의해|의해서|의한)(?:만|서만)?)|(?P<causee>(?:으로|로)\s?하여금)|(?P<for>(?:을|를|의\s이익을)\s?위(?:하여|해|해서))"
    r"|(?P<about>에\s?(?:대하여|대해|대해서|관하여|관해)(?:는|도|서는)?)|(?P<from>(?:에게서|한테서|으로부터|로부터)(?:는|의|도|만)?)"
    r"|(?P<to>(?:에게|한테|께|측에|앞으로)(?:는|만|도|만을|까지)?|에(?:는|만)?)|(?P<into>(?:으로|로)(?:만|도)?)|(?P<topic>측?(?:은|는)|만은|쪽은)|(?P<also>도)"
    r"|(?P<subject>측?(?:이|가)|께서|에서|만이|쪽이|만)|(?P<of>의|측의|와의|과의|\s?간의?|\s?간에|\s?사이의?|\s?사이에)|(?P<with>과|와|하고)|(?P<object>을|를))"
)
_MENTION = re2.compile(
    f"(?P<chain>{_MARK}(?:{_LINK}{_MARK})*)(?:\\s?(?:모두|각각|각자|공히|쌍방|전원|양자|각))?{_OWN_PEOPLE}(?:\\s?(?:전원|들|전부|모두|각자|일부))?(?:\\s{{3,}})?{_CASES}?"
    r"(?P<not>\s(?:아닌|아니))?"
)
_CASE_OF_GROUP = {group: name for name, group in _MENTION.groupindex.items() if name not in {"chain", "people"}}
_PERSONS = re2.compile(r"(?:대표이사|대표자|주주|최고경영자|창업자)")
"""A startup's people who would be liable in person."""
_AND_SOMEBODY = re2.compile(
    r"^(?:\s?(?:및|또는|,|ㆍ|·))?\s?[가-힣]{1,6}(?:점|자|인|사|주|사업자|회사|기관|업체|기업)(?:은|는)"
)
"""Coordinated with somebody who is no known party ("위탁자와 대리점은")."""
_BOUNDARY = frozenset(" \t\n,.;:)]\"'」』")


def mentions(words: str) -> tuple[Mention, ...]:
    """
    Find every mention of parties, in order.
    """
    if not any(FIRST_MARK <= letter <= LAST_MARK for letter in words):
        return ()
    return tuple(_mention(words, found) for found in _MENTION.finditer(words))


def _mention(words: str, found: re2._Match) -> Mention:
    case = _CASE_OF_GROUP.get(found.lastindex or 0, "bare")
    if case in {"with", "bare"} and (joined := _AND_SOMEBODY.match(words[found.end() : found.end() + 16])):
        return Mention(found.start(), found.end() + joined.end(), found.group(1)[0], "topic")
    chain = "".join(dict.fromkeys(mark for mark in found.group(1) if FIRST_MARK <= mark <= LAST_MARK))
    end = found.end()
    if case == "not" or (case != "bare" and end < len(words) and words[end] not in _BOUNDARY):
        case = "bare"
    if (people := found.group(2)) and _PERSONS.search(people):
        chain = chain.replace(MARK_OF_ROLE[Role.STARTUP], MARK_OF_ROLE[Role.FOUNDER])
    return Mention(found.start(), end, chain, case, people=bool(people))
