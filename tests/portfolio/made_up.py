"""Made-up IATI files for tests, and the figures of a store counted a second time, row by row, in plain Python."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from forlik.discover import source
from forlik.portfolio.cube import codes_of
from forlik.portfolio.definitions import Definition, pillar_of_one
from forlik.store.intake import take_in

AT = datetime(2026, 1, 2, tzinfo=UTC)


def transaction(value: Any, *, kind: str = "3", day: str = "2023-05-01", currency: str = "USD", more: str = "") -> str:
    stated = f'<transaction-date iso-date="{day}"/>' if day else ""
    valued = f' value-date="{day}"' if day else ""
    return (
        f'<transaction><transaction-type code="{kind}"/>{stated}<value{valued} currency="{currency}">{value}</value>'
        f"{more}</transaction>"
    )


def planned(
    value: Any,
    *,
    what: str = "budget",
    kind: str = "",
    first: str = "2023-01-01",
    last: str = "2023-12-31",
    currency: str = "USD",
    dated: str = "2023-01-01",
    more: str = "",
) -> str:
    days = (f'<period-start iso-date="{first}"/>' if first else "") + (
        f'<period-end iso-date="{last}"/>' if last else ""
    )
    valued = f' value-date="{dated}"' if dated else ""
    stated = f' type="{kind}"' if kind else ""
    return f'<{what}{stated}>{days}<value{valued} currency="{currency}">{value}</value>{more}</{what}>'


def activity(
    number: str,
    *inside: str,
    who: str = "XM-A",
    level: int = 1,
    secondary: bool = False,
    humanitarian: bool | None = None,
    sectors: str = '<sector vocabulary="1" code="72010"/>',
    places: str = '<recipient-country code="CO"/>',
) -> str:
    mark = "" if humanitarian is None else f' humanitarian="{int(humanitarian)}"'
    report = ' secondary-reporter="1"' if secondary else ""
    return (
        f'<iati-activity default-currency="USD" hierarchy="{level}"{mark}><iati-identifier>{number}</iati-identifier>'
        f'<reporting-org ref="{who}" type="10"{report}><narrative>Giver {who}</narrative></reporting-org>'
        f"<title><narrative>Work {number}</narrative></title>{places}{sectors}{''.join(inside)}</iati-activity>"
    )


def bring(home: Path, folder: Path, name: str, day: str, *inside: str) -> None:
    """Take a made-up file in, as generated on a day."""
    path = folder / f"{name}.xml"
    path.write_text(f'<iati-activities version="2.03" generated-datetime="{day}">{"".join(inside)}</iati-activities>')
    _, errors = take_in(home, source("iati"), [path], at=AT, fewer=True)
    assert errors == []


VALUES = st.one_of(
    st.integers(-10_000, 10_000).map(str), st.decimals(-99, 99, places=2).map(str), st.sampled_from(["", "1,5", "0"])
)
TRANSACTIONS = st.builds(
    transaction,
    VALUES,
    kind=st.sampled_from(["1", "2", "3", "4", "11", "99", ""]),
    day=st.sampled_from(["2019-03-01", "2020-06-30", "2021-12-31", ""]),
    currency=st.sampled_from(["USD", "USD", "EUR", "NOK", "AFN"]),
    more=st.sampled_from(
        [
            "",
            '<sector vocabulary="1" code="15220"/>',
            '<recipient-country code="NA"/>',
            '<recipient-region code="298"/>',
        ]
    ),
)
PLANS = st.builds(
    planned,
    VALUES,
    what=st.sampled_from(["budget", "planned-disbursement"]),
    kind=st.sampled_from(["", "1", "1", "2"]),
    first=st.sampled_from(["2020-01-01", "2020-01-01", "2021-01-01", "2021-07-01", ""]),
    last=st.sampled_from(["2020-12-31", "2022-06-30", "2022-06-30", ""]),
    currency=st.sampled_from(["USD", "USD", "EUR", "AFN"]),
    dated=st.sampled_from(["2020-02-01", "2020-02-01", ""]),
)
SECTORS = st.lists(
    st.tuples(st.sampled_from(["72010", "15220", "15162", "11220", "93010", "99999", "151", ""]), st.integers(0, 100)),
    max_size=3,
).map(lambda rows: "".join(f'<sector vocabulary="1" code="{code}" percentage="{share}"/>' for code, share in rows))
PLACES = st.lists(st.tuples(st.sampled_from(["CO", "NA", "QQ", "SS"]), st.integers(0, 100)), max_size=2).map(
    lambda rows: "".join(f'<recipient-country code="{code}" percentage="{share}"/>' for code, share in rows)
)
ACTIVITIES = st.builds(
    lambda number, inside, **options: activity(number, *inside, **options),
    st.sampled_from(["A-1", "A-2", "A-3", "A-4"]),
    st.lists(st.one_of(TRANSACTIONS, PLANS), max_size=5),
    who=st.sampled_from(["XM-A", "XM-A", "XM-B"]),
    level=st.integers(1, 3),
    secondary=st.sampled_from([False, False, False, True]),
    humanitarian=st.sampled_from([True, False, None]),
    sectors=SECTORS,
    places=st.one_of(PLACES, st.just('<recipient-region code="289"/>')),
)
FILES = st.lists(st.lists(ACTIVITIES, min_size=1, max_size=4), min_size=1, max_size=3)


Key = tuple[str, str, int, str]
"""Kind of place, its code, year, pillar."""


def in_one_shape(flows: list[dict], plans: list[dict]) -> list[dict]:
    """Transactions, and what is planned in their words; an original that a revised plan takes the place of is told."""
    revised = {_period(one) for one in plans if one["budget_type_code"] == "2"}
    return [
        *({**one, "replaced": False} for one in flows),
        *(
            {
                **one,
                "transaction_type_code": one["kind"],
                "transaction_no": one["planned_no"],
                "replaced": one["budget_type_code"] in (None, "1")
                and None not in (one["period_start"], one["period_end"])
                and _period(one) in revised,
            }
            for one in plans
        ),
    ]


def _period(one: dict) -> tuple:
    ends = ("provider_org_ref", "provider_org_name", "receiver_org_ref", "receiver_org_name")
    return tuple(one[name] for name in ("dataset", "activity_no", "kind", "period_start", "period_end", *ends))


def counted_rows(activities: list[dict], flows: list[dict], flow: str) -> list[dict]:
    """The flows that may be added up, one rule after the other."""
    own = {(one["activity_key"], one["dataset"]) for one in activities if not one["secondary_reporter"]}
    mine = [
        one
        for one in flows
        if one["transaction_type_code"] in codes_of(flow)
        and not one["secondary_reporter"]
        and not one["replaced"]
        and (one["activity_key"], one["dataset"]) in own
    ]
    transactions = {
        (one["reporting_org_ref"] or "", one["hierarchy"], one["dataset"], one["activity_no"], one["transaction_no"])
        for one in mine
    }
    made = Counter((ref, level) for ref, level, *_ in transactions)
    best: dict[str, tuple[int, int]] = {}
    for (ref, level), number in made.items():
        best[ref] = max(best.get(ref, (0, 0)), (number, level))
    return [one for one in mine if best[one["reporting_org_ref"] or ""][1] == one["hierarchy"]]


def cells_of(rows: list[dict], said: Definition) -> dict[Key, tuple[Decimal | None, int, int]]:
    """Cell → dollars, parts of transactions, parts without a rate; each pillar and ``all``."""
    grouped: dict[Key, list[Decimal | None]] = defaultdict(list)
    for one in rows:
        if one["year"] is not None:
            for key in _keys(one, said):
                grouped[key].append(one["amount_usd"])
    return {
        key: (
            sum((one for one in amounts if one is not None), Decimal(0))
            if any(one is not None for one in amounts)
            else None,
            len(amounts),
            sum(one is None for one in amounts),
        )
        for key, amounts in grouped.items()
    }


def _keys(one: dict, said: Definition) -> Iterator[Key]:
    code = one["sector_code"] if one["sector_vocabulary"] == "1" else None
    pillar = pillar_of_one(said, code, one["humanitarian"])
    kind = one["place_kind"] or "none"
    where = (
        ("country", one["country_iso3"])
        if one["country_iso3"]
        else (("unknown_country" if kind == "country" else kind), one["place_code"] or "")
    )
    for name in (pillar, "all"):
        yield (*where, one["year"], name)
        yield ("all", "", one["year"], name)
