"""
Define a legal basis and read all of them from rules/bases/, one file a statute, notice, guideline or case.

A file names the source once, gives defaults, and lists its bases; the place ("제25조 제1항 제12호") is both what is
printed and what a test looks up in the statute's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from rules import strict_yaml
from rules.errors import RuleError
from rules.rule import AgreementTypeName, Effect, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FOLDER = Path(__file__).parent / "bases"

StatuteKind = Literal["statute", "decree", "rule", "notice", "guideline", "standard_contract", "case", "policy"]
KeyDate = Literal["concluded", "renewed", "material_provided", "act", "checked", "suit_filed"]
Verification = Literal["text", "second_hand", "none"]
"""How the basis was checked: its text was read, a trustworthy report of it was read, or neither."""
FactName = Literal[
    "investor_kind", "consignment", "subcontract", "standard_terms", "joint_research", "public_institution",
    "startup_is_sme", "holding_company_cvc",
]  # fmt: skip
"""The facts a basis may depend on. Source: ../shared/design/CHECK_JSON.md."""
Gates = Mapping[Any, tuple[object, ...]]
"""Facts with the values that each may have."""
OF_THE_ACT = ("law_number", "promulgated", "in_force", "in_force_certainty")
"""The fields that belong to one amending act and are taken together."""


@dataclass(frozen=True, slots=True)
class Statute:
    """
    Name a statute, decree, notice, guideline, judgment or market standard.

    `excerpt` is the file of the stored text that its citations are checked against, where there is one.
    """

    name: Text
    short: Text
    kind: StatuteKind
    url: str
    excerpt: str | None = None


@dataclass(frozen=True, slots=True)
class Basis:
    """
    Hold one legal basis: where it stands, since when, on which day that turns, whom it reaches and what it does.

    at: the printed place ("제25조 제1항 제12호"), empty for a basis that has none; `cite` is the full form.
    in_force: the first day on which this text held; certain only where `certain` is true.
    gates: facts that must have one of these values; barred_by: facts that must not.
    not_types: agreement types that the basis never reaches.
    open_standard: it needs a judgement that no text shows (부당하게, 거래상 지위), so its effect is a yardstick.
    """

    id: str
    statute: Statute
    at: str
    title: Text
    law_number: str
    promulgated: date | None
    in_force: date
    certain: bool
    until: date | None
    keys_on: KeyDate
    effect: Effect
    gates: Gates
    barred_by: Gates
    not_types: frozenset[AgreementTypeName]
    open_standard: bool
    exceptions: Text | None
    note: Text | None
    verification: Verification
    in_excerpt: bool

    @property
    def cite(self) -> str:
        """
        Give the citation as it is printed to people.
        """
        return f"{self.statute.name.ko} {self.at}".strip()

    @property
    def cite_en(self) -> str:
        """
        Give the citation in English, the place as printed in Korean law.
        """
        return f"{self.statute.name.en} {self.at}".strip()

    @property
    def kind(self) -> StatuteKind:
        """
        Give the kind of source.
        """
        return self.statute.kind

    @property
    def unverified(self) -> bool:
        """
        Tell whether nobody here has read the text itself.
        """
        return self.verification != "text"

    def adapted(
        self, *, effect: Effect | None, only_if: Mapping[str, Sequence[object]], note: Text | None = None
    ) -> Basis:
        """
        Give the basis as one rule uses it: another effect or note, more gates; gates of the basis itself stay.
        """
        gates = dict(self.gates) | {name: tuple(values) for name, values in only_if.items()}
        both = {
            name: tuple(value for value in values if value in self.gates.get(name, values))
            for name, values in gates.items()
        }
        return replace(self, effect=effect or self.effect, gates=both, note=note or self.note)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Fields(_Strict):
    """
    Hold what a basis or the defaults of its file may say; None is "not said here".
    """

    law_number: str | None = None
    promulgated: date | None = None
    in_force: date | None = None
    in_force_certainty: Literal["verified", "inferred"] | None = None
    until: date | None = None
    keys_on: KeyDate | None = None
    effect: Effect | None = None
    gates: dict[FactName, tuple[bool | str, ...]] | None = None
    barred_by: dict[FactName, tuple[bool | str, ...]] | None = None
    not_types: frozenset[AgreementTypeName] | None = None
    open_standard: bool | None = None
    exceptions: Text | None = None
    note: Text | None = None
    verification: Verification | None = None
    in_excerpt: bool | None = None


class _Entry(_Fields):
    """
    Hold one basis as its file says it.
    """

    at: str = ""
    title: Text


class _File(_Strict):
    """
    Hold one file of rules/bases/: the source, defaults, and the bases by id.
    """

    name: Text
    short: Text
    kind: StatuteKind
    url: str
    excerpt: str | None = None
    defaults: _Fields = _Fields()
    bases: dict[str, _Entry]


@lru_cache(maxsize=4)
def load_bases(folder: Path = FOLDER) -> Mapping[str, Basis]:
    """
    Read every legal basis of a folder, by id.

    Raises:
        RuleError: a file is malformed, a basis lacks its day in force, key date or effect, or an id stands twice.

    """
    bases: dict[str, Basis] = {}
    for path, raw in strict_yaml.load_folder(folder):
        for basis in _read(path, raw):
            if basis.id in bases:
                raise RuleError(path.name, f"the basis {basis.id} stands in two files")
            bases[basis.id] = basis
    return MappingProxyType(bases)


def _read(path: Path, raw: object) -> Iterator[Basis]:
    try:
        file = _File.model_validate(raw)
    except ValidationError as wrong:
        raise RuleError(path.name, str(wrong)) from wrong
    statute = Statute(file.name, file.short, file.kind, file.url, file.excerpt)
    for name, entry in file.bases.items():
        if name.split(".")[0] != path.stem:
            raise RuleError(path.name, f"the basis {name} must begin with {path.stem}.")
        yield _basis(name, statute, _over(file.defaults, entry), entry)


def _over(defaults: _Fields, entry: _Entry) -> _Fields:
    # A day of its own comes from an act of its own: the file's act must not be printed beside it.
    kept = defaults.model_copy(update=dict.fromkeys(OF_THE_ACT)) if entry.in_force else defaults
    said = {name: getattr(entry, name) for name in _Fields.model_fields if getattr(entry, name) is not None}
    return kept.model_copy(update=said)


def _basis(name: str, statute: Statute, fields: _Fields, entry: _Entry) -> Basis:
    if fields.in_force is None or fields.keys_on is None or fields.effect is None:
        raise RuleError(name, "needs in_force, keys_on and effect, of its own or from the file's defaults")
    return Basis(
        id=name,
        statute=statute,
        at=entry.at,
        title=entry.title,
        law_number=fields.law_number or "",
        promulgated=fields.promulgated,
        in_force=fields.in_force,
        certain=fields.in_force_certainty == "verified",
        until=fields.until,
        keys_on=fields.keys_on,
        effect=fields.effect,
        gates=fields.gates or {},
        barred_by=fields.barred_by or {},
        not_types=fields.not_types or frozenset(),
        open_standard=bool(fields.open_standard),
        exceptions=fields.exceptions,
        note=fields.note,
        verification=fields.verification or "text",
        in_excerpt=fields.in_excerpt is not False and statute.excerpt is not None,
    )
