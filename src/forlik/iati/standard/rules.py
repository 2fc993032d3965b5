"""The standard ruleset, as published."""

import functools
import json
from typing import Any

from forlik.iati.standard.files import FOLDER

Ruleset = dict[str, dict[str, dict[str, list[dict[str, Any]]]]]
"""Context (an XPath) to rule name to ``cases``, as the specification of rulesets has it."""


@functools.cache
def ruleset() -> Ruleset:
    """The standard ruleset of version 2.03."""
    rules: Ruleset = json.loads((FOLDER / "ruleset" / "standard_ruleset.json").read_text(encoding="utf-8"))
    return rules
