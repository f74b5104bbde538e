"""
Read from the end of a Korean clause whether it binds, forbids, permits, frees or states.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

import re2

from rules.norm import Modality


class Shape(Enum):
    """
    Say where the end of a clause hides its bearer.
    """

    OWN = auto()
    """The subject bears it."""
    GOES_TO = auto()
    """귀속된다: the subject is a thing, the dative gains it."""
    HOLDS = auto()
    """소유권을 보유한다: the subject gains."""
    BURDEN = auto()
    """을의 부담으로 한다: the genitive bears it."""
    LIES_WITH = auto()
    """갑에게 의무가 있다: the dative bears it."""
    DECIDES = auto()
    """갑이 정하는 바에 따른다: the genitive or inner subject may decide."""
    STATES = auto()
    """A fact about a thing."""
    WEAK = auto()
    """A bare connective ("제공하고"): the clause behind may lend its modality."""
    NONE = auto()
    """No predicate at all."""


@dataclass(frozen=True, slots=True)
class Ending:
    """
    Hold what the end of a clause says.
    """

    modality: Modality
    shape: Shape
    plain: bool = False
    """True for the bare declarative ("제출한다"), which binds only a party."""


_DO = r"(?:한다|하고|하며|하되|하나|하지만|함|할\s?것|하기로\s?(?:한다|하며|하고|함|합의한다|약정한다)|하였다|하여야\s?한다|해야\s?한다|하는\s?것으로\s?한다|합니다|하도록\s?한다|하는바)"
_BE = r"(?:된다|되고|되며|되되|되나|되지만|됨|될\s?것|되는\s?것으로\s?한다|되어야\s?한다|됩니다|되는바|되었다)"
_HAVE = r"(?:있다|있고|있으며|있으나|있되|있지만|있음|있을\s?것|있는\s?것으로\s?(?:한다|본다|하며|하고)|있습니다|있도록\s?한다|있기로\s?(?:한다|하며|하고|함)|있는바)"
_LACK = r"(?:없다|없고|없으며|없으나|없되|없지만|없음|없는\s?것으로\s?(?:한다|본다|하며|하고)|없습니다|없도록\s?한다|없기로\s?(?:한다|하며|하고|함)|없는바)"
_NOT = (
    r"(?:아니(?:한다|하고|하며|하되|하나|하지만|함|할\s?것|하기로\s?(?:[가-힣]+(?:한다|하며|하고|함)|한다|하며|하고|함)|하는\s?것으로\s?(?:한다|본다|하며|하고)|하여야\s?(?:한다|하며|하고|함)|합니다|하도록\s?(?:한다|하며|하여야\s?한다))"
    r"|않(?:는다|고|으며|으나|되|지만|음|을\s?것|기로\s?(?:[가-힣]+(?:한다|하며|하고|함)|한다|하며|하고|함)|는\s?것으로\s?(?:한다|본다|하며|하고)|아야\s?(?:한다|하며|하고|함)|습니다|도록\s?(?:한다|하며|하여야\s?한다)|는바))"
)
_BEAR = r"(?:지|부담하|갖|가지|부여받)"
_BEARS = r"(?:진다|지고|지며|지되|지나|짐|질\s?것|지지만|지는\s?것으로\s?한다|지기로\s?한다|져야\s?(?:한다|하며|하고|함)|집니다|갖는다|갖고|갖으며|가진다|가지고|가지며|가짐|부담" + _DO + ")"
_KEEP = r"(?:가진다|가지고|가지며|가지되|가지나|가짐|갖는다|갖고|갖으며|갖되|지닌다|보유" + _DO + r"|취득" + _DO + r"|행사" + _DO + r"|향유" + _DO + r"|유" + _DO + r"|얻는다|얻고|얻으며|누린다|가지는\s?것으로\s?(?:한다|하며|하고)|갖는\s?것으로\s?(?:한다|하며|하고)|가지기로\s?한다|유보" + _DO + r"|획득" + _DO + ")"
_MOOD = r"(?:이나|도|은|는|만|만이|을|를|가|이)?"
_OWNERSHIP = r"(?:소유권|저작권|저작재산권|재산권|특허권|지식재산권|지적재산권|산업재산권|상표권|지분|권리\s?일체|[대관]한\s(?:[가-힣]{1,8}\s){0,3}?권리|모든\s권리|일체의\s권리)"

_ORDER: tuple[tuple[Modality, Shape, str], ...] = (
    # Freed: a duty or liability denied.
    (Modality.NEED_NOT, Shape.LIES_WITH, rf"(?:책임|의무|부담|배상책임|채무)(?:{_MOOD}|이란|도\s?전혀)\s?{_LACK}"),
    (Modality.NEED_NOT, Shape.OWN, rf"(?:책임|의무|부담|위험|채무|비용){_MOOD}\s?(?:[가-힣]+\s)?(?:{_BEAR}|인수하|부과받|떠안|지우|물|묻)지{_MOOD}\s?{_NOT}"),
    (Modality.NEED_NOT, Shape.OWN, rf"책임\s?(?:지|질)지?{_MOOD}\s?(?:{_NOT}|{_LACK}|의무[가는]\s?{_LACK})"),
    (Modality.NEED_NOT, Shape.OWN, rf"(?:을|할|[가-힣])\s?(?:필요|의무){_MOOD}\s?{_LACK}"),
    (Modality.NEED_NOT, Shape.OWN, rf"지\s?(?:아니|않)(?:할|하여도|아도|을)\s?(?:수\s?{_HAVE}|무방하다|된다|되며|되고)"),
    (Modality.NEED_NOT, Shape.OWN, rf"(?:요|필요로|구속|기속)\s?하지\s?{_NOT}|(?:구속|기속)되지\s?{_NOT}"),
    (Modality.NEED_NOT, Shape.OWN, rf"(?:면제|면책){_BE}|(?:책임|의무)(?:을|를|에서|으로부터|로부터)?\s?(?:면한다|면하며|면하고|벗어난다|벗어나며|면제받는다|면제받고|면제받으며|면제{_DO})|면제받는다|면책받는다"),
    (Modality.NEED_NOT, Shape.OWN, rf"(?:책임|의무){_MOOD}\s?(?:발생하지|생기지|귀속되지|성립하지)\s?{_NOT}"),
    # Bound by a double negative.
    (Modality.MUST, Shape.OWN, rf"지\s?(?:아니하면|않으면|아니하고서는|않고서는|않고는|아니하고는)\s?(?:아니|안)\s?{_BE}"),
    (Modality.MUST, Shape.OWN, rf"지\s?(?:아니할|않을)\s?수\s?{_LACK}"),
    (Modality.MUST, Shape.OWN, rf"지\s?(?:아니하면|않으면)\s?안\s?{_BE}"),
    # Forbidden.
    (Modality.MUST_NOT, Shape.OWN, rf"(?:서는|서|면|서도|선)\s?(?:결코\s)?(?:아니|안)\s?{_BE}"),
    (Modality.MUST_NOT, Shape.OWN, rf"(?:하|되|[가-힣])지{_MOOD}\s?(?:못(?:한다|하며|하고|하되|하나|함|하도록\s?한다|하는\s?것으로\s?한다|하기로\s?한다|합니다)|말아야\s?{_DO}|말\s?것)"),
    (Modality.MUST_NOT, Shape.OWN, rf"[가-힣]\s?수(?:는|가|도)?\s?{_LACK}"),
    (Modality.MUST_NOT, Shape.OWN, rf"금지(?:{_DO}|{_BE}|하는\s?것으로\s?한다)|금지|엄금{_DO}|금하(?:고|며)|금한다|금함|삼가(?:야\s?한다|야\s?하며|야\s?하고|한다|하며|며|고)|불허{_DO}|불가{_DO}|불가하다|불가능하다|불가"),
    (Modality.MUST_NOT, Shape.LIES_WITH, rf"(?:권리|권한|자격|청구권|해지권|이의제기권){_MOOD}\s?{_LACK}"),
    (Modality.MUST_NOT, Shape.OWN, rf"(?:권리|권한|자격|[가-힣]+권)(?:을|를|은|는)\s?{_BEAR}지\s?(?:{_NOT}|못[가-힣]+)|못\s?{_DO}|못함"),
    (Modality.MUST_NOT, Shape.OWN, rf"(?:허용|인정|허락|허여|용납|승인)(?:되|하)지\s?{_NOT}"),
    # Deemed or stated, also in the negative.
    (Modality.IS, Shape.STATES, rf"(?:[로라]\s?(?:도\s?)?(?:보|간주하|추정하|인정하)|(?:간주|추정|적용|포함|해당|발생|존속|소멸|승계|의제|성립|간주되|유지|종료|연장|갱신|이전|귀속|저촉|무효로\s?)(?:되|하)|속하|미치|되)지{_MOOD}\s?{_NOT}"),
    (Modality.IS, Shape.STATES, rf"(?:초과하|넘|미달하|상회하|하회하|영향을\s?미치|영향을\s?주|영향을\s?받|존재하|이에\s?해당하|증거가\s?되)지{_MOOD}\s?{_NOT}|그러하지\s?{_NOT}|(?:제한|방해|배제|상실|변경|구속|침해|훼손|면제)되지\s?{_NOT}"),
    (Modality.MUST_NOT, Shape.OWN, rf"지(?:를|는|도|만)?\s?{_NOT}"),
    # Permitted.
    (Modality.MAY, Shape.OWN, rf"[가-힣]\s?수(?:는|가|도)?\s?{_HAVE}"),
    (Modality.MAY, Shape.LIES_WITH, rf"(?:권리|권한|자격|재량|자유|선택권|결정권|판단권|해석권|[가-힣]{{2,8}}권)(?:이|가|은|는|도|만)\s?(?:{_HAVE}|인정{_BE}|부여{_BE}|발생한다|주어진다|유보{_BE})"),
    (Modality.IS, Shape.HOLDS, rf"{_OWNERSHIP}(?:을|를|은|는|의\s?[가-힣]+을)?\s?(?:[가-힣]+(?:적으로|으로)\s)?{_KEEP}"),
    (Modality.MAY, Shape.OWN, rf"(?:권리|권한|자격|재량|자유|재량권|[가-힣]{{1,8}}권)(?:을|를)\s?(?:[가-힣]+(?:적으로|으로|히)\s)?(?:{_KEEP}|부여받(?:는다|고|으며))"),
    (Modality.MAY, Shape.DECIDES, r"(?:재량|판단|결정|의사|해석|선택|임의|방침|승인\s?여부|단독\s?결정|단독\s?판단|일방적\s?결정|의견|평가|정책|바|내용|기준|요구|지시|요청|통보|통지)에(?:만)?\s?(?:따른다|따르고|따르며|따르되|따름|의한다|의하고|의하며|의하되|맡긴다|맡기며|맡기고|달려\s?있다|따르는\s?것으로\s?(?:한다|하며|하고)|의하여\s?(?:정해진다|결정된다|정하여진다|확정된다)|따라\s?(?:정해진다|결정된다|정하여진다|확정된다)|의함|구속된다|속한다|일임한다|위임한다|따르기로\s?(?:한다|하며|하고|함))"),
    (Modality.MAY, Shape.DECIDES, rf"(?:재량|임의|단독|전권|선택|몫|권한|권리|전속\s?권한|고유\s?권한|의사)(?:으로|로)\s?(?:{_DO}|본다)|(?:재량|권한|몫|선택)\s?사항(?:이다|으로\s?{_DO})|(?:재량|권한|권리)(?:이다|이며)|단독으로\s?(?:정한다|결정{_DO}|정하며|정하고)"),
    (Modality.MAY, Shape.OWN, rf"(?:자유롭다|자유이다|자유다|무방하다|가능{_DO}|가능하다|허용{_BE}|허용{_DO}|제한(?:을|이)?\s?(?:받지|두지|되지|없이\s[가-힣]+할)\s?{_NOT}|제한{_MOOD}\s?{_LACK})"),
    # Bound.
    (Modality.MUST, Shape.OWN, rf"[가-힣]야(?:만)?\s?(?:{_DO}|할\s?의무[가를]\s?[가-힣]+)"),
    (Modality.MUST, Shape.LIES_WITH, rf"(?:의무|책임|입증책임|증명책임|배상책임|부담|채무|위험)(?:이|가|은|는|도)\s?(?:{_HAVE}|발생한다|귀속{_BE}|귀속{_DO}|돌아간다|따른다|주어진다)"),
    (Modality.MUST, Shape.LIES_WITH, r"(?:책임|의무|부담|위험|비용|입증책임|증명책임)(?:은|는|이|가)?\s?(?:전적으로\s|모두\s|전부\s|오로지\s)?[\x{E001}-\x{E00A}](?:에게|에|의)?\s?(?:만\s?)?(?:있다|있고|있으며|귀속된다|귀속한다|부담이다|책임이다|몫이다|돌아간다)"),
    (Modality.MUST, Shape.OWN, rf"(?:의무|책임|부담|위험|채무|비용)(?:을|를|도|만)?\s?(?:[가-힣]+\s)?{_BEARS}|책임지(?:고|며)|책임진다|책임짐"),
    (Modality.MUST, Shape.BURDEN, rf"(?:부담|비용|책임|몫|의무|위험|귀책|계산)(?:과\s[가-힣]+)?(?:으로|로)\s?(?:{_DO}|본다|처리{_DO}|정산{_DO})|(?:부담|몫|의무|책임)(?:이다|이며|이고|임)|(?:책임|의무|몫|부담)에\s?속한다"),
    # Deemed, vested, defined.
    (Modality.IS, Shape.GOES_TO, rf"귀속(?:{_BE}|{_DO}|시킨다|시키며|시키고|시키기로\s?한다|되기로\s?{_DO}|되는\s?것으로\s?(?:한다|본다|하며|하고)|한\s?것으로\s?본다)|귀속|(?:단독\s?|전속\s?|공동\s?|배타적\s?)?소유(?:로\s?(?:{_DO}|본다|된다)|이다|이며|가\s?{_BE}|임|{_BE}|에\s?속한다|로서|로\s?귀속{_BE}|로\s?남는다)|속(?:한다|하며|하고|함)|(?:이전|승계|양도|이관)(?:{_BE})|(?:재산|자산|권리|것|지식재산|지적재산|소유물|명의)(?:으로|로)\s?(?:{_DO}|본다|된다)|의\s?(?:것|소유물|재산|자산)(?:이다|이며|이\s?된다)|(?:소유|보유|취득)하는\s?것으로\s?(?:한다|본다|하며|하고)|(?:단독|원시적으로|전적으로|배타적으로)\s?(?:소유|보유)(?:{_DO})"),
    (Modality.IS, Shape.HOLDS, rf"(?:소유|단독\s?소유|공유|원시취득){_DO}|승계(?:{_DO}|취득{_DO})"),
    (Modality.IS, Shape.STATES, rf"(?:으로|로|라고|다고)\s?(?:도\s?)?(?:본다|보고|보며|보되|봄|보아야\s?한다|보기로\s?한다|간주{_DO}|간주{_BE}|추정{_DO}|추정{_BE}|의제{_DO}|의제{_BE}|인정{_BE})|(?:간주|추정|의제)(?:{_DO}|{_BE})|갈음(?:{_DO}|할\s?수)|정의(?:{_BE}|{_DO})|말한다|말하며|의미(?:{_DO})|뜻한다|칭(?:{_DO})|일컫는다|라\s?한다|라고\s?한다|가리킨다|이라\s?함"),
    (Modality.IS, Shape.STATES, rf"(?:소멸|종료|만료|실효|상실|해지|해제|연장|갱신|적용|존속|유효|발생|포함|구성|성립|확정|우선|유지|해당|준용|무효|취소|종결|전환|개시|중단|정지|도래|도달|완료|결정|체결|산정|조정|규율|해석|배제|제외|허여|부여|인정|변경|차감|상계|공제|승인|통지|지급|제공|이행|행사|완성|마련|일치){_BE}|(?:소멸|종료|만료|해당|존속|적용|발생|우선|성립|도래|경과|일치|상응|상당|불과|필요|종결|유효|무효|동일|같|존재|부합|저촉){_DO}|효력(?:이|을|도)\s?(?:{_HAVE}|{_LACK}|가진다|갖는다|상실{_DO}|잃는다|발생{_DO}|생긴다|미친다|유지{_DO}|지속{_DO}|존속{_DO})|(?:유효|무효|동일|필요|가능|불가능|별개|충분|적합|명백|부당)하다|무효(?:로\s?{_DO}|이다)|같다|(?:계속|존속)된다|남는다|미친다|이른다|생긴다|(?:으로|로)\s?된다|[가-힣](?:이다|이며|이고)|아니다|아니며|아니고"),
    (Modality.IS, Shape.STATES, rf"(?:기간|기한|기일|한도|금액|날|일자|시기|상한|하한|비율|이율|금리|요율|가격|가액|단가|배|%|퍼센트|원|일|년|월|개월|주|회|건|명|이내|이상|이하|전액|합계액|일부|장소|법원|법률|법|방식|방법|원칙|관할|것|경우|때|날부터|까지|바|위|목적|내용|조건|대상|동일|사유|범위|효력|당사자|국|어|본|통)(?:을|를|에)?\s?(?:원칙)?(?:으로|로)\s?{_DO}"),
)
_PATTERNS = re2.compile("|".join(f"(?P<r{number}>{pattern})" for number, (_, _, pattern) in enumerate(_ORDER)))
_PLAIN = re2.compile(
    r"[가-힣](?:다|고|며|되|으나|지만|는바|한바)$|(?:함|됨|음|임|짐|김|줌|름|킴|춤|늠|둠|냄|씀|봄|것)$|하기로$|도록$"
)
_CLOSERS = " \t\n.,;:!?\"'」』)]}"
_WEAK = re2.compile(r"[가-힣](?:고|며|되|으나|지만)$")


@lru_cache(maxsize=16384)
def ending(tail: str) -> Ending:
    """
    Read the modality from the last words of a clause (60 characters suffice).
    """
    words = tail.rstrip(_CLOSERS)
    reach = len(words)
    best: Ending | None = None
    for found in _PATTERNS.finditer(words):
        if found.end() == reach:
            modality, shape, _ = _ORDER[int((found.lastgroup or "r0")[1:])]
            best = Ending(modality, shape)
    if best is not None:
        return best
    if not _PLAIN.search(words):
        return Ending(Modality.IS, Shape.NONE)
    return Ending(Modality.MUST, Shape.WEAK if _WEAK.search(words) else Shape.OWN, plain=True)
