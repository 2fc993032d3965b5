"""What is chosen on the page: the kind of money, what an organisation does, and words of its name."""

from collections.abc import Mapping, Sequence

from forlik.core.errors import UsageError
from forlik.places.folding import words
from forlik.portfolio.partners import Partner, Partners
from forlik.portfolio.partners.partner import ROLES
from forlik.portfolio.partners.words import words as spoken

PAID = "paid"
"""The kind of money that is shown when none is asked for."""
SPELT = "words of names"


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
    some = [one for one in found.found if role not in ROLES or role in one.roles]
    if not text:
        return some
    sought, plain, spelt = words(text), text.casefold(), _spelt(found)
    return [one for one in some if _has(one, sought, plain, spelt[one.ref])]


def _has(one: Partner, sought: list[str], plain: str, spelt: Sequence[Sequence[str]]) -> bool:
    if any(plain in ref.casefold() for ref in one.identifiers):
        return True
    return bool(sought) and any(all(any(word.startswith(part) for word in there) for part in sought) for there in spelt)


def _spelt(found: Partners) -> Mapping[str, Sequence[Sequence[str]]]:
    """Reference of a partner → the words of each of its names; looked up once."""
    if SPELT not in found.memory:
        found.memory[SPELT] = {one.ref: tuple(tuple(words(named.name)) for named in one.names) for one in found.found}
    made: Mapping[str, Sequence[Sequence[str]]] = found.memory[SPELT]
    return made
