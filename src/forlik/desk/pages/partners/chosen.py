"""What is chosen on the page: the kind of money, what an organisation does, and words of its name."""

from collections.abc import Mapping

from forlik.core.errors import UsageError
from forlik.places.folding import words
from forlik.portfolio.partners import Partner, Partners
from forlik.portfolio.partners.partner import ROLES
from forlik.portfolio.partners.words import words as spoken

PAID = "paid"
"""The kind of money that is shown when none is asked for."""


def flow_of(given: Mapping[str, str]) -> str:
    """The kind of money that is asked for; what was paid out when none is.

    Raises:
        UsageError: There is none of that name.
    """
    flow = given.get("flow") or PAID
    if flow not in spoken()["flow"]:
        raise UsageError(f"there is no kind of money “{flow:.40}”", remedy=", ".join(spoken()["flow"]))
    return flow


def within(found: Partners, text: str, role: str) -> list[Partner]:
    """The partners of a name, with all its words, or of an identifier; of one role where one is asked for.

    Args:
        found: The partners.
        text: What is looked for; all when empty.
        role: What they do; anything when empty or unknown.
    """
    sought, plain = words(text), text.casefold()
    return [one for one in found.found if (role not in ROLES or role in one.roles) and _has(one, sought, plain)]


def _has(one: Partner, sought: list[str], plain: str) -> bool:
    if not plain or any(plain in ref.casefold() for ref in one.identifiers):
        return True
    for named in one.names:
        there = words(named.name)
        if sought and all(any(word.startswith(part) for word in there) for part in sought):
            return True
    return False
