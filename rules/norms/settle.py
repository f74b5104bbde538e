"""
Complete drafts to norms: roles for marks, lent bearers and modality, provisos behind, reciprocity.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import re2

from ingest.document import Role, Span
from rules.marks import EVERY_PARTY, NO_PARTY, ONE_PARTY, OTHER_PARTY, ROLE_OF_MARK, STRONG, WEAK
from rules.marks_japanese import is_japanese
from rules.norm import Consideration, Modality, Norm
from rules.norms import japanese_words
from rules.norms.phrases import consideration

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rules.norms.draft import Draft
    from rules.sentences import Sentence

    Read = Callable[[str], tuple[Draft, ...]]

_PROVISO = re2.compile(
    r"^[\s\"'(]*(?:[-*ㆍ·○□]\s*)?(?:다만|단서|단[,\s]|이\s?경우|이때|그러나|하지만|그럼에도|예외적으로|위\s?경우|전항에도|(?:[^\s]+\s){1,8}그러하지\s?(?:아니|않)"
    r"|ただし|但し|但、|もっとも|この場合|かかる場合|[^。]{0,20}この限りで|前(?:各)?項の(?:規定|定め)?(?:に|の)?(?:かかわらず|関わらず)"
    r"|(?i:provided|however|except|notwithstanding the foregoing|save|but |unless|the foregoing|this (?:does|shall|restriction|clause|section|obligation) (?:not|does)|nothing in|in (?:such|that|this|which) (?:case|event)))"
)
_EXCEPTS = re2.compile(r"그러하지\s?(?:아니|않)|この限りで(?:は)?な")
_EXEMPTS = re2.compile(
    r"この限りで(?:は)?ない[^\n]{0,6}$|(?:그러하지\s?(?:아니|않)|예외(?:로\s?(?:한|하|본)|이)|(?:적용|금지|제한)(?:하지|되지)\s?(?:아니|않)|(?:제한|금지)에서\s?제외)[^\n]{0,6}$"
)
_LIKEWISE = re2.compile(
    r"^[^.\n]{0,60}[\x{E001}-\x{E00A}](?:도|의\s?경우(?:에)?도|에게도|에\s?대하여도|또한|의\s[가-힣]{1,12}도\s)[^.\n]{0,60}(?:같다|동일|준용|마찬가지|적용|의무를|부담|한다)"
    r"|^[^.\n]{0,40}(?:준용한다|(?:쌍방|양\s?당사자)[^.\n]{0,20}적용)"
    r"|^[^。\n]{0,60}(?:も(?:また)?(?:同様|同じ)|準用)|^[^。\n]{0,60}(?:についても|の場合も)[^。\n]{0,30}(?:同様|適用|負う)"
    r"|(?i:^[^.\n]{0,80}(?:applies|apply) (?:equally|likewise|mutually|mutatis mutandis)|^[^.\n]{0,30}(?:likewise|the same (?:obligation|restriction|right)s? (?:shall )?appl))"
)
_OF_CASES = re2.compile(
    r"(?:次の|以下の|下記|各号)[^。\n]{0,30}(?:場合|とき|事由|いずれかに該当)|(?:각\s?호|각\s?목|다음|아래)[^.\n]{0,40}(?:경우|때|사유|해당하면|해당하는\s?때|해당하게)|(?i:(?:following|any of the following) (?:events?|cases?|circumstances?)|\bif:?\s*$|\bwhere:?\s*$|\bunless:?\s*$|in the event)"
)
_OF_THINGS = re2.compile(
    r"(?:次の|以下の|下記|各号)[^。\n]{0,20}(?:事項|情報|書類|資料|内容|方法|金額|事実)|(?:각\s?호|각\s?목|다음|아래)[^.\n]{0,24}(?:사항|내용|서류|자료|정보|금액|서면|문서|방법|비용|기준|항목|기재)"
    r"|(?i:following (?:information|documents?|particulars|items|matters|details|materials))"
)
"""Items that are what the head's act is done to ("다음 각 호의 사항을 적은 서면을 제시한다"), not acts of their own."""
_LETS_OUT = re2.compile(
    r"除(?:く|外)|適用し(?:ない|な)|この限りで|制限を受け|自由に|제외|예외|적용하지\s?(?:아니|않)|적용되지\s?(?:아니|않)|그러하지\s?(?:아니|않)|구애|제한\s?(?:없이|을\s?받지)|자유로|무방|(?i:except|exempt|not apply|free to|shall not be bound|not restrict)"
)
_BY_CONSENT = re2.compile(r"동의|승낙|승인|합의|허락|협의|承諾|同意|合意|協議|許諾|(?i:consent|approv|agree)")
_TAIL = 12
_REACH = 4
"""Sentences before and behind, within the same provision, that may lend a bearer or a proviso."""


def settle(
    text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role], read: Read
) -> tuple[Norm, ...]:
    """
    Complete the drafts of one sentence to norms.
    """
    sentence = sentences[index]
    own = read(text[sentence.span.start : sentence.span.end])
    if not own:
        return ()
    behind = _behind(text, sentences, index)
    provisos = [(order, _shift(draft.span, sentence.span.start)) for order, draft in enumerate(own) if draft.proviso]
    found: list[Norm] = []
    for order, draft in enumerate(own):
        norm = _norm(draft, sentence.span.start, roles, found)
        if draft.bare or (draft.lent and not norm.bearer):
            norm = _lend(norm, draft, text, sentences, index, roles, read)
        norm = _by_sense(norm, draft, roles)
        if norm.modality is Modality.IS and _EXEMPTS.search(text[norm.span.start : norm.span.end]):
            norm = _exempted(norm, draft, roles, found or _before(text, sentences, index, roles, read))
        later = [span for place, span in provisos if place > order]
        found.append(_less_exempted(_with_provisos(norm, text, later, behind), text))
    found = _lend_back(found, own)
    return tuple(_reciprocal(norm, text, sentences, index, roles) for norm in found)


def _before(text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role], read: Read) -> Sequence[Norm]:
    """
    Give the norms of the sentence before, of the same provision, that an exception takes back.
    """
    if not index or sentences[index - 1].provision != sentences[index].provision:
        return ()
    span = sentences[index - 1].span
    norms: list[Norm] = []
    for draft in read(text[span.start : span.end]):
        norms.append(_norm(draft, span.start, roles, norms))
    return norms


def _exempted(norm: Norm, draft: Draft, roles: frozenset[Role], before: Sequence[Norm]) -> Norm:
    """
    Read an exception to a ban ("다만, 갑이 계열사에 제공하는 경우에는 그러하지 아니하다") as the right that it is.
    """
    banned = [one for one in before if one.modality is Modality.MUST_NOT]
    if not banned:
        return norm
    named, mutual = holders(draft.excepted, roles, frozenset())
    if not named:
        named, mutual = banned[-1].bearer, banned[-1].mutual
    return replace(
        norm,
        bearer=named,
        mutual=mutual,
        modality=Modality.MAY,
        act=norm.span,
        object=norm.span,
        condition=(),
        inherited=True,
    )


def _lend_back(norms: Sequence[Norm], own: Sequence[Draft]) -> list[Norm]:
    """
    Give a first clause that names nobody the bearer of the clause that it runs on into.
    """
    found = list(norms)
    for order in range(len(found) - 2, -1, -1):
        norm, later = found[order], found[order + 1]
        if (
            own[order].lent
            and not norm.bearer
            and later.bearer
            and norm.modality is not Modality.IS
            and own[order + 1].lent
        ):
            found[order] = _copy(
                norm, later.bearer, norm.consideration, norm.proviso, mutual=later.mutual, inherited=True
            )
    return found


def _by_sense(norm: Norm, draft: Draft, roles: frozenset[Role]) -> Norm:
    """
    Give a clause that names nobody the party whom its condition or its beneficiary points at; less certain, so inherited.
    """
    if not draft.lent or norm.modality is Modality.IS:
        return norm
    if draft.hint and (not norm.bearer or norm.inherited):
        named, mutual = holders(draft.hint, roles, frozenset())
        meant = _other_side(named, roles) if draft.opposite and not mutual else named
        if meant and meant <= norm.beneficiary:
            meant = named
        if mutual or meant:
            return _copy(norm, meant, norm.consideration, norm.proviso, mutual=mutual, inherited=True)
    others = _other_side(norm.beneficiary, roles)
    if norm.beneficiary and norm.bearer <= norm.beneficiary and others:
        return _copy(norm, others, norm.consideration, norm.proviso, mutual=False, inherited=True)
    return norm


def _other_side(named: frozenset[Role], roles: frozenset[Role]) -> frozenset[Role]:
    """
    Give the one party that faces those named, or nothing where several could be meant.
    """
    others = roles - named
    if len(others) > 1 and named:
        facing = others & (STRONG if named <= WEAK else WEAK)
        others = facing & {Role.STARTUP} or facing
    return others if len(others) == 1 else frozenset()


def _norm(draft: Draft, offset: int, roles: frozenset[Role], before: Sequence[Norm]) -> Norm:
    spoken = before[-1].bearer if before and not before[-1].mutual else frozenset()
    bearer, mutual = holders(draft.bearer, roles, spoken)
    beneficiary, _ = holders(draft.beneficiary, roles, bearer if bearer != roles else frozenset())
    return Norm(
        bearer=bearer,
        modality=draft.modality,
        act=_shift(draft.act, offset),
        object=_shift(draft.object, offset),
        beneficiary=beneficiary if mutual else beneficiary - bearer,
        condition=tuple(_shift(span, offset) for span in draft.condition),
        consideration=draft.consideration,
        proviso=(),
        discretion=draft.discretion,
        mutual=mutual or draft.mutual,
        span=_shift(draft.span, offset),
    )


def holders(marks: str, roles: frozenset[Role], spoken: frozenset[Role]) -> tuple[frozenset[Role], bool]:
    """
    Give the roles behind marks, and whether both sides hold alike; `spoken` are those already named.
    """
    if not marks:
        return frozenset(), False
    if any(mark in marks for mark in (EVERY_PARTY, ONE_PARTY, NO_PARTY)):
        return roles, True
    named = frozenset(ROLE_OF_MARK[mark] for mark in marks if mark in ROLE_OF_MARK)
    if OTHER_PARTY in marks:
        others = roles - spoken
        named |= others if spoken and others else roles
        return named, not spoken or bool(named & spoken)
    both = bool(named & STRONG) and bool(named & WEAK)
    return named, both or (len(named) > 1 and named >= roles)


def _lend(
    norm: Norm, draft: Draft, text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role], read: Read
) -> Norm:
    sentence = sentences[index]
    heads = [head for head in reversed(sentence.zones[:-1]) if head.end <= sentence.span.start]
    lenders = [(lender, head) for head in heads if (lender := _of_head(text, head, roles, read)) is not None]
    if lenders:
        lender, head = next((one for one in lenders if one[0].bearer), lenders[0])
        return _from_head(norm, draft, lender, text[head.start : head.end])
    if draft.bare and not _continues(text, sentences, index):
        return norm
    for earlier in range(index - 1, max(-1, index - 1 - _REACH), -1):
        if sentences[earlier].provision != sentence.provision:
            break
        lender = _of_head(text, sentences[earlier].span, roles, read)
        if lender is not None and lender.bearer:
            return _take(norm, lender, modality=lender.modality if draft.bare else norm.modality)
    return norm


_JOINED = re2.compile(r"(?i)[;:,]\s*(?:and|or|및|또는)?$")


def _continues(text: str, sentences: Sequence[Sentence], index: int) -> bool:
    """
    Tell whether the sentence before runs on into this one: "shall: (a) keep it secret; and".
    """
    if not index:
        return False
    before = sentences[index - 1].span
    return _JOINED.search(text[max(before.start, before.end - _TAIL) : before.end].rstrip()) is not None


def _of_head(text: str, span: Span, roles: frozenset[Role], read: Read) -> Norm | None:
    norms: list[Norm] = []
    for draft in read(text[span.start : span.end]):
        norms.append(_by_sense(_norm(draft, span.start, roles, norms), draft, roles))
    for norm in reversed(norms):
        if norm.bearer:
            return norm
    return norms[-1] if norms else None


def _from_head(norm: Norm, draft: Draft, head: Norm, words: str) -> Norm:
    if not draft.bare:
        return _take(norm, head, modality=norm.modality)
    if _OF_CASES.search(words):
        return _take(norm, head, modality=head.modality, act=head.act, condition=(*head.condition, norm.span))
    if _OF_THINGS.search(words):
        return replace(
            _take(norm, head, modality=head.modality, act=head.act, condition=head.condition), object=norm.span
        )
    return _take(norm, head, modality=head.modality, condition=(*head.condition, *norm.condition))


def _take(
    norm: Norm, lender: Norm, modality: Modality, act: Span | None = None, condition: tuple[Span, ...] | None = None
) -> Norm:
    same = act is None
    return Norm(
        bearer=lender.bearer,
        modality=modality,
        act=norm.act if act is None else act,
        object=norm.object if same else lender.object,
        beneficiary=norm.beneficiary or (lender.beneficiary if modality is lender.modality else norm.beneficiary),
        condition=norm.condition if condition is None else condition,
        consideration=norm.consideration
        if norm.consideration is not Consideration.SILENT or condition is None
        else lender.consideration,
        proviso=norm.proviso,
        discretion=norm.discretion or (condition is not None and lender.discretion),
        mutual=lender.mutual or norm.mutual,
        span=norm.span,
        inherited=True,
    )


def _behind(text: str, sentences: Sequence[Sentence], index: int) -> list[Span]:
    found = []
    for later in range(index + 1, min(len(sentences), index + 1 + _REACH)):
        span = sentences[later].span
        if sentences[later].provision != sentences[index].provision:
            break
        words = text[span.start : min(span.end, span.start + 400)]
        if not _PROVISO.search(words) and not _EXCEPTS.search(words):
            break
        found.append(span)
    return found


def _with_provisos(norm: Norm, text: str, within: Sequence[Span], behind: Sequence[Span]) -> Norm:
    provisos = (*within, *behind)
    if not provisos:
        return norm
    paid = norm.consideration
    for span in provisos:
        if paid is Consideration.SILENT:
            words = text[span.start : span.end]
            paid = japanese_words.consideration(words) if is_japanese(words) else consideration(words)
    return _copy(norm, norm.bearer, paid, provisos, mutual=norm.mutual)


def _less_exempted(norm: Norm, text: str) -> Norm:
    """
    Take the side out of a mutual norm that its proviso exempts: "각 당사자는 …하지 못한다. 다만, 갑은 그러하지 아니하다".
    """
    if not norm.mutual:
        return norm
    for span in norm.proviso:
        words = text[span.start : span.end]
        named = frozenset(role for mark, role in ROLE_OF_MARK.items() if mark in words)
        if named and (named <= STRONG or named <= WEAK) and _LETS_OUT.search(words) and not _BY_CONSENT.search(words):
            left = norm.bearer - (STRONG if named <= STRONG else WEAK)
            return _copy(norm, left, norm.consideration, norm.proviso, mutual=False) if left else norm
    return norm


def _copy(
    norm: Norm,
    bearer: frozenset[Role],
    paid: Consideration,
    provisos: tuple[Span, ...],
    *,
    mutual: bool,
    inherited: bool = False,
) -> Norm:
    return Norm(
        bearer,
        norm.modality,
        norm.act,
        norm.object,
        norm.beneficiary,
        norm.condition,
        paid,
        provisos,
        norm.discretion,
        mutual,
        norm.span,
        norm.inherited or inherited,
    )


def _reciprocal(norm: Norm, text: str, sentences: Sequence[Sentence], index: int, roles: frozenset[Role]) -> Norm:
    if (
        norm.mutual
        or not norm.bearer
        or index + 1 >= len(sentences)
        or sentences[index + 1].provision != sentences[index].provision
    ):
        return norm
    span = sentences[index + 1].span
    words = text[span.start : min(span.end, span.start + 200)]
    if not _LIKEWISE.search(words):
        return norm
    return _copy(norm, roles or norm.bearer, norm.consideration, norm.proviso, mutual=True)


def _shift(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)
