"""What was decided on an option, and on what: kept as it was, to be held against what came."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from forlik.register.concept import Ref, Words
from forlik.register.vocabulary import word_of


class Decided(BaseModel):
    """A decision, beside what the screen said. Who decided, why and when it is looked at again, its record says.

    Args:
        decision: What was decided.
        stance: How it stands to the screen.
        question: Name of the question to which it so stands; empty where the screen does not cover the option.
        reason_code: Why it differs from the screen, where it does.
        as_of: The day as known on which the screen stood.
        manifest: SHA-256 of what the screen was made of: code, method, data, seed.
        screen: What it showed, as JSON, word for word.
        dissent: Who thought otherwise, and why; that nobody did is said, too.
        exit_criteria: The promises that say when the work is done.
        expectations: The expectations on which it was taken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    decision: Annotated[str, word_of("decisions")] | None = None
    stance: Annotated[str, word_of("stances")] | None = None
    question: Annotated[str, Field(pattern=r"^([a-z][a-z0-9-]{0,59})?$")] = ""
    reason_code: Annotated[str, word_of("override_reasons")] | None = None
    as_of: date | None = None
    manifest: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    screen: Words | None = None
    dissent: Words | None = None
    exit_criteria: tuple[Ref, ...] = ()
    expectations: tuple[Ref, ...] = ()
