"""
Read what is said of missing documents: one entry for each duty, with its law, its words and what to conclude instead.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from rules import strict_yaml
from rules.law import Basis, load_bases
from rules.rule import Text, Wording

FILE = Path(__file__).parent / "missing.yaml"
Want = Literal["none", "not_submitted", "late"]
"""How a document is wanting: there is none, nobody handed one in, or it was signed after the day."""
Severity = Literal["high", "medium", "low"]


class Entry(BaseModel):
    """
    Hold one duty to have a document; without `documents` it is for those that no other entry is for.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=r"^missing\.[a-z-]+$")]
    revision: Annotated[int, Field(ge=1)]
    status: Literal["test", "stable"]
    covers: tuple[str, ...]
    documents: tuple[str, ...]
    before: tuple[str, ...]
    title: Text
    why: Text
    law: tuple[str, ...]
    severity: dict[Want, Severity]
    message: dict[Want, Text]
    """May use {stage} {document} {due} {signed}."""
    remedy: Text
    wording: Wording

    @property
    def bases(self) -> tuple[Basis, ...]:
        """
        Give its legal bases.
        """
        known = load_bases()
        return tuple(known[name] for name in self.law)


@lru_cache(maxsize=1)
def entries() -> dict[str, Entry]:
    """
    Read all entries by id.
    """
    return TypeAdapter(dict[str, Entry]).validate_python(strict_yaml.load(FILE))


@lru_cache(maxsize=1)
def digest() -> str:
    """
    Name the exact content of the entries and of the code that judges by them.
    """
    total = sha256(FILE.read_bytes())
    for path in sorted(FILE.parent.glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()


def entry_for(document_type: str, before: str) -> str:
    """
    Give the id of the entry that a required document falls under.
    """
    exact = (name for name, one in entries().items() if document_type in one.documents and before in one.before)
    return next(exact, next(name for name, one in entries().items() if not one.documents))
