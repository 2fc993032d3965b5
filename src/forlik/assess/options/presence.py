"""Presence: which activities a country has somewhere on a day, and who else has one there, as IATI files have it.

Facts and no score: nothing here is added to what a question on need asks, and nothing stands for ability before a
person has coded it. Only what the imported files say is known, which is never all aid: where no file tells of an
activity, it is unknown whether there is one, never none.

An activity is running when its file says that it is implemented and no stated day is against it. Where the files
contradict themselves or say too little, it is told apart as unsure, with why: an end that has passed while the file
still says “implementation” is most often a file that was not renewed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from forlik import places
from forlik.core.figure import Basis
from forlik.core.settings import setting
from forlik.measures._iati import COMMITTED, CURRENCY, PAID, firsthand, levels
from forlik.places import Place
from forlik.world import World

ACTIVITIES, FLOWS, FILES = "iati__activities", "iati__flows", "iati__files"
GIVEN = ("1",)
"""Incoming funds: what whoever reports has received."""
PROMISED = ("11",)
"""Incoming commitment: what whoever reports was promised."""
KINDS: Mapping[str, tuple[str, ...]] = {"paid": PAID, "committed": COMMITTED, "given": GIVEN, "promised": PROMISED}
"""How money is told of → the codes of its transactions."""
OUTGOING, INCOMING = ("paid", "committed"), ("given", "promised")
TYPES = tuple(code for codes in KINDS.values() for code in codes)
IMPLEMENTED = "2"
OVER = frozenset({"1", "3", "4", "5", "6"})
"""ActivityStatus: not begun, finalised, closed, cancelled, suspended."""
WHOLE = Decimal(1)
UNIT = CURRENCY
"""Unit and price basis of every amount."""
Standing = Literal["running", "unsure"]
Why = Literal["", "no start", "end passed", "no status"]
Role = Literal["reports", "gives", "receives"]


@dataclass(frozen=True, slots=True)
class Amount:
    """Money of one kind.

    Args:
        kind: ``paid`` or ``committed`` by whoever reports; ``given`` or ``promised`` to whoever reports.
        usd: The sum in US dollars; nothing where no part of it has a rate.
        incomplete: Whether a part without a rate is left out.
        currencies: The currencies in which it was stated.
        years: First and last year of its transactions.
    """

    kind: str
    usd: Decimal | None
    incomplete: bool
    currencies: tuple[str, ...]
    years: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Present:
    """One activity that is there on the day, or may be.

    Args:
        about: Its row of ``iati__activities``, with the file, the line and the bytes.
        standing: ``running`` or ``unsure``.
        why: Why it is unsure.
        since: Its start as stated; nothing where none is.
        pillars: What its money there is for; empty where no sector tells.
        amounts: Its money there: of the home actor's own all, else what the home actor gave.
        basis: The file.
    """

    about: Mapping[str, Any]
    standing: Standing
    why: Why
    since: date | None
    pillars: tuple[str, ...]
    amounts: tuple[Amount, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation with a part in activities there.

    Args:
        ref: Its reference; empty where none is stated.
        name: Its name.
        role: Whether it reports activities of its own, gives to them, or receives from them.
        running: Activities that are running.
        unsure: Activities of which it is unsure.
        since: The earliest start that is stated among them.
        pillars: What the money is for.
        amounts: The money, added over its activities; of a receiver what it received.
        bases: The files.
    """

    ref: str
    name: str
    role: Role
    running: int
    unsure: int
    since: date | None
    pillars: tuple[str, ...]
    amounts: tuple[Amount, ...]
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is where on a day.

    Args:
        place: Where.
        day: The day.
        home: The home actor.
        mark: How the references of its organisations begin.
        files: How many files of activities are known.
        renewed: The newest instant at which one of them was known.
        ours: Activities that an organisation of the home actor reports or gives to, those running first.
        organisations: Organisations of the home actor in them.
        partners: All others that report an activity there or receive money from one.
    """

    place: Place
    day: date
    home: Place
    mark: str
    files: int
    renewed: str
    ours: tuple[Present, ...]
    organisations: tuple[Organisation, ...]
    partners: tuple[Organisation, ...]


@dataclass(frozen=True, slots=True)
class _There:
    """One activity there, with its money."""

    about: Mapping[str, Any]
    standing: Standing
    why: Why
    money: Sequence[Mapping[str, Any]]


def presence(world: World, place: Place, home: str = "") -> Presence:
    """Which activities of the home actor are running at a place on a world's day, and who else is there.

    Args:
        world: What was known on the day.
        place: The place.
        home: Any name or code of the home country; the setting ``home_actor`` when empty.

    Raises:
        NoData: No IATI file was known on the day.
        PlaceRefused: Home is no place.
    """
    country = places.place(home or setting("home_actor"))
    mark = f"{country.code('iso2')}-"
    there = _there(world, place)
    files = [row for row in _rows(world, world.table(FILES).to_ibis()) if row["content"] == "activity"]
    ours = [_present(world, one, mark) for one in there if _is_ours(one, mark)]
    return Presence(
        place=place,
        day=world.day,
        home=country,
        mark=mark,
        files=len(files),
        renewed=max((world.then.bases[row["basis"]].known_at for row in files), default=""),
        ours=tuple(sorted(ours, key=lambda one: (one.standing != "running", str(one.about["activity_key"])))),
        organisations=_organisations(world, there, lambda ref: ref.startswith(mark), ("reports", "gives")),
        partners=_organisations(world, there, lambda ref: not ref.startswith(mark), ("reports", "receives")),
    )


def standing(status: str | None, started: date | None, ended: date | None, day: date) -> tuple[Standing | None, Why]:
    """Whether an activity is running on a day, as its file has it.

    Args:
        status: IATI code (ActivityStatus).
        started: Its start as stated.
        ended: Its end as stated, actual or planned.
        day: The day.

    Returns:
        ``running``; ``unsure`` with why; or nothing: it has not begun, or is over.
    """
    if status in OVER or (started is not None and started > day):
        return None, ""
    if ended is not None and ended < day:
        return ("unsure", "end passed") if status == IMPLEMENTED else (None, "")
    if status == IMPLEMENTED:
        return "running", ""
    if started is None:
        return "unsure", "no start"
    # Without a status only two stated days, one on each side, say that it is running.
    return ("running", "") if ended is not None else ("unsure", "no status")


def _there(world: World, place: Place) -> list[_There]:
    """The activities there on the day, first-hand, each once, of each publisher one level: levels repeat each other."""
    every = world.table(ACTIVITIES).to_ibis()
    flows = firsthand(every, world.table(FLOWS).to_ibis(), TYPES)
    named = every.filter(~every.secondary_reporter & every.countries_iso3.contains(place.iso3))
    level = {row["reporting_org_ref"]: row["hierarchy"] for row in _rows(world, levels(flows))}
    money: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in _rows(world, _money(flows, place, world.day)):
        money[row["activity_key"], row["dataset"]].append(row)
    found = []
    for about in _rows(world, named):
        how, why = standing(about["status_code"], about["started"], about["ended"], world.day)
        if how and about["hierarchy"] == level.get(about["reporting_org_ref"] or "", about["hierarchy"]):
            found.append(_There(about, how, why, money.get((about["activity_key"], about["dataset"]), ())))
    return found


def _money(flows: Any, place: Place, day: date) -> Any:
    here = flows.filter((flows.country_iso3 == place.iso3) & flows.year.notnull() & (flows.year <= day.year))
    return here.group_by(
        "activity_key", "dataset", "transaction_type_code", "provider_org_ref", "provider_org_name",
        "receiver_org_ref", "receiver_org_name", "pillar", "currency",
    ).aggregate(
        usd=here.amount_usd.sum(), left_out=here.amount_usd.isnull().any(), first=here.year.min(), last=here.year.max()
    )  # fmt: skip


def _rows(world: World, expression: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = world.then.engine.run(expression).to_pylist()
    return rows


def _is_ours(one: _There, mark: str) -> bool:
    return _ref(one.about, "reporting").startswith(mark) or any(_gives(row, mark) for row in one.money)


def _gives(row: Mapping[str, Any], mark: str) -> bool:
    return _kind(row) in INCOMING and _ref(row, "provider").startswith(mark)


def _present(world: World, one: _There, mark: str) -> Present:
    own = _ref(one.about, "reporting").startswith(mark)
    money = [row for row in one.money if own or _gives(row, mark)]
    return Present(
        about=one.about,
        standing=one.standing,
        why=one.why,
        since=one.about["started"],
        pillars=_pillars(money),
        amounts=_amounts(money),
        basis=world.then.bases[one.about["basis"]],
    )


def _organisations(world: World, there: Iterable[_There], wanted: Any, roles: Sequence[Role]) -> Any:
    """Organisations with a part in activities: by role, those with most activities running first."""
    parts: dict[tuple[Role, str], list[tuple[_There, str, list[Mapping[str, Any]]]]] = defaultdict(list)
    for one in there:
        for (role, key), (name, money) in _parts(one).items():
            if role in roles and wanted(key):
                parts[role, key].append((one, name, money))
    found = [_organisation(world, role, key, some) for (role, key), some in parts.items()]
    return tuple(sorted(found, key=lambda one: (roles.index(one.role), -one.running, -one.unsure, one.name, one.ref)))


def _parts(one: _There) -> dict[tuple[Role, str], tuple[str, list[Mapping[str, Any]]]]:
    """Role and reference, or name where there is none → name, and the money that role tells of."""
    found: dict[tuple[Role, str], tuple[str, list[Mapping[str, Any]]]] = {}
    reporter = _ref(one.about, "reporting")
    name = one.about["reporting_org_name"] or reporter
    if name:
        found["reports", reporter or name] = (name, [row for row in one.money if _kind(row) in OUTGOING])
    sides: tuple[tuple[Role, str, tuple[str, ...]], ...] = (
        ("gives", "provider", INCOMING),
        ("receives", "receiver", OUTGOING),
    )
    for role, side, kinds in sides:
        for row in one.money:
            ref, said = _ref(row, side), row[f"{side}_org_name"] or ""
            key = ref or said
            # Who pays itself is no partner of its own.
            if _kind(row) in kinds and key and key not in (reporter, name):
                found.setdefault((role, key), (said or ref, []))[1].append(row)
    return found


def _organisation(
    world: World, role: Role, key: str, some: Sequence[tuple[_There, str, list[Mapping[str, Any]]]]
) -> Organisation:
    money = [row for _, _, rows in some for row in rows]
    numbers = sorted({one.about["basis"] for one, _, _ in some})
    name = some[0][1]
    return Organisation(
        ref=key if key != name else "",
        name=name,
        role=role,
        running=sum(one.standing == "running" for one, _, _ in some),
        unsure=sum(one.standing == "unsure" for one, _, _ in some),
        since=min((one.about["started"] for one, _, _ in some if one.about["started"]), default=None),
        pillars=_pillars(money),
        amounts=_amounts(money),
        bases=tuple(world.then.bases[number] for number in numbers),
    )


def _amounts(rows: Iterable[Mapping[str, Any]]) -> tuple[Amount, ...]:
    """Money by kind, each kind for itself: what was promised and what was paid are never added."""
    by_kind: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_kind[_kind(row)].append(row)
    return tuple(_amount(kind, by_kind[kind]) for kind in KINDS if by_kind[kind])


def _amount(kind: str, rows: Sequence[Mapping[str, Any]]) -> Amount:
    known = [row["usd"] for row in rows if row["usd"] is not None]
    return Amount(
        kind=kind,
        usd=sum(known, Decimal(0)).quantize(WHOLE) if known else None,
        incomplete=any(row["left_out"] for row in rows),
        currencies=tuple(sorted({row["currency"] for row in rows if row["currency"]})),
        years=(min(row["first"] for row in rows), max(row["last"] for row in rows)),
    )


def _pillars(rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return tuple(sorted({row["pillar"] for row in rows if row["pillar"]}))


def _kind(row: Mapping[str, Any]) -> str:
    return next(kind for kind, codes in KINDS.items() if row["transaction_type_code"] in codes)


def _ref(row: Mapping[str, Any], side: str) -> str:
    return row[f"{side}_org_ref"] or ""
