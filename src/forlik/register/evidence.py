"""Evidence: by what a row is known."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from forlik.register.day import Stated
from forlik.register.vocabulary import word_of


class Evidence(BaseModel):
    """One piece of evidence.

    Args:
        citation: Who said it where, as a reader would cite it.
        url: Where it can be read.
        content_hash: SHA-256 of what was read.
        obtained: How it was obtained.
        dated: Its own date.
        basis: How the fact was found in it.
        confidence: How sure whoever recorded it is.
        claims: What it says of single fields, where pieces of evidence differ: they stand side by side.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    citation: Annotated[str, Field(min_length=1, max_length=2000)]
    url: Annotated[str, Field(max_length=2000, pattern=r"^(https?://\S+)?$")] = ""
    content_hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    obtained: Annotated[str, word_of("obtained")] = "published"
    dated: Stated | None = None
    basis: Annotated[str, word_of("basis")] = "verified-page"
    confidence: Annotated[str, word_of("confidence")] = "medium"
    claims: Mapping[str, str] = Field(default_factory=dict)


class Link(BaseModel):
    """An identity borrowed from somebody who gives identities out.

    Args:
        issuer: Whose id it is.
        id: The id.
        confidence: How sure it is that the same thing is meant.
        reviewed_by: The person of the house who looked at it; empty while nobody has.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    issuer: Annotated[str, word_of("issuers")]
    id: Annotated[str, Field(min_length=1, max_length=200)]
    confidence: Annotated[str, word_of("confidence")] = "medium"
    reviewed_by: Annotated[str, Field(max_length=64)] = ""
