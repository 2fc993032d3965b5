"""What a rule is made of, as its file says it."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from forlik.portfolio.definitions import PILLARS
from forlik.portfolio.flags.in_both import InBoth

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Number = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=30)]
Owner = Literal["desk", "engagement_owner"]
BOUNDS = ("at_least", "above", "at_most", "below", "outside")


class Said(BaseModel):
    """A part of a rule's file; a key that is not foreseen is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Condition(Said):
    """What must hold of one figure; exactly one bound is given.

    Args:
        figure: Its name in the vocabulary.
        at_least: It holds from here on.
        above: It holds beyond this.
        at_most: It holds up to here.
        below: It holds under this.
        outside: It holds under the first and beyond the second; at the two themselves it does not.
    """

    figure: Name
    at_least: Number | None = None
    above: Number | None = None
    at_most: Number | None = None
    below: Number | None = None
    outside: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        given = [name for name in BOUNDS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"it gives {len(given)} bounds and must give one of {', '.join(BOUNDS)}")
        if self.outside and self.outside[0] >= self.outside[1]:
            raise ValueError("the two bounds of outside do not rise; the lower one comes first")
        return self

    @property
    def kind(self) -> str:
        """Which bound it gives."""
        return next(name for name in BOUNDS if getattr(self, name) is not None)

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The bound, or the two of ``outside``."""
        found: Decimal | tuple[Decimal, Decimal] = getattr(self, self.kind)
        return found if isinstance(found, tuple) else (found,)


class Need(Condition):
    """What must hold so that the rule can tell anything.

    Args:
        otherwise: Why it cannot be told where it does not hold.
    """

    otherwise: InBoth


class Example(Said):
    """A worked example that stays silent: figures are made up.

    Args:
        year: The year.
        figures: Figure → its value.
        between: Figure → the least and the most it can be, where something is open.
        names: Figure → what it counts, by name.
    """

    year: Annotated[int, Field(ge=1900, le=2200)]
    figures: Annotated[dict[Name, Number], Field(min_length=1)]
    between: dict[Name, tuple[Number, Number]] = {}
    names: dict[Name, tuple[str, ...]] = {}


class RaisedExample(Example):
    """A worked example that raises the flag.

    Args:
        seen: The sentence that comes out, word by word.
    """

    seen: InBoth


class Examples(Said):
    """The two worked examples of a rule.

    Args:
        raised: Figures that raise it, and the sentence.
        silent: Figures at which it stays silent.
    """

    raised: RaisedExample
    silent: Example


class Rule(Said):
    """A rule: what it looks at, when it raises a flag, what it says then.

    Args:
        name: What it is called, as its file is.
        version: 1, 2, 3 …; whatever it says changes only in a new version.
        adopted: Day from which this version is in use.
        title: What the flag says in a few words.
        seen: What was seen; ``{figure}`` stands for a figure, ``{figure.names}`` for what it counts,
            ``{figure.period}`` for what it is of, ``{year}`` for the year.
        why: Why it matters.
        pillars: The pillars in whose place its flag stands; none where it speaks of all of them together.
        needs: What must hold so that it can tell anything.
        when: What must hold, all of it, for a flag to be raised.
        due_days: Days until somebody should have looked at it.
        owner: Who answers for it when nobody else is named.
        judgement: Whose judgement the bounds are, and what to mind.
        example: Its worked examples.
    """

    name: Name
    version: Annotated[int, Field(gt=0, le=10_000)]
    adopted: date
    title: InBoth
    seen: InBoth
    why: InBoth
    pillars: tuple[str, ...]
    needs: tuple[Need, ...] = ()
    when: Annotated[tuple[Condition, ...], Field(min_length=1)]
    due_days: Annotated[int, Field(gt=0, le=3650)]
    owner: Owner
    judgement: InBoth
    example: Examples

    @field_validator("pillars")
    @classmethod
    def _known_pillars(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        if strange := set(given) - set(PILLARS):
            raise ValueError(f"there is no pillar “{min(strange)}”; there are {', '.join(PILLARS)}")
        if twice := [one for one in given if given.count(one) > 1]:
            raise ValueError(f"the pillar “{twice[0]}” is said twice")
        return given
