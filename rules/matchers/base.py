"""
Define what a matcher is: the unit it looks at, what it may ask, what it answers, and how it is registered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from rules.errors import RuleError
from rules.units import Unit

if TYPE_CHECKING:
    from decimal import Decimal

    from ingest.document import Role, Span
    from rules.lexicon import Entry
    from rules.parameters import Parameter
    from rules.reading import Reading
    from rules.rule import Text


@dataclass(frozen=True, slots=True)
class Match:
    """
    Hold what a matcher found: evidence spans, how certain, whom it favours and the numbers for the message.
    """

    evidence: tuple[Span, ...] = ()
    certainty: float = 1.0
    favoured: frozenset[Role] = frozenset()
    value: str | None = None
    limit: str | None = None
    """What a figure was measured against: what was measured is not doubted for how its sentence sounds."""
    elsewhere: tuple[tuple[Context, Span], ...] = ()
    """Evidence in other documents of the deal."""
    lacks: bool = False
    """Whether it is what else is missing, which the evidence does not show."""

    def joined(self, other: Match) -> Match:
        """
        Join two matches that hold together; the less certain one decides.
        """
        return Match(
            self.evidence + other.evidence,
            min(self.certainty, other.certainty),
            self.favoured or other.favoured,
            self.value or other.value,
            self.limit or other.limit,
            self.elsewhere + other.elsewhere,
            self.lacks or other.lacks,
        )


@dataclass(frozen=True, slots=True)
class Deal:
    """
    Hold the other documents of one deal, and how many of its files nobody could read.
    """

    others: tuple[Context, ...]
    unread: int = 0

    @property
    def is_single(self) -> bool:
        """
        Tell that there is nothing but the one document.
        """
        return not self.others and not self.unread


@dataclass(frozen=True, slots=True)
class Context:
    """
    Hold what a matcher may ask besides the unit: the reading, the dated parameters and the deal it belongs to, if any.

    asked: the rules that are for this agreement, those included that do not run now.
    """

    reading: Reading
    parameters: Mapping[str, Parameter]
    deal: Deal | None = None
    asked: frozenset[str] = frozenset()

    def limit(self, name: str) -> Decimal:
        """
        Give a parameter's value on the day that decides for this agreement.
        """
        return self.parameters[name].value(self.reading.agreed_on)


class UndecidedError(Exception):
    """
    Say that a deal as it was handed in does not tell whether a rule is met: neither a pass nor an accusation.
    """

    def __init__(self, why: Text) -> None:
        """
        Keep the reason for people.
        """
        super().__init__(why.en)
        self.why = why


Matcher = Callable[[Unit, Context], Match | None]
Lexicon = Mapping[str, "Entry"]
Compiler = Callable[[Any, "Workshop"], Matcher]


class Arguments(BaseModel):
    """
    Base the arguments of every matcher: unknown keys are refused.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True, slots=True)
class Workshop:
    """
    Hold what compiling a rule needs: its id for error messages, the lexicon and the parameters.
    """

    rule: str
    lexicon: Lexicon
    parameters: Mapping[str, Parameter]
    asked: set[str] = field(default_factory=set)
    """The entries that were asked for so far."""

    def entries(self, names: str | tuple[str, ...]) -> tuple[Entry, ...]:
        """
        Give the lexicon entries a rule names.

        Raises:
            RuleError: an entry does not exist.

        """
        wanted = (names,) if isinstance(names, str) else names
        for name in wanted:
            if name not in self.lexicon:
                raise RuleError(self.rule, f"unknown lexicon entry {name!r}")
        self.asked.update(wanted)
        return tuple(self.lexicon[name] for name in wanted)


_REGISTRY: dict[str, tuple[TypeAdapter[Any], Callable[[Any, Workshop], Matcher]]] = {}


def matcher(name: str, arguments: Any) -> Callable[[Compiler], Compiler]:  # noqa: ANN401 (any type form pydantic takes)
    """
    Register a function that turns a matcher's arguments into a `Matcher`.
    """

    def register(function: Compiler) -> Compiler:
        _REGISTRY[name] = (TypeAdapter(arguments), function)
        return function

    return register


def compile_tree(tree: Mapping[str, object], workshop: Workshop) -> Matcher:
    """
    Compile one matcher as a rule file writes it: a mapping with one key.

    Raises:
        RuleError: the tree names no matcher, an unknown one, or arguments that do not fit.

    """
    if len(tree) != 1:
        raise RuleError(workshop.rule, f"a matcher has exactly one key, this has {sorted(tree)}")
    [(name, written)] = tree.items()
    if name not in _REGISTRY:
        raise RuleError(workshop.rule, f"unknown matcher {name!r}; known: {', '.join(sorted(_REGISTRY))}")
    adapter, build = _REGISTRY[name]
    try:
        return build(adapter.validate_python(written), workshop)
    except ValidationError as wrong:
        raise RuleError(workshop.rule, f"{name}: {wrong}") from wrong
