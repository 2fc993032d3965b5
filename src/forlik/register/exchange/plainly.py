"""What a concept refuses of a field, in plain words of both languages, instead of the model's own."""

import re
from collections.abc import Mapping
from typing import Any

Said = tuple[str, str]
"""In English, and in Norwegian."""
DAY = re.compile(r"“(?P<text>.*)” is not a day: write 2024, 2024-06 or 2024-06-30", re.DOTALL)
PLAIN: Mapping[str, Said] = {
    "string_too_short": ("it is empty", "den er tom"),
    "string_too_long": ("write at most {max_length} characters", "skriv høyst {max_length} tegn"),
    "too_long": ("write at most {max_length} of them", "skriv høyst {max_length} av dem"),
    "string_pattern_mismatch": ("it is not of the form that it should have", "den har ikke den formen den skal ha"),
    "string_type": ("here a text should stand", "her skal det stå en tekst"),
    "string_unicode": ("here a text should stand", "her skal det stå en tekst"),
    "int_type": ("here a whole number should stand", "her skal det stå et heltall"),
    "int_parsing": ("here a whole number should stand", "her skal det stå et heltall"),
    "int_from_float": ("here a whole number should stand", "her skal det stå et heltall"),
    "bool_type": ("write true or false", "skriv true eller false"),
    "bool_parsing": ("write true or false", "skriv true eller false"),
    "tuple_type": ("here a list should stand", "her skal det stå en liste"),
    "dict_type": ("here an object with keys should stand", "her skal det stå et objekt med nøkler"),
    "model_type": ("here an object with keys should stand", "her skal det stå et objekt med nøkler"),
    "missing": ("it is missing", "den mangler"),
    "greater_than_equal": ("it is below {ge}", "den er under {ge}"),
    "less_than_equal": ("it is above {le}", "den er over {le}"),
    "extra_forbidden": ("there is no such field", "det finnes intet slikt felt"),
}
"""Kind of a refusal → how it is said."""


def plainly(error: Mapping[str, Any]) -> Said:
    """How a refusal is said; one in a concept's own words is given on in them.

    Args:
        error: The refusal, as the model tells it.
    """
    kind, what = str(error["type"]), str(error["msg"]).removeprefix("Value error, ")
    if kind in PLAIN:
        en, nb = (text.format(**(error.get("ctx") or {})) for text in PLAIN[kind])
        return en, nb
    if day := DAY.fullmatch(what):
        return what, f"«{day['text']}» er ikke en dag: skriv 2024, 2024-06 eller 2024-06-30"
    return what, f"godtas ikke: {what}"
