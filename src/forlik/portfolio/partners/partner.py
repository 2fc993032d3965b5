"""What a partner is: one organisation, what it gives and gets, and through how many hands money comes to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from forlik.core.errors import UsageError
from forlik.portfolio.network.partners import Network
from forlik.portfolio.partners.identifier import identifier
from forlik.portfolio.partners.joining import Joined

FUNDS, IMPLEMENTS, REPORTS, ACCOUNTABLE, EXTENDS = "funds", "implements", "reports", "accountable", "extends"
ROLES = (FUNDS, IMPLEMENTS, REPORTS, ACCOUNTABLE, EXTENDS)
"""What an organisation does in activities: in the order in which it is told."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name, as files have it.

    Args:
        name: The name.
        times: In how many parts of transactions and activities it stands.
    """

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class Money:
    """Money on one side of a partner.

    Args:
        usd: US dollars, net; nothing where none is known, which is never 0.
        flows: Parts of transactions.
        without_rate: How many of them have no amount in US dollars and are not in ``usd``.
        by_pillar: Pillar → US dollars, by the purpose codes; only those in which something is known.
    """

    usd: Decimal | None = None
    flows: int = 0
    without_rate: int = 0
    by_pillar: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Why it is unknown, or what is not in it; empty otherwise."""
        if self.usd is None:
            return "no rate is known" if self.flows else "nothing is published"
        return f"{self.without_rate} of {self.flows} parts of transactions have no rate" if self.without_rate else ""


@dataclass(frozen=True, slots=True)
class Partner:
    """One organisation.

    Args:
        ref: By what it is told: an identifier, or ``name:`` and the folded name where it has none.
        names: Its names in all files, that which stands most often first.
        identifiers: Its identifiers; several where a person found them to be one actor's.
        types: Codes of its kind (OrganisationType), that which is said most often first.
        roles: Some of ``ROLES``.
        given: What it gives to others, and to nobody named.
        received: What it gets from others, and from nobody named.
        hands: Through how many hands money comes to it at least: 0 where no giver is known, 1 where it gets from one
            of these; nothing where it is in no tie, or only in a ring without a known beginning.
        actor: The actor of the register that a person found it to be.
        same_name: Keys of other partners that have one of its names: a person decides whether they are one.
        own: Its own spending, at both ends of which it stands: in neither of what it gives and gets.
    """

    ref: str
    names: tuple[Named, ...]
    identifiers: tuple[str, ...]
    types: tuple[str, ...]
    roles: tuple[str, ...]
    given: Money
    received: Money
    hands: int | None = None
    actor: Joined | None = None
    same_name: tuple[str, ...] = ()
    own: Money = Money()

    @property
    def name(self) -> str:
        """What it is called most often; its reference where no file names it."""
        return self.names[0].name if self.names else self.ref

    @property
    def by_name_alone(self) -> bool:
        """Whether it has no identifier: two that share a name cannot be told apart."""
        return not self.identifiers

    @property
    def through(self) -> Decimal | None:
        """The larger of what it gives and what it gets, which may be the same money; nothing where both are unknown."""
        return max((one for one in (self.given.usd, self.received.usd) if one is not None), default=None)

    @property
    def size(self) -> Decimal | None:
        """What is in its hands: what goes through it and its own spending; nothing where both are unknown."""
        known = [one for one in (self.through, self.own.usd) if one is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Side:
    """What a partner has with one other.

    Args:
        ref: The other's key; empty where nobody is named.
        name: What the other is called.
        money: What went between them.
    """

    ref: str
    name: str
    money: Money


class AtEnds(NamedTuple):
    """Money of one partner of one country or year.

    Args:
        given: What it gives to others.
        received: What it gets from others.
        own: Its own spending.
    """

    given: Money
    received: Money
    own: Money


@dataclass(frozen=True, slots=True)
class Around:
    """One partner with all that is told on its page.

    Args:
        partner: The partner.
        gives_to: Those it gives to, the largest first.
        gets_from: Those who give to it, the largest first.
        countries: ISO3 of a country → its money there; the largest first.
        years: Year → its money of that year; nothing for what has no year.
        files: Datasets that name it and their publisher's reference and name, with the countries they have money of.
    """

    partner: Partner
    gives_to: tuple[Side, ...]
    gets_from: tuple[Side, ...]
    countries: Mapping[str, AtEnds]
    years: Mapping[int | None, AtEnds]
    files: tuple["File", ...]


@dataclass(frozen=True, slots=True)
class File:
    """A dataset that names a partner.

    Args:
        dataset: Publisher's reference and name of the dataset.
        reporting_org_ref: Who reports; empty when it gives no reference.
        reporting_org_name: Their name.
        country_iso3: A country that it has money of, with this partner on one side; empty for none.
        basis: Number of the snapshot.
        flows: Parts of transactions that name the partner.
    """

    dataset: str
    reporting_org_ref: str
    reporting_org_name: str
    country_iso3: str
    basis: int
    flows: int


@dataclass(frozen=True, eq=False)
class Partners:
    """All partners, and the network of those between whom money goes.

    Args:
        day: The day whose knowledge it shows.
        flow: Kind of flow that money is of.
        place: ISO3 of the country; empty for all.
        years: First and last year; nothing for all.
        found: The partners, that with most money first.
        network: Ties between them, by their keys.
        contested: Identifiers that several actors are said to have: joined to none of them.
        same_names: Folded name → the keys of partners that share it.
        recency: Numbers of the snapshots behind it.
        memory: What was already worked out of them; it goes when they go.
    """

    day: date
    flow: str
    place: str
    years: tuple[int, int] | None
    found: tuple[Partner, ...]
    network: Network = field(repr=False)
    contested: tuple[str, ...] = ()
    same_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)
    recency: tuple[int, ...] = field(default=(), repr=False)
    memory: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_ref(self) -> Mapping[str, Partner]:
        return {key: one for one in self.found for key in (one.ref, *one.identifiers)}

    def get(self, ref: str) -> Partner | None:
        """A partner by any of its identifiers, as a file may write it, or by its key; nothing where there is none."""
        return self._by_ref.get(ref) or self._by_ref.get(identifier(ref) or "")

    def __getitem__(self, ref: str) -> Partner:
        """A partner by any of its identifiers, or by its key.

        Raises:
            UsageError: There is none.
        """
        found = self.get(ref)
        if found is None:
            raise UsageError(f"no partner has the identifier “{ref}”", where="partners")
        return found
