"""The sums and their transactions as the page prints them: a sum beside what its transactions add up to."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _t

from forlik.core.figure import Basis
from forlik.desk.leaves import leaf
from forlik.desk.pages.donor_flows.asked import NO_CURRENCY, Asked
from forlik.desk.portfolio import exact
from forlik.desk.question import Question
from forlik.places import Place
from forlik.portfolio.donor import OpenedTraces, Reckoned, Traced, reckoned

MOST = 50


def sums(asked: Question, found: OpenedTraces, wanted: Asked) -> dict[str, Any]:
    """The sums, each once as its transactions add up and once as the page of the donor has it."""
    return {
        "sums": [_sum(asked, found, one, wanted) for one in found.sums],
        "beside": wanted.currency if wanted.currency != "USD" else "",
        "several": len(found.sums) > 1,
        "providers": [(given.ref, " / ".join(given.names)) for given in _providers(found, wanted)],
    }


def rows(asked: Question, found: OpenedTraces) -> dict[str, Any]:
    """The transactions of the leaf that is asked for."""
    shown = leaf(asked, found.rows, MOST)
    kinds = {one.kind: _t(one.kind_name.capitalize()) for one in found.sums}
    return {"leaf": shown, "rows": [_row(one, kinds) for one in shown.rows]}


def rate_bases(asked: Question, found: OpenedTraces, wanted: Asked) -> tuple[Basis, ...]:
    """What the rates come from by which sums stand in the currency beside the dollar, each once."""
    rates = (rate for one in found.sums for rate in _own(asked, one, wanted).rates)
    return tuple({basis: None for rate in rates for basis in rate.bases})


def snippet(asked: Question, place: Place, wanted: Asked) -> str:
    """How to get the same in a notebook."""
    return (
        "import forlik\nfrom forlik.portfolio.donor import Which, opened_traces, prefixes_of\n\n"
        f'world = forlik.world("{asked.day}")\n'
        f'opened_traces(world, prefixes_of(world.place("{place.iso3}")), {wanted.which!r}).table()'
    )


def _providers(found: OpenedTraces, wanted: Asked) -> list[Any]:
    """The provider that is asked for, with its names; nobody where all are."""
    mine = [given for one in found.sums for given in one.providers if given.ref == wanted.which.provider]
    return mine[:1]


def _sum(asked: Question, found: OpenedTraces, one: Traced, wanted: Asked) -> Mapping[str, Any]:
    held, behind = found.stated(one), found.behind(one)
    own = _own(asked, one, wanted)
    alone = {"kind": one.kind, "published": one.currency or NO_CURRENCY, "page": ""}
    kept = {name: value for name, value in asked.given.items() if name not in {"as_of", "clock", "mode"}}
    return {
        "kind": _t(one.kind_name.capitalize()),
        "currency": one.currency or "–",
        "behind": exact(behind.amount, one.currency),
        "held": exact(held.amount, one.currency),
        "usd": exact(behind.usd, "USD"),
        "own": exact(own.value, own.currency),
        "own_estimated": own.status == "estimated",
        "own_reason": _t(own.reason) if own.value is None else "",
        "rate": own.rates[0] if len(own.rates) == 1 else None,
        "added": behind,
        "address": asked.address(None, {**kept, **alone}),
    }


def _own(asked: Question, one: Traced, wanted: Asked) -> Reckoned:
    return reckoned(asked.world, one, wanted.currency, wanted.which.year, wanted.which.provider)


def _row(one: Mapping[str, Any], kinds: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "about": one,
        "title": " ".join((one["title"] or one["activity_key"]).split()),
        "kind": kinds[one["transaction_type_code"]],
        "amount": exact(one["amount"], one["currency"] or "–"),
        "usd": exact(one["amount_usd"], "USD"),
    }
