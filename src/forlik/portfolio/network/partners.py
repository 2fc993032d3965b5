"""Partners: organisations, and what one gives another, added up over transactions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from forlik.core.errors import UsageError
from forlik.portfolio.coordination.measured import LeftOut, Reason, coverage, fixed, told
from forlik.portfolio.network.edges import Edges, Flags, Whole, read_edges

Numbers = npt.NDArray[np.int64]


class Tie(NamedTuple):
    """What one organisation gives another.

    Args:
        funder: Identifier of the one.
        implementer: Identifier of the other.
        money: How much, net, at least 0; ``None`` when it is unknown, or more was taken back than given.
        transactions: How many transactions.
        amountless: How many of its edges have no amount.
    """

    funder: str
    implementer: str
    money: Decimal | None
    transactions: int
    amountless: int


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Organisations and the ties between them, as columns.

    Args:
        ids: Identifiers of the organisations, in order. One that both gives and receives is one organisation.
        funders: n numbers of organisations, from 0.
        implementers: n numbers of organisations.
        money: n whole numbers of units of the last digit, at least 0; 0 where unknown.
        known: n answers, whether the money is known.
        transactions: n numbers of transactions.
        amountless: n numbers of edges without amount.
        digits: How many digits of the money are after the point.
        unit: Unit of the money.
        coverage_percent: What of the edges, and of their money, is in the ties; the lower of the two.
        left_out: What is not in them.
    """

    ids: tuple[str, ...]
    funders: Numbers
    implementers: Numbers
    money: Whole
    known: Flags
    transactions: Numbers
    amountless: Numbers
    digits: int
    unit: str
    coverage_percent: Decimal | None
    left_out: tuple[LeftOut, ...]

    def __len__(self) -> int:
        """Number of ties."""
        return len(self.funders)

    @property
    def ties(self) -> Iterator[Tie]:
        """The ties one by one, in order of funder and implementer."""
        columns = (self.funders, self.implementers, self.money, self.known, self.transactions, self.amountless)
        for funder, implementer, money, known, transactions, amountless in zip(
            *(column.tolist() for column in columns), strict=True
        ):
            given = self.decimal(money) if known else None
            yield Tie(self.ids[funder], self.ids[implementer], given, transactions, amountless)

    @property
    def total(self) -> Decimal:
        """The money of all ties of which it is known."""
        return self.decimal(sum(self.money.tolist()))

    def decimal(self, number: int) -> Decimal:
        """Money from its whole number."""
        return fixed(number, self.digits)

    def number(self, organisation: str) -> int:
        """The number of an organisation.

        Raises:
            UsageError: There is none with this identifier.
        """
        try:
            return self.ids.index(organisation)
        except ValueError:
            raise UsageError(f"no partner has the identifier “{organisation}”", where="partners") from None

    def with_ties(self, kept: Flags) -> "Network":
        """The same organisations with some of the ties.

        Args:
            kept: n answers, whether to keep each tie.
        """
        return replace(
            self,
            funders=self.funders[kept],
            implementers=self.implementers[kept],
            money=self.money[kept],
            known=self.known[kept],
            transactions=self.transactions[kept],
            amountless=self.amountless[kept],
        )


def partners(
    edges: pa.Table | Iterable[Mapping[str, object]],
    *,
    same: Mapping[str, str] | None = None,
    country: str | None = None,
    years: tuple[int, int] | None = None,
    digits: int = 0,
    unit: str = "USD",
) -> Network:
    """The network of partners from edges: two-mode ties between those who fund and those who implement.

    Edges of one pair are added up. Money is net by pair: a pair of which more was taken back than given keeps its tie,
    and its money is unknown, so that no partner's loss would add money; it is told of. Partners are told apart by
    identifier and by nothing else: two with one name stay two, and one with two identifiers is two until a person has
    decided otherwise (``same``).

    Args:
        edges: n edges, an Arrow table or mappings, with ``funder`` and ``implementer`` (identifiers; blank where
            unknown), ``money`` (Decimals, or whole numbers; empty where unknown), and where they are known ``year``,
            ``country`` and ``transactions`` (1 when not said).
        same: Identifier → the identifier of the same organisation that it is counted under.
        country: Only edges of this country.
        years: Only edges from the first to the last of these years.
        digits: Of money in whole numbers, how many digits are after the point: 2 when they are cents.
        unit: Unit of the money.

    Returns:
        Organisations with at least one tie, and ties in order of funder and implementer.

    Raises:
        UsageError: A column is missing or of another kind, an amount is not exact and finite, ``same`` goes in a ring,
            or ``digits`` is out of range.
    """
    given = read_edges(edges, digits)
    ids, funders, implementers = _numbered(given, same or {})
    asked = _asked(given, country, years)
    named = (funders >= 0) & (implementers >= 0)
    to_self = named & (funders == implementers)
    parts = (
        ("other_asked", ~asked),
        ("no_name", asked & ~named),
        ("one_self", asked & to_self),
    )
    inside = asked & named & ~to_self
    outside = tuple(_left(given, code, rows) for code, rows in parts)
    return _added(given, ids, (funders, implementers), inside, outside, unit)


def _asked(given: Edges, country: str | None, years: tuple[int, int] | None) -> Flags:
    """Edges that are known to be of the country and the years."""
    asked = np.ones(len(given.known), bool)
    if country is not None:
        asked &= _true(pc.equal(given.country, country))
    if years is not None:
        asked &= _true(pc.and_(pc.greater_equal(given.year, years[0]), pc.less_equal(given.year, years[1])))
    return asked


def _true(answers: pa.Array) -> Flags:
    found: Flags = pc.fill_null(answers, fill_value=False).to_numpy(zero_copy_only=False).astype(bool)
    return found


def _numbered(given: Edges, same: Mapping[str, str]) -> tuple[tuple[str, ...], Numbers, Numbers]:
    """Identifiers in order, and of each edge the numbers of its two ends; -1 where an end is unknown."""
    ends = _ends(same)
    both = pa.concat_arrays([given.funder, given.implementer]).dictionary_encode()
    joined = [ends.get(name, name) for name in both.dictionary.to_pylist()]
    ids = tuple(sorted(set(joined) - {""}))
    number = {name: place for place, name in enumerate(ids)} | {"": -1}
    numbers = np.array([number[name] for name in joined], np.int64)[both.indices.to_numpy()]
    return ids, numbers[: len(given.funder)], numbers[len(given.funder) :]


def _ends(same: Mapping[str, str]) -> Mapping[str, str]:
    """Identifier → the one that it is counted under in the end."""
    ends: dict[str, str] = {}
    for start in same:
        seen, at = {start}, start
        while at in same and same[at] != at:
            at = same[at]
            if at in seen:
                raise UsageError(f"“{start}” is counted under itself", where="same")
            seen.add(at)
        ends[start] = at
    return ends


def _left(given: Edges, code: str, rows: Flags) -> LeftOut:
    return LeftOut(Reason(code), int(rows.sum()), fixed(sum(given.money[rows].tolist()), given.digits))


def _added(
    given: Edges,
    ids: tuple[str, ...],
    ends: tuple[Numbers, Numbers],
    inside: Flags,
    outside: tuple[LeftOut, ...],
    unit: str,
) -> Network:
    """Edges of one pair added up."""
    keys, pair = np.unique(ends[0][inside] * max(len(ids), 1) + ends[1][inside], return_inverse=True)
    amountless = np.bincount(pair[~given.known[inside]], minlength=len(keys))
    edges = np.bincount(pair, minlength=len(keys))
    money, transactions = np.zeros(len(keys), given.money.dtype), np.zeros(len(keys), np.int64)
    np.add.at(money, pair, given.money[inside])
    np.add.at(transactions, pair, given.transactions[inside])
    back = money < 0
    known = (edges > amountless) & ~back
    taken = LeftOut(Reason("taken_back"), int(back.sum()), fixed(sum(money[back].tolist()), given.digits))
    used, rest = sum(money[known].tolist()), outside[1:]
    money[~known] = 0
    # Organisations all of whose edges are left out are not in the network.
    seen, numbers = np.unique(np.concatenate([keys // max(len(ids), 1), keys % max(len(ids), 1)]), return_inverse=True)
    amount = fixed(used, given.digits)
    return Network(
        tuple(ids[place] for place in seen.tolist()),
        numbers[: len(keys)],
        numbers[len(keys) :],
        money,
        known,
        transactions,
        amountless,
        given.digits,
        unit,
        coverage(
            (int((edges - amountless)[known].sum()), int(inside.sum()) + sum(one.entries for one in rest)),
            (amount, amount + sum((one.money or Decimal(0) for one in rest), Decimal(0))),
        ),
        told(*outside, taken, LeftOut(Reason("no_amount"), int(amountless.sum()))),
    )
