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
    Hold what was agreed for one slug; `reads` says what its rule looks at, `sanctions` are never a ground.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{2,4}-\d{2}$")]
    pack: str
    applies_to: Annotated[tuple[AgreementTypeName, ...], Field(min_length=1)]
    reads: Annotated[tuple[Literal["text", "bundle", "table"], ...], Field(min_length=1)]
    law: Annotated[tuple[AssignedLaw, ...], Field(min_length=1)]
    sanctions: tuple[str, ...] = ()


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
