"""Why a figure is unknown, in both languages; the words are in ``reasons.toml``."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from forlik.portfolio.coordination.measured import Reason
from forlik.portfolio.flags.in_both import InBoth


@cache
def words() -> Mapping[str, InBoth]:
    """Code → its words."""
    text = (files("forlik.portfolio.flags") / "reasons.toml").read_text("utf-8")
    return {code: InBoth.model_validate(said) for code, said in tomllib.loads(text).items()}


def because(code: str, about: object = "") -> InBoth:
    """A reason.

    Args:
        code: Its code.
        about: The name or number that it is about.
    """
    said = words()[code]
    return InBoth(en=said.en.replace("{}", str(about)), nb=said.nb.replace("{}", str(about)))


def of_measure(reason: Reason) -> InBoth:
    """A reason that a measure of coordination gives."""
    return InBoth(en=reason.text("en"), nb=reason.text("nb"))
