"""
Read the one table of rules: catalogue slug, rule id, pack, agreement types, and each legal basis with its effect.

Many hands write rules; rules/packs/IDS.yaml is agreed first, and a test holds every rule file to it. An id is
printed in letters to companies: it is never reused and never renamed.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from rules import strict_yaml
from rules.basis import KeyDate
from rules.errors import RuleError
from rules.rule import AgreementTypeName, Effect

if TYPE_CHECKING:
    from collections.abc import Mapping

Reading = Literal["text", "bundle", "table"]
RuleId = Annotated[str, Field(pattern=r"^[A-Z]{2,4}-\d{2}$")]
OTHER_PACKS = {"table": "portfolio", "bundle": "bundle"}
"""The packs of the files named in `also`."""
TABLE = Path(__file__).parent / "packs" / "IDS.yaml"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AssignedLaw(_Strict):
    """
    Name one basis of a rule with what it does there and the day it turns on.
    """

    basis: str
    effect: Effect
    keys_on: KeyDate


class Assigned(_Strict):
    """
    Hold what was agreed for one slug; `sanctions` are shown to auditors and never a ground.

    id: the file that looks at the first of `reads`; `also`: those that look at the others, which lie in OTHER_PACKS.
    """

    id: RuleId
    pack: str
    applies_to: Annotated[tuple[AgreementTypeName, ...], Field(min_length=1)]
    reads: Annotated[tuple[Reading, ...], Field(min_length=1)]
    also: dict[Reading, RuleId] = {}
    law: Annotated[tuple[AssignedLaw, ...], Field(min_length=1)]
    sanctions: tuple[str, ...] = ()

    @property
    def packs(self) -> dict[str, str]:
        """
        Give the pack of each id of this slug.
        """
        return {self.id: self.pack} | {name: OTHER_PACKS[reading] for reading, name in self.also.items()}

    @property
    def types(self) -> set[AgreementTypeName]:
        """
        Give the agreement types that any file for this slug may apply to.
        """
        portfolio: set[AgreementTypeName] = {"portfolio"} if "table" in self.also else set()
        return portfolio | set(self.applies_to)


class _Table(_Strict):
    rules: dict[str, Assigned]


@lru_cache(maxsize=4)
def load_ids(path: Path = TABLE) -> Mapping[str, Assigned]:
    """
    Read the table by catalogue slug.

    Raises:
        RuleError: the table is malformed.

    """
    try:
        return MappingProxyType(_Table.model_validate(strict_yaml.load(path)).rules)
    except ValidationError as wrong:
        raise RuleError(path.name, str(wrong)) from wrong
