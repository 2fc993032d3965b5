"""Redacting: the text with which whoever releases begins: the open fields, without what no public text may say."""

from collections.abc import Mapping
from typing import Any

from forlik.register.facets import OPEN, facet_of
from forlik.register.releasing import sources
from forlik.register.releasing.leaves import leaves
from forlik.register.releasing.offered import Offered
from forlik.register.releasing.sealed import gives_away


def redacted(offered: Offered) -> dict[str, Any]:
    """A text without what can be left out of it: hidden names, sealed words, persons of the house, closed sources.

    What is left may still break rules, which are then named; nothing is added to it.

    Args:
        offered: The open fields of a record.
    """
    kept: dict[str, Any] = {}
    for name, value in offered.body.items():
        if name == "withdrawn" or name not in offered.kind.model_fields or facet_of(offered.kind, name) is not OPEN:
            continue
        left = _left(offered, name, value)
        if left not in (None, [], {}, ""):
            kept[name] = left
    return kept


def _left(offered: Offered, name: str, value: Any) -> Any:
    if name == "evidence":
        return [_cited(one) for one in value if _may_cite(offered, one)]
    if name == "links":
        return [{key: said for key, said in one.items() if key != "reviewed_by"} for one in value]
    if isinstance(value, list):
        return [one for one in value if not _hides(offered, name, [one])]
    return None if _hides(offered, name, value) else value


def _hides(offered: Offered, name: str, value: Any) -> bool:
    """Whether anything in a value is hidden from the public."""
    return any(_hidden(offered, leaf.sort, leaf.value) for leaf in leaves(offered.kind, {name: value}))


def _hidden(offered: Offered, sort: str, value: str) -> bool:
    if sort == "ref":
        return value != offered.record and value not in offered.beside.public
    return sort == "text" and gives_away(value, offered.beside.sealed)


def _may_cite(offered: Offered, piece: Mapping[str, Any]) -> bool:
    return not (sources.leaked(piece) or sources.told_us(piece) or _hides(offered, "evidence", [piece]))


def _cited(piece: Mapping[str, Any]) -> dict[str, Any]:
    """A piece of evidence; one whose terms allow a link only says nothing."""
    return {key: said for key, said in piece.items() if not (key == "claims" and sources.link_only(piece))}
