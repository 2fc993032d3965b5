"""What a definition of pillars says."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Pillar = Literal["development", "humanitarian", "peace", "rights_democracy", "excluded_donor_side"]
Words = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern=r"^[0-9]{5}$")]


class Titled(BaseModel):
    """A title in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    en: Words
    nb: Words


class Definition(BaseModel):
    """Which money is of which pillar: the versioned list of purpose codes, and what this definition does otherwise.

    Args:
        name: What it is called, as its file is.
        version: 1, 2, 3 …; it goes up whenever what it says changes.
        title: Its title.
        humanitarian_mark: Whether what its publisher marks as humanitarian is, whatever its purpose code.
        moved: Purpose code → pillar, where it differs from the list; a withdrawn code goes where its successor goes.
        statement: Whose judgement it is, and what to mind.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    version: Annotated[int, Field(gt=0)]
    title: Titled
    humanitarian_mark: bool
    moved: dict[Code, Pillar] = {}
    statement: Words
