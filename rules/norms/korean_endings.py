"""
Read from the end of a Korean clause whether it binds, forbids, permits, frees or states.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

import re2

from rules.norm import Modality
from rules.norms.korean_plain import plainly


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
    LAPSES = auto()
    """종료한다, 적용하지 아니한다: a fact of a thing, an act of a party."""
    BURDEN = auto()
    """을의 부담으로 한다: the genitive bears it."""
    LIES_WITH = auto()
    """갑에게 의무가 있다: the dative bears it."""
    DECIDES = auto()
    """갑이 정하는 바에 따른다: the genitive or inner subject may decide."""
    NO_BREACH = auto()
    """이 계약에 어긋나지 아니한다: what may be done stands before it, often like a condition ("쓰더라도")."""
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


_NOT = "(?:아니한다|않는다)"
_LACK = "없다"
_BEAR = "(?:지|부담하|갖|가지|부여받|인수하|떠안|물|묻)"
_KEEP = "(?:가진다|갖는다|지닌다|보유한다|취득한다|행사한다|향유한다|유한다|얻는다|누린다|유보한다|획득한다|확보한다|받는다|부여받는다)"
_MOOD = "(?:이나|만이|도|은|는|만|을|를|가|이)?"
_DUTY = "(?:책임|의무|부담|위험|채무|비용)"
_OWNED = r"(?:소유권|저작권|저작재산권|재산권|특허권|지식재산권|지적재산권|산업재산권|상표권|지분|권리\s?일체|[대관]한\s(?:[가-힣]{1,8}\s){0,3}?권리|모든\s권리|일체의\s권리)"
_POWER = "(?:[할을] 권리|권한|해지권|해제권|결정권|선택권|변경권|수정권|해석권|출원권|거부권|승인권|처분권|지정권|판단권|조정권|개정권|연장권|종료권|중지권|취소권|철회권|동의권|우선권)"
_AGREED = r"(?:(?:^|\s)(?:이|본|위|그)\s?(?:계약|협약|약정|각서|합의|조|항)|제\s?\d+\s?[조항]|비밀\s?유지\s?의무|(?:의무|약속|약정))(?:\s?위반)?"
_NO_BREACH = rf"(?:(?:어긋나|위배되|위반되|저촉되|반하|배치되)지{_MOOD}\s?{_NOT}|(?:위반|위배|침해)(?:한|하는|된)?\s?(?:것)?(?:(?:이|가)?\s?되지|(?:으로|로|이라고)\s?(?:보|여기|다루|취급하|간주하|간주되)지|에\s?해당하지|이){_MOOD}\s?(?:{_NOT}|아니다))"
_LAPSES = "(?:소멸|종료|만료|존속|적용|발생|우선|성립|도래|경과|종결|실효|상실|포함|제외|개시|연장|갱신)"

_ORDER: tuple[tuple[Modality, Shape, str], ...] = (
    # Freed: a duty or liability denied.
    (Modality.NEED_NOT, Shape.LIES_WITH, rf"{_DUTY}(?:{_MOOD}|이란|도\s?전혀)\s?{_LACK}"),
    (Modality.NEED_NOT, Shape.OWN, rf"{_DUTY}{_MOOD}\s?(?:[가-힣]+\s)?{_BEAR}지{_MOOD}\s?{_NOT}"),
    (
        Modality.NEED_NOT,
        Shape.OWN,
        rf"책임\s?(?:지|질)지?{_MOOD}\s?(?:{_NOT}|{_LACK})|(?:필요|이유|까닭){_MOOD}\s?{_LACK}",
    ),
    (Modality.NEED_NOT, Shape.OWN, r"지\s?(?:아니|않)(?:할|하여도|아도|을)\s?(?:수\s?있다|무방하다|된다)"),
    (
        Modality.NEED_NOT,
        Shape.OWN,
        rf"(?:(?:^|[\s을를])요|필요로|구속|기속)\s?하지\s?{_NOT}|(?:구속|기속)되지\s?{_NOT}|{_DUTY}{_MOOD}\s?(?:발생하지|생기지|귀속되지|성립하지)\s?{_NOT}",
    ),
    (
        Modality.NEED_NOT,
        Shape.OWN,
        r"(?:면제|면책)(?:된다|받는다)|(?:책임|의무)(?:을|를|에서|으로부터|로부터)?\s?(?:면한다|벗어난다|면제한다)",
    ),
    (
        Modality.NEED_NOT,
        Shape.LIES_WITH,
        rf"{_DUTY}{_MOOD}\s?(?:발생시키|부과하|지우|부담시키|발생하게\s?하)지\s?{_NOT}",
    ),
    # Nobody is forbidden to pay or to make good: a plain denial frees from it.
    (
        Modality.NEED_NOT,
        Shape.OWN,
        rf"(?:(?:배상|변상|보상|지급|지불|변제|보전|납부|환불|환급|정산|책임)하|책임지|갚|물어\s?주|물어\s?내|치르|물)지{_MOOD}\s?{_NOT}",
    ),
    # Negatives piled up: an odd number of them forbids.
    (
        Modality.MUST_NOT,
        Shape.OWN,
        rf"지\s?(?:아니하|않)지{_MOOD}\s?(?:(?:아니할|않을)\s?수\s?{_LACK}|(?:아니하면|않으면|아니하여서는|아니해서는|않아서는)\s?(?:아니|안)\s?된다)",
    ),
    # Bound by a double negative.
    (
        Modality.MUST,
        Shape.OWN,
        r"지\s?(?:아니하면|않으면|아니하고서는|않고서는|않고는|아니하고는|아니하여서는|아니해서는|않아서는|않으면은)\s?(?:아니|안)\s?된다",
    ),
    (Modality.MUST, Shape.OWN, rf"지\s?(?:아니할|않을)\s?수\s?{_LACK}"),
    # Forbidden.
    (Modality.MUST_NOT, Shape.OWN, r"(?:서는|서|면|서도|선)\s?(?:결코\s)?(?:아니|안)\s?된다"),
    (Modality.MUST_NOT, Shape.OWN, rf"[가-힣]지{_MOOD}\s?(?:못한다|말아야\s?한다|만다)|못\s?한다"),
    (Modality.MUST_NOT, Shape.OWN, rf"[가-힣]\s?수(?:는|가|도)?\s?{_LACK}"),
    (
        Modality.MUST_NOT,
        Shape.OWN,
        r"금지(?:한다|된다)|금지|(?:[을를도은는이]|\s|엄)금한다|삼가(?:야\s?한다)|삼간다|불허한다|불가한다|불가(?:하다|능하다|능한다)|불가",
    ),
    (Modality.MUST_NOT, Shape.LIES_WITH, rf"(?:권리|권한|자격|청구권|해지권|이의제기권){_MOOD}\s?{_LACK}"),
    (Modality.MUST_NOT, Shape.OWN, rf"(?:권리|권한|자격|[가-힣]권)(?:을|를|은|는)\s?{_BEAR}지\s?(?:{_NOT}|못한다)"),
    (Modality.MUST_NOT, Shape.OWN, rf"(?:허용|인정|허락|허여|용납|승인)(?:되|하)지\s?{_NOT}"),
    # No breach: whoever does it is free to. What a law or the articles are in keeping with is a statement, as before.
    (
        Modality.MAY,
        Shape.NO_BREACH,
        r"(?:것|일|행위)(?:은|는|도)\s?(?:자유(?:이다|롭다|다)|무방하다|상관없다|허용된다|가능하다|괜찮다)",
    ),
    (Modality.MAY, Shape.NO_BREACH, rf"{_AGREED}(?:을|를|의|에|과|와)?\s?{_NO_BREACH}"),
    # Deemed or stated, also in the negative.
    (
        Modality.IS,
        Shape.STATES,
        rf"(?:[로라]\s?(?:도\s?)?(?:보|간주하|추정하|인정하|하)|(?:[가-힣]되)|(?:간주|추정|해당|발생|의제|성립|존재|초과|미달|상회|하회)하|속하|미치|그러하|넘|아니|한정하|국한하|[에도]\s?한하|영향을\s?주|달라지|없어지|사라지|줄|늘|바뀌)지{_MOOD}\s?{_NOT}",
    ),
    (
        Modality.IS,
        Shape.LAPSES,
        rf"(?:적용|포함|존속|소멸|유지|종료|연장|갱신|제한|방해|배제|면제|저해|변동)하지{_MOOD}\s?{_NOT}",
    ),
    (Modality.MUST_NOT, Shape.OWN, rf"지(?:를|는|도|만)?\s?{_NOT}"),
    # Permitted.
    (Modality.IS, Shape.STATES, r"관할권?(?:을|를|이|은)?\s?(?:가진다|갖는다|있다|보유한다)"),
    (Modality.MAY, Shape.OWN, r"[가-힣]\s?수(?:는|가|도)?\s?있다"),
    (
        Modality.MAY,
        Shape.LIES_WITH,
        rf"{_POWER}(?:은|는|이|가)\s?(?:오로지\s|오직\s|전적으로\s)?[\x{{E001}}-\x{{E00A}}](?:에게|에|측에)만?\s?(?:있다|속한다|귀속된다|유보된다|주어진다|인정된다|인정한다)",
    ),
    (
        Modality.MAY,
        Shape.LIES_WITH,
        r"(?:권리|권한|자격|재량|자유|[가-힣]권)(?:이|가|은|는|도|만)\s?(?:있다|인정된다|부여된다|발생한다|주어진다|유보된다)",
    ),
    (
        Modality.MAY,
        Shape.OWN,
        rf"{_POWER}(?:은|는)\s?(?:오로지\s|오직\s)?[\x{{E001}}-\x{{E00A}}](?:측)?(?:만)?(?:이|가)?\s?(?:[가-힣]+(?:으로|히|만)\s)?{_KEEP}",
    ),
    (Modality.MAY, Shape.OWN, r"(?:지급|분배|배당|배분|환급|보전|변제|상환)받는다"),
    (
        Modality.IS,
        Shape.HOLDS,
        rf"{_OWNED}(?:을|를|은|는|의\s?[가-힣]+을)?\s?(?:[\x{{E001}}-\x{{E00A}}][가-힣]*\s)?(?:[가-힣]+(?:적으로|으로)\s)?{_KEEP}",
    ),
    (
        Modality.MAY,
        Shape.OWN,
        rf"(?:권리|권한|자격|재량|자유|[가-힣]권)(?:을|를)\s?(?:[가-힣]+(?:적으로|으로|히)\s)?{_KEEP}",
    ),
    (
        Modality.MAY,
        Shape.DECIDES,
        r"(?:재량|판단|결정|의사|해석|선택|임의|방침|여부|의견|평가|정책|바|내용|기준|요구|지시|요청|통보|통지)에(?:만)?\s?(?:따른다|의한다|맡긴다|달려\s?있다|구속된다|속한다|일임한다|위임한다|(?:의하여|의해|따라)\s?(?:정해진다|결정된다|정하여진다|확정된다|정한다))",
    ),
    (
        Modality.MAY,
        Shape.DECIDES,
        r"(?:정하는|정한|판단하는|결정하는|해석하는|풀이하는|보는|원하는|지시하는|요구하는|뜻|말|의견|결정|판단)\s?대로(?:만)?\s?(?:한다|따른다|정한다|정해진다|처리한다|적용한다|이행한다)|(?:뜻|의향|마음|방침)에\s?(?:따른다|맡긴다|달려\s?있다)",
    ),
    (
        Modality.MAY,
        Shape.DECIDES,
        r"(?:재량|임의|단독|전권|선택|권한|권리|의사)(?:으로|로)\s?(?:한다|본다)|(?:재량|권한|선택)\s?사항(?:이다|으로\s?한다)|(?:재량|권한|권리)이다",
    ),
    (
        Modality.MAY,
        Shape.OWN,
        rf"(?:하여|해|어|아|여|써|되어|와|워)도\s?(?:된다|무방하다|좋다|괜찮다|상관없다|관계없다)|자유롭다|자유이다|자유다|무방하다|가능(?:한다|하다)|허용(?:한다|된다)|(?:제한|제약|구속|구애|간섭|방해|규제)(?:을|를|이|도|은|는)?\s?(?:받지|두지|당하지){_MOOD}\s?{_NOT}|제한{_MOOD}\s?{_LACK}",
    ),
    # Bound.
    (Modality.MUST, Shape.OWN, r"[가-힣]야(?:만)?\s?한다"),
    (
        Modality.MUST,
        Shape.LIES_WITH,
        rf"{_DUTY}(?:이|가|은|는|도)\s?(?:있다|발생한다|귀속된다|귀속한다|돌아간다|따른다|주어진다)",
    ),
    (
        Modality.MUST,
        Shape.LIES_WITH,
        rf"{_DUTY}(?:은|는|이|가)?\s?(?:전적으로\s|모두\s|전부\s|오로지\s)?[\x{{E001}}-\x{{E00A}}](?:에게|에)\s?(?:만\s?)?(?:있다|귀속된다|귀속한다|돌아간다)",
    ),
    (
        Modality.MUST,
        Shape.OWN,
        rf"{_DUTY}(?:을|를|도|만)?\s?(?:[가-힣]+\s)?(?:진다|져야\s?한다|갖는다|가진다|부담한다)|책임진다",
    ),
    (
        Modality.MUST,
        Shape.BURDEN,
        rf"(?:{_DUTY}|몫|귀책|계산)(?:과\s[가-힣]+)?(?:으로|로)\s?(?:한다|본다|처리한다|정산한다)|(?:부담|몫|의무|책임)이다|(?:책임|의무|몫|부담)에\s?속한다",
    ),
    # Vested.
    (
        Modality.IS,
        Shape.GOES_TO,
        r"귀속(?:된다|한다|시킨다|한\s?것으로\s?본다|된\s?것으로\s?본다)|귀속|소유(?:로\s?(?:한다|본다|된다)|이다|가\s?된다|된다|에\s?속한다|로\s?남는다)|속한다|(?:이전|승계|양도|이관|배정|부여|할당)된다|(?:넘어|옮겨|건너|돌아)\s?간다|(?:몫|차지)(?:이다|이\s?된다|가\s?된다|으로\s?한다|로\s?한다)|(?:재산|자산|지식재산|지적재산|소유물|명의|권리|재산권)(?:으로|로)\s?(?:한다|본다|된다|남는다|변경한다|이전한다)|의\s?(?:것|소유물|재산|자산)(?:이다|이\s?된다|으로\s?(?:한다|본다|된다))",
    ),
    (
        Modality.IS,
        Shape.LAPSES,
        rf"{_LAPSES}한다|(?:법|법률|법령|규정|조건|별지|별첨|절차|관례|상관례|법리|원칙|[조항호]|법원|바|예|표)에\s?(?:따른다|의한다|준한다)",
    ),
    (Modality.MUST, Shape.OWN, r"(?:의무|채무|책임|지위)(?:를|을)\s?(?:포괄\s?)?승계한다"),
    (Modality.IS, Shape.HOLDS, r"(?:소유|공유|원시취득|원시적으로\s?취득|승계취득|승계)한다"),
    # Deemed, defined, timed.
    (
        Modality.IS,
        Shape.STATES,
        r"(?:으로|로|라고|다고)\s?(?:도\s?)?(?:본다|보아야\s?한다|간주한다|추정한다|의제한다)|(?:간주|추정|의제)한다|갈음한다|정의한다|말한다|의미한다|뜻한다|칭한다|일컫는다|라고?\s?한다|가리킨다|이라\s?함|라\s?함",
    ),
    (
        Modality.IS,
        Shape.STATES,
        r"[가-힣]된다|(?:해당|상응|상당|불과|존재|부합|저촉|일치|의미|말|한정|국한)한다|에\s?한한다|(?:효력|구속력)(?:이|을|를|도|은)\s?(?:있다|없다|가진다|갖는다|상실한다|잃는다|다한다|발생한다|생긴다|미친다|유지한다|존속한다)|[가-힣](?:하다|같다)|이다|같다|이루어진다|들어간다|희망한다|붙는다|늘어난다|줄어든다|달라진다|쌓인다|[^수]\s?(?:있다|없다)|[았었였했]다|남는다|미친다|이른다|생긴다|아니다|걸친다|(?:[로은는이가을를]|여부가)\s?(?:있다|없다)",
    ),
    (
        Modality.IS,
        Shape.STATES,
        r"(?:기간|기한|기일|한도|금액|날|일자|시기|상한|하한|비율|이율|금리|요율|가격|가액|단가|배|%|퍼센트|원|일|년|월|개월|주|회|건|명|이내|이상|이하|전액|합계액|일부|장소|법원|법률|법|방식|방법|원칙|관할|것|경우|때|까지|바|위|목적|내용|조건|대상|사유|범위|효력|당사자|국|어|본|통|예외|기준|무효|유효|호)(?:을|를|에)?\s?(?:원칙)?(?:으로|로)\s?한다",
    ),
)
_PATTERNS = re2.compile(
    "(?:" + "|".join(f"(?P<r{number}>{pattern})" for number, (_, _, pattern) in enumerate(_ORDER)) + ")$"
)
_ROW = {group: int(name[1:]) for name, group in _PATTERNS.groupindex.items()}
_DECLARES = re2.compile(r"[가-힣]다$|[가-힣]도록$")
_CLOSERS = " \t\n.,;:!?\"'」』)]}"
_WEAK = re2.compile(r"[가-힣](?:고|며|되|으나|지만)$")
_ASIDE = re2.compile(r"([가-힣])\s{3,}((?:을|를|이|가|은|는)\s)")
"""Where an aside was blanked out between a word and its particle: 권리(풋옵션)를 가진다."""


@lru_cache(maxsize=16384)
def ending(tail: str) -> Ending:
    """
    Read the modality from the last words of a clause (60 characters suffice).
    """
    words = plainly(_ASIDE.sub(r"\1\2", tail))
    if found := _PATTERNS.search(words):
        modality, shape, _ = _ORDER[_ROW[found.lastindex or 1]]
        return Ending(modality, shape)
    if not _DECLARES.search(words):
        return Ending(Modality.IS, Shape.NONE)
    return Ending(Modality.MUST, Shape.WEAK if _WEAK.search(tail.rstrip(_CLOSERS)) else Shape.OWN, plain=True)
