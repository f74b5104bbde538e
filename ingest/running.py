"""
Decide whether a line end merely breaks a running sentence; shared by every format with printed lines.

Only words and marks are looked at here; whether the line was full is for the format to say. In doubt a line end
stays a line end: joining a heading to its text would hide a clause.
"""

from __future__ import annotations

import re
import unicodedata

from ingest import late

# 제1조, 제2장, 부칙, 별표 1, ①, (1), 1), 1., 가., (가), Article 1, Section 2, (a), a), iv., bullets, table marks.
OPENS_CLAUSE = late.pattern(
    r"""\s*(?:
    [<〈《\[【〔「『]?\s*제\s*\d+\s*(?:조|장|절|편|관)(?:\s*의\s*\d+)?
        (?=\s*[(（\[【〔〈<「"“‘'.:>〉】\]]|\s*$|\s+\S{1,20}\s*$|\s+[가-힣“"'‘])
    |[<〈《\[【〔「『(（]?\s*(?:부\s*칙|별\s*[표첨지]|붙\s*임|첨\s*부|서\s*식)
    |[①-⑳㉑-㉟❶-❿⑴-⒇ⅰ-ⅿⅠ-Ⅿ㉠-㉻㈎-㈛㈀-㈍⒜-⒵]
    |[(（]?\s*(?:\d{1,3}|[가나다라마바사아자차카타파하]|[A-Za-z]|[ivxIVX]{1,5})\s*[)）]
    |(?:\d{1,3}(?:[.\-]\d{1,3}){0,4}[.．]|[가나다라마바사아자차카타파하][.．]|[A-Za-z][.．]|[ivxIVX]{1,5}[.．])(?=\s|[가-힣"“‘(（<])
    |\d{1,3}(?:[.\-]\d{1,3}){1,4}(?=\s+[A-Z가-힣"“‘(（<]|[A-Z가-힣])
    |(?:Article|ARTICLE|Section|SECTION|Clause|CLAUSE|Schedule|SCHEDULE|Exhibit|EXHIBIT|Annex|ANNEX|Appendix)\s+[\dIVXLA-Z]
    |§|[-–—·•‧∙▪▫■□▶▷◆◇○●◎※☞*#|>ㅇ❍◦➢➤➔→✓✔❑❒❖⬧⧫★☆☐☑☒]
    )""",
    re.VERBOSE,
)
# A particle, a verb form or a counter after the number: the words refer to an article and do not open one.
REFERS = late.pattern(
    r"\s*제\s*\d+\s*(?:조|장|절|편|관|항|호)(?:\s*의\s*\d+)?\s*"
    r"(?:제\s*\d|각|본문|단서|전단|후단|전문|후문|소정|위반|및|또는|내지|부터|까지|에|의|을|를|은|는|이|가|과|와|도|로|만|중|[,·ㆍ~])"
)
# "납품기일은⏎[별지 1]과 같다": a particle right behind the name of an annex.
REFERS_TO_ANNEX = late.pattern(
    r"\s*[<〈《\[【〔「『(（]?\s*(?:별\s*[표첨지]|붙\s*임|첨\s*부|서\s*식)\s*(?:제?\s*\d+(?:호|의\d+)?)?\s*[)）\]】〕」』〉》>]?"
    r"(?:에서|에|의|을|를|은|는|과|와|으로|로|및|또는|,)"
)
ENDS_SENTENCE = late.pattern(r"[.!?:;。：；…][\s\"'”’)）\]】」』〉>]*$")
HEADING = late.pattern(r"\s*제\s*\d+\s*(?:조|장|절|편|관)(?:\s*의\s*\d+)?\s*(?:[(（\[【〔].{0,60}[)）\]】〕])?\s*$")
HANGS = late.pattern(
    r"(?:[,、(\[“‘「]|및|또는|혹은|내지|그리고|등의|에게|으로서|으로|로서|로|에서|에|의|을|를|은|는|과|와|이|가|하여|하며|하고|하는|하거나|"
    r"한|할|될|된|되는|있는|없는|따른|따라|대한|관한|위한|위하여|대하여|관하여|통하여|경우|때에는|and|or|of|the|to|by|in|for|with|that|any|a|an|as|"
    r"its|such|which|from|on|at|not|be|is|are|this)\s*$"
)
# "ten⏎(10) years": the figure repeats the word.
NUMBER_WORD = late.pattern(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"seventy|eighty|ninety|hundred|thousand)\s*$",
    re.IGNORECASE,
)
FIGURE = late.pattern(r"\s*\(\d{1,4}\)")
# "as shown in⏎Schedule 2", "under Section⏎2.3.": a reference that the line end cuts.
CITING = late.pattern(r"(?:\b(?:in|of|under|to|by|with|per|from|this)|[^;,]\s(?:and|or))\s*$", re.IGNORECASE)
CITED = late.pattern(r"\s*(?:Article|Section|Clause|Schedule|Exhibit|Annex|Appendix)\s+[\dIVXLA-Z]", re.IGNORECASE)
CITING_WORD = late.pattern(
    r"\b(?:Articles?|Sections?|Clauses?|Schedules?|Exhibits?|Annex(?:es)?|Paragraphs?)\s*$", re.IGNORECASE
)
CITED_NUMBER = late.pattern(r"\s*(?:\d|[IVX]{1,5}\b)")
# A verb's stem whose last syllable 다 slipped to the next line: "하여야 한⏎다. ②".
STEM = late.pattern(r"[한된는간온진친린긴인있없않았었였겠란든른낸킨본준난]\s*$")
SLIPPED = late.pattern(r"\s*다\s*[.)）]")
LONE_MARK = late.pattern(r"\s*(?:[①-⑳]|\d{1,2}[.)]|[가나다라마바사아자차카타파하][.)]|\(\w{1,3}\))\s*")
# Lines of a form: "주소 :", "Name: Foo".
LABEL = late.pattern(r"\s*[^:：.]{2,20}?[:：](?:\s|$)")
# Rows of a form or a term sheet: "투자금액          25억원".
ROW = late.pattern(r"\s*[^\s:：.|][^:：|\n]{0,15}?\s{4,}\S")
# "구입⏎·사용": a middle dot without a blank after it links two words.
LINKS = late.pattern(r"\s*[·‧∙•ㆍ・][^\s·‧∙•ㆍ・]")
CLOSES = late.pattern(r"\s*[가-힣A-Za-z\d]{1,3}\s*[)）]")
WIDE = {"W", "F"}


def width(text: str) -> int:
    """
    Return the printed width in half-width columns: a Korean letter counts two.
    """
    return sum(2 if unicodedata.east_asian_width(letter) in WIDE else 1 for letter in text.rstrip())


def opens_clause(line: str) -> bool:
    """
    Tell whether a line begins with the number or mark of a clause, an item or a list.
    """
    return bool(OPENS_CLAUSE.match(line)) and not REFERS.match(line) and not REFERS_TO_ANNEX.match(line)


def may_continue(line: str, following: str) -> bool:
    """
    Tell whether the words allow that `following` goes on with the sentence of `line`.
    """
    if not line.strip() or not following.strip() or HEADING.fullmatch(line):
        return False
    if (LABEL.match(line) and LABEL.match(following)) or ROW.match(following):
        return False
    if is_lone_mark(line):
        return not opens_clause(following)
    if ENDS_SENTENCE.search(line):
        # An abbreviation ("Foo Co.⏎and") or the parts of a list in one sentence.
        return line.rstrip().endswith((".", ";")) and following.lstrip()[0].islower() and not opens_clause(following)
    return not opens_clause(following) or _only_looks_like_opening(line, following)


def _only_looks_like_opening(line: str, following: str) -> bool:
    """
    Tell whether the mark at the start of a line belongs to the words before it.
    """
    is_in_brackets = line.count("(") > line.count(")") or line.count("（") > line.count("）")
    return bool(
        (NUMBER_WORD.search(line) and FIGURE.match(following))
        or (CITING.search(line) and CITED.match(following))
        or (CITING_WORD.search(line) and CITED_NUMBER.match(following))
        or (STEM.search(line) and SLIPPED.match(following))
        or (is_in_brackets and CLOSES.match(following))
        or (LINKS.match(following) and line.lstrip()[0] != following.lstrip()[0])
    )


def is_lone_mark(line: str) -> bool:
    """
    Tell whether a line holds nothing but the number of a paragraph or item, so that its text follows below.
    """
    return bool(LONE_MARK.fullmatch(line))


def hangs(line: str) -> bool:
    """
    Tell whether a line stops at a word after which a sentence must go on.
    """
    return bool(HANGS.search(line))
