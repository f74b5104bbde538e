"""
Write down the forms that quantities take: the numbers, and what stands before and behind them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from ingest import late
from ingest.quantities.numerals import DIGITS, ENGLISH, NATIVE, SINO

NUMBER: Final = late.pattern(
    rf"(?P<digits>(?<![\d.,])(?:{DIGITS})(?: ?(?:[십백천]?[만억]|조(?= ?(?:원|\d))|[백천](?= ?(?:만|원|억|\d|분의)))(?: ?(?:{DIGITS}|[일이삼사오육칠팔구])[십백천만억]+)*)?)"
    rf"|(?<![가-힣])(?:일?금 ?)?(?P<sino>[{SINO}]{{1,14}})(?= ?(?:원(?!사업|칙|인|본|상|래|하|활)|개월|영업일|년(?=[간 이의을를후전,.)])|일(?=[간 이전후내의부까을,.)])|퍼센트|%|배(?![가-힣])|배(?=[를의로에가이 ])|분의|주일|푼(?=[을의에로으씩이 ,.]|$)|할(?=[을의에로씩 ,.오일이삼사육칠팔구]))|(?<=[십백천])(?: ?명|회(?!사)|인의))"
    rf"|(?<![가-힣])(?P<native>{NATIVE}) ?(?=달(?!리|라|성)|배(?!당|상)|번(?!호)|차례|명|사람|주일|할(?=[을의에로씩, .]))"
    rf"|\b(?P<english>{ENGLISH})\b(?=[ -]|%)",
    re.IGNORECASE,
)
_MAGNITUDES: Final = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12,
}  # fmt: skip
_CURRENCIES: Final = {
    "KRW": "KRW", "₩": "KRW", "WON": "KRW", "USD": "USD", "US$": "USD", "$": "USD", "EUR": "EUR", "€": "EUR", "GBP": "GBP", "£": "GBP",
    "JPY": "JPY", "¥": "JPY", "SGD": "SGD", "S$": "SGD", "HKD": "HKD", "HK$": "HKD", "CNY": "CNY", "RMB": "CNY",
    "원": "KRW", "달러": "USD", "엔": "JPY", "유로": "EUR", "위안": "CNY", "파운드": "GBP", "won": "KRW", "dollar": "USD", "dollars": "USD",
    "euro": "EUR", "euros": "EUR", "yen": "JPY", "pounds": "GBP",
}  # fmt: skip
SPACED: Final = late.pattern(r" (?:개월|년(?= ?(?:이내|안에|간|동안|반|뒤|후|을|의|에|이 ))|할|푼)")
CURRENCY_BEFORE: Final = late.pattern(
    r"(?<![A-Za-z])(KRW|Won|WON|USD|US\$|HK\$|S\$|\$|EUR|€|GBP|£|JPY|¥|SGD|HKD|CNY|RMB|₩) ?$"
)
MAGNITUDE: Final = late.pattern(r" ?(thousand|million|billion|trillion|bn|mn|m|k)\b")
CURRENCY_BEHIND: Final = late.pattern(
    r" ?(?P<scale>천|백만|만|천만|십만|억|조|million |billion |thousand )? ?(?P<currency>원(?!사업|칙|인|본|재|자|가|부|천|료)|원(?=가량)|달러|엔(?![가-힣])|유로(?![가-힣]{2})|위안(?![가-힣])|파운드|won\b|dollars?\b|euros?\b|yen\b|pounds\b)정?"
)
SCALES: Final = {
    "천": 10**3, "만": 10**4, "십만": 10**5, "백만": 10**6, "천만": 10**7, "억": 10**8, "조": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
PERCENT: Final = late.pattern(
    r" ?(?:%|퍼센트|프로(?![가-힣])|per ?cent\b(?:age points?)?|(?P<mille>‰|퍼밀)|(?P<basis>bps?\b|베이시스))(?:포인트)?"
)
TENTHS: Final = late.pattern(
    r" ?(?:할(?=[을의에로이가씩 ,.)\d일이삼사오육칠팔구]|$)(?: ?(?P<hundredths>[\d일이삼사오육칠팔구]) ?푼)?|(?P<few>푼)(?=[을의에로으이가씩 ,.)]|$))"
)
FRACTION: Final = late.pattern(rf"(?: ?분의 ?(?P<upper>{DIGITS}|[{SINO}]{{1,5}})| ?/ ?(?P<lower>\d[\d,]*)(?! ?[/\d]))")
MULTIPLE: Final = late.pattern(
    r" ?(?:배(?![가-힣])|배(?=의|를|로|에|가|이|수|까지|를|상당|액)|x\b|times\b(?! (?:per|a|each)\b)|times(?= the\b))"
)
PERIOD: Final = late.pattern(
    r"(?: ?(?P<business>영업 ?일|근무 ?일|워킹데이|(?:business|working|banking)[ -]days?\b)"
    r"| ?(?P<month>개월|달(?!리|라|성))"
    r"| ?(?P<year>주년|년(?! ?\d{1,2} ?월 ?\d|\s{0,8}월|도|차))"
    r"| ?(?P<week>주일|주간|주(?= ?(?:이내|안에|전|후|동안|내에|이전|이상|이하|의 기간|마다)))"
    r"| ?(?P<hour>시간(?!당))"
    r"| ?(?P<day>일(?!당|마다|에 대|에 ?\d|부터 ?\d{4}|자(?! ?이내)|반|체|정|괄|부(?!터)|방|시(?!에)))"
    r"|(?: |-)(?:calendar |consecutive )?(?P<day_en>days?)\b|(?: |-)(?P<week_en>weeks?)\b|(?: |-)(?:calendar )?(?P<month_en>months?)\b"
    r"|(?: |-)(?P<year_en>years?)\b|(?: |-)(?P<hour_en>hours?)\b)",
    re.IGNORECASE,
)
MORE_MONTHS: Final = late.pattern(
    rf"(?: ?(?:{DIGITS}) ?(?:개월|월(?!\s?\d))|,? (?:and )?(?:{DIGITS}|{ENGLISH}) months?\b)"
)
COUNT: Final = late.pattern(
    r" ?(?:(?P<person>of (?:whom|them)\b|인(?=의|을|이|으로|은|과|중| |,|\.|\)|$)|명|사람|persons?\b|people\b|directors?\b|members?\b|engineers?\b|arbitrators?\b)"
    r"|(?P<time>회(?!사|의|계|원|생|복|수)|번(?!호)|차례|times (?=a |per |each )|occasions?\b)"
    r"|(?P<share>주(?![가-힣]|당)|주(?=를|의(?! ?\d)|로|을|와|까지|이상|\b)|[Ss]hares\b|(?:(?:(?i:non-voting|voting|redeemable|convertible|preferred|preference|common|ordinary|registered|new|participating|cumulative|and)|(?:Series|Class) \w{1,6}),? ){1,7}[Ss](?:hares|tock)\b)"
    r"|(?P<thing>건|곳|부(?=를|를|씩|로|,| |\.)|개(?=를|의|소|사| |,|\.|\)|이상|이하)|통|종(?= |,|\)|의)|seats?\b|copies\b|originals\b))"
)
REPEATED: Final = late.pattern(rf" ?\((?:{DIGITS})(?P<percent> ?%)?\)")
_OF_THE_SUM: Final = (
    r"(?:원금|잔액|밑돈|밑천|투자 ?(?:금|원금|금액|액)|인수 ?(?:대금|금액|단가|가액)|납입 ?(?:금|금액|대금)|(?:납입(?:된|한)|들어온|받은|낸|넣은|투자한|인수한|그때까지의|그때까지 쌓인|남은|불어난|합친) ?(?:돈|금액|금원|대금))"
    r"(?:의|에|에 대하여) ?(?:약 )?$"
)
RATE_BEFORE: Final = (
    late.pattern(
        r"(?P<year>(?<![가-힣\d])(?:매 ?)?[연年년](?:간)? ?(?:복리|단리|이율|이자율|이자|금리|수익률|내부수익률|할인율|배당률|최고|최대|약)?(?:로|의|은|을)? ?"
        r"(?:약 |최대 |최고 )?$|annual (?:interest )?(?:rate|interest|return|dividend)? ?(?:of |at )?$|per annum (?:rate )?(?:of |at )$"
        r"|(?:해마다|매해|매년|한 ?해에|(?:1|일) ?년에) ?(?:그 ?|해당 ?)?(?:(?:돈|금액|원금|금원|대금|투자금|투자 ?원금|인수 ?대금|납입금)(?:의|에) ?)?$"
        rf"|an? (?:annual|yearly) [a-z ]{{0,30}}(?:of|at) $"
        rf"|(?:해마다|매해|매년|한 ?해에|(?:1|일|한) ?(?:년|해)(?:에|마다|이 ?(?:찰|될|지날|돌아올|넘을) ?때마다)|돌마다)[^.;\n%]{{0,30}}?{_OF_THE_SUM})"
        rf"|(?P<month>(?<![가-힣\d])(?:매 ?)?월 ?(?:복리 ?|단리 ?|이율 ?|약 )?$|(?:달마다|다달이|매달|한 ?달에) ?$|monthly rate of $|per month at (?:a rate of )?$"
        rf"|(?:달마다|다달이|매달|매월|한 ?달(?:에|마다|이 ?(?:찰|될|지날|넘을) ?때마다))[^.;\n%]{{0,30}}?{_OF_THE_SUM})"
        rf"|(?P<quarter>(?:매 ?분기|분기마다|석 ?달마다|세 ?달마다|3개월마다)(?:[^.;\n%]{{0,30}}?{_OF_THE_SUM}| ?$)|quarterly rate of $)"
    ),
    late.pattern(
        r"(?P<day>(?:지체|지연) ?일수[^.\n%]{0,28}$|(?<!\d)(?:1 ?일|하루|각 지체일)(?: ?당|마다|에(?: 대하여)?)[^.\n%\d]{0,20}$|하루 ?$|매일[^.\n%\d]{0,16}$"
        r"|(?<![가-힣\d])일 ?(?:당 ?)?(?:이율 ?)?(?:약 )?$|(?:each|every|per) (?:calendar )?day(?:[^.\n%,]|, (?:the|it|an?|[A-Z])){0,50}$)"
    ),
)
RATE_BEHIND: Final = late.pattern(
    r"^(?:\)|의)? ?(?:\([^()]{0,12}\) ?)?(?:simple |compound(?:ed)? |cumulative )?(?:interest )?(?:of [a-z ]{1,30}?)?(?:above [^.;\n]{0,60}?)?(?:for |with |in |upon |on )?"
    r"(?:(?P<year>per annum|p\.a\.|(?:a|per|each|every) year|annually|yearly)|(?P<month>(?:a|per|each|every) month|monthly)|(?P<quarter>(?:a|per|each|every) quarter|quarterly)"
    r"|(?P<day>(?:a|per|each|every|for each|for every) (?:calendar |business )?day|daily)|(?P<week>per week|a week|weekly))\b"
)
INTEREST: Final = late.pattern(
    r"(?:이자율|이율|이자|지연손해금|연체료|수익률|금리|interest(?: rate)?|rate of interest)(?:은|는|을|를|로|:| of| at| is)? ?(?:약 )?$"
)
COMPOUND: Final = late.pattern(r"복리|compound|내부수익률|IRR|internal rate", re.IGNORECASE)
GROWS: Final = late.pattern(
    r"이자에 (?:다시 )?이자|(?:원금|밑돈|밑천|본전|그 위)(?:에|으로)? ?(?:다시 |거듭 )?(?:넣|더하|더해|보태|보탠|얹|합치|합쳐|가산|덧붙)|불린|불려|불어난|불리어|거듭|"
    r"그때까지(?:의|에) ?(?:쌓인 )?(?:금액|돈|원리금|합계)|그(?:때|날)의 잔액|그 잔액|눈덩이|덧붙여 ?(?:가|나)|"
    r"(?:building|built|builds|growing|grows) (?:up)?on|on top of (?:the|each)|rolled (?:up|over|into)|capitali[sz]ed|added (?:back )?to (?:the )?(?:principal|base|sum)|"
    r"interest (?:up)?on interest|balance of the (?:day|month|year)|(?:upon|on) the last\b",
    re.IGNORECASE,
)
SIMPLE: Final = late.pattern(r"단리|simple", re.IGNORECASE)
PER_BEFORE: Final = late.pattern(
    r"(?P<day>(?:1 ?일|하루|매일|지체일수)(?: ?당|마다|에|) ?(?:금 ?)?$)|(?P<occurrence>(?:(?:위반|1) ?(?:행위 ?)?)?(?:1 ?)?(?:회|건)(?: ?당|마다|에) ?(?:금 ?|각 ?)?$|(?:each|every|per) (?:breach|occasion|violation)[^.\n]{0,40}$)"
    r"|(?P<month>(?<![가-힣\d])(?:매 ?)월 ?(?:금 ?)?$|(?<![가-힣\d])월 ?(?:금 ?)?$)|(?P<year>(?<![가-힣\d])(?:매 ?년|연간?) ?(?:금 ?)?$|반기 ?$^)"
)
PER_BEHIND: Final = late.pattern(
    r" ?(?:(?P<month>monthly|(?:a|per|each|every) month)|(?P<year>annually|per annum|(?:a|per|each|every) year)|(?P<day>daily|(?:a|per|each|every) day)|(?P<occurrence>(?:per|for each|for every) (?:breach|occasion|violation|incident)))\b"
)


def currency(written: str) -> str:
    """
    Give the ISO code of a currency as written.
    """
    return _CURRENCIES.get(written) or _CURRENCIES[written.upper()]


def magnitude(written: str) -> Decimal:
    """
    Give the factor of an English word or letter for thousands and more.
    """
    return Decimal(_MAGNITUDES[written])
