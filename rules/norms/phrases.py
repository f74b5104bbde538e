"""
Find what is given in return, and the words by which somebody decides alone, in Korean and English.
"""

from __future__ import annotations

import re2

from rules.norm import Consideration

_RETURN = r"(?:대가|보상|보상금|실시료|사용료|이용료|로열티|기술료|수수료|대금|금전|금원|비용|용역비|보수)"
_NONE = re2.compile(
    r"(?:^|[^업직의사무세법])(?:무상(?:[^증감주]|$)|무료|공짜)"
    r"|"
    + _RETURN
    + r"(?:의|을|를|은|는|이|가|도|에)?\s?(?:지급|추가|청구|요구|부담|보상)?\s?(?:이|을|를|도)?\s?없(?:이|는|다|고|으며)"
    r"|" + _RETURN + r"(?:을|를|은|는|도|이나)?\s(?:[가-힣]+\s){0,2}?(?:지급|청구|요구|요청|정산|보상|제공|반환)"
    r"\s?(?:하지|되지|하지도)\s?(?:아니|않|못)"
    r"|"
    + _RETURN
    + r"(?:을|를|은|는|도|이나)?\s(?:[가-힣]+\s){0,2}?(?:지급|청구|요구|요청)(?:할|을)\s?(?:수|의무가|의무는|의무를|권리가|필요가)\s?없"
    r"|보상(?:을|도|은)?\s?하지\s?(?:아니|않)"
    r"|(?i:free[ -]of[ -]charge|royalty[ -]free|fee[ -]free|without (?:any |further |additional |separate |other )*"
    r"(?:consideration|compensation|charge|payment|remuneration|fee|royalt(?:y|ies)|cost)"
    r"|(?:at|for) no (?:additional |extra |further )?(?:charge|cost|consideration|fee)|gratuitous(?:ly)?|for nothing|unpaid"
    r"|no (?:additional |further |separate )?(?:consideration|compensation|fee|payment|remuneration|royalt(?:y|ies))"
    r"|without being paid|shall not be (?:paid|compensated|remunerated))"
)
_PAID = re2.compile(
    r"(?:^|[^소점보])(?:유상|유료)(?:로|으로|의\s|\s|인\s|$)"
    r"|(?:정당|적정|합리적인|상당|상응|공정|합당|응분)(?:한|하는)?\s?(?:[가-힣]+\s){0,2}?"
    + _RETURN
    + r"|"
    + _RETURN
    + r"(?:을|를|은|는|로|으로)?\s?(?:[가-힣0-9,.%/()\x{E001}-\x{E00A}]+\s){0,6}?(?:지급|지불|보상|정산|납부|지출|송금)(?:하|한|할|함|합|해|받|된|되|됩|을|의)"
    r"|보상(?:을|금을)?\s?(?:하|한|할)"
    r"|(?i:(?:fair|reasonable|adequate|market|agreed|proper|equitable|appropriate) (?:and \w+ )?(?:consideration|compensation|remuneration|royalt(?:y|ies)|price|fee)"
    r"|in return for (?:a |the )?(?:payment|fee)|against payment|royalty-bearing|subject to (?:the )?payment|for (?:a|the) (?:separate )?(?:fee|consideration|price)"
    r"|(?:pay|pays|paid|payment of) (?:\S+ ){0,6}?(?:fees?|consideration|compensation|remuneration|royalt(?:y|ies)|price|sum|amount|costs?))"
)
_DISCRETION = re2.compile(
    r"재량|임의로|임의대로|일방적으로|단독으로|단독\s?결정|자유로이|자유로운|자유롭게|자유로\s|언제든지|언제라도|언제든|수시로|어느 때나|어느 때라도"
    r"|필요하다고\s?(?:인정|판단|생각)|적절하다고\s?(?:인정|판단)|적당하다고|부적절하다고\s?(?:인정|판단)|부족하다고\s?(?:인정|판단)"
    r"|(?:전적인|독자적|주관적|단독의|유일한)\s?(?:인\s?)?(?:판단|결정|재량)|판단에\s?(?:따라|의하여|따른|의한|의해|맡)|결정에\s?(?:따라|의하여|따른|맡)|의사에\s?(?:따라|의하여)"
    r"|정하는\s?바에\s?(?:따라|의하여|따른|의한|의해)|사유(?:를|의)?\s?(?:여하를\s?)?(?:불문|묻지)|이유\s?(?:여하를\s?)?(?:불문|없이)|사유\s?없이|원하는\s?(?:때|경우|대로)|전적으로|마음대로|뜻대로"
    r"|(?i:(?:sole|absolute|full|own|unfettered|complete) (?:and (?:absolute|exclusive|sole|unfettered) )?(?:discretion|judge?ment|option|opinion|determination|election)"
    r"|in its discretion|at its discretion|at any time|for any reason|for no reason|without cause|for convenience|as (?:it|they|[\x{E001}-\x{E00A}]) (?:may )?(?:sees?|deems?|considers?|thinks?|wish(?:es)?|chooses?|pleases?)\b"
    r"|in its (?:reasonable )?opinion|unilateral(?:ly)?|at will|from time to time|freely|at its option|(?:is|are|be) free to|at liberty|whenever it (?:wishes|likes|chooses)|solely (?:determine|decide)"
    r"|if (?:and when )?it (?:so )?(?:chooses|wishes|likes)|as (?:determined|decided|instructed|directed) by)"
)


def consideration(words: str) -> Consideration:
    """
    Tell whether words give something in return, rule it out, or are silent; a denied payment is no payment.
    """
    rest = _NONE.sub("\n", words)
    if rest == words:
        return Consideration.PAID if _PAID.search(words) else Consideration.SILENT
    return Consideration.PAID if _PAID.search(rest) and "무상" not in words else Consideration.NONE


def discretion(words: str) -> bool:
    """
    Tell whether somebody decides alone by these words.
    """
    return _DISCRETION.search(words) is not None
