"""Small silver tables made by hand, and made up at random."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import strategies as st

from forlik.iati.flows import Rates
from forlik.iati.flows.silver import NEEDED
from forlik.iati.layout import layout
from forlik.iati.read.tables import schemas


def made(**rows):
    """Silver tables from rows; an activity and a transaction have numbers in their order unless told."""
    types = schemas(layout("activity"))
    tables = {}
    for name, given in {"activity": [], **rows}.items():
        schema = pa.schema([types[name].field(column) for column in NEEDED[name]])
        cells = []
        ordinals = {}
        for place, row in enumerate(given):
            number = row.get("activity_no", place if name == "activity" else 0)
            owner = (number, row.get("parent_ordinal"))
            ordinals[owner] = row.get("ordinal", ordinals.get(owner, 0) + 1)
            whole = {"activity_no": number, "ordinal": ordinals[owner], **row}
            cells.append({column: typed(whole.get(column), schema.field(column).type) for column in schema.names})
        plain = [field.with_type(pa.string()) if pa.types.is_dictionary(field.type) else field for field in schema]
        tables[name] = pa.Table.from_pylist(cells, pa.schema(plain))
    return tables


def typed(value, kind):
    if isinstance(value, str | int) and pa.types.is_decimal(kind):
        return Decimal(value)
    return date.fromisoformat(value) if isinstance(value, str) and pa.types.is_date(kind) else value


def rates():
    """Dollars and crowns per euro on three days of two months, and shillings per dollar in two years."""
    daily = [
        ("USD", "2020-01-02", "1.10"),
        ("USD", "2020-01-03", "1.11"),
        ("USD", "2020-01-06", "1.12"),
        ("USD", "2020-02-03", "1.20"),
        ("NOK", "2020-01-02", "9.9"),
        ("NOK", "2020-01-03", "10.1"),
        ("NOK", "2020-02-03", "10.8"),
    ]
    yearly = [
        ("KES", 2020, "106"),
        ("KES", 2021, "110"),
        ("NOK", 2021, "8.6"),
        ("XAF", 2021, "550"),
        ("XAF", 2021, "554"),
    ]
    yearly += [("YDD", 2021, "0.3"), ("YDD", 2021, "9.8"), ("EUR", 2021, "0.85")]
    return Rates.of(
        pa.table(
            {
                "currency": [row[0] for row in daily],
                "day": [date.fromisoformat(row[1]) for row in daily],
                "rate": pa.array([Decimal(row[2]) for row in daily], pa.decimal128(28, 6)),
            }
        ),
        pa.table(
            {
                "currency": [row[0] for row in yearly],
                "year": [row[1] for row in yearly],
                "rate_per_usd": pa.array([Decimal(row[2]) for row in yearly], pa.decimal128(28, 6)),
            }
        ),
    )


percentages = st.one_of(
    st.none(),
    st.sampled_from(
        [
            Decimal(number)
            for number in ("0", "100", "50", "33.33", "33.34", "99.99", "-20", "1000000", "1000000.000001", "9e20")
        ]
    ),
    st.decimals(min_value=-5, max_value=200, places=6),
)
written = st.sampled_from([None, "", " ", "12,5"])
amounts_of_money = st.one_of(
    st.none(),
    st.decimals(min_value=-(10**7), max_value=10**9, places=2),
    st.decimals(min_value=-(10**30), max_value=10**30, places=6),
    st.sampled_from(
        [Decimal(number) for number in ("0", "0.000001", "-0.000001", "9223372036854.775807", "-9223372036854.775808")]
    ),
)
days = st.one_of(st.none(), st.dates(date(2019, 12, 1), date(2022, 2, 1)))
currencies = st.sampled_from([None, "", "USD", "EUR", "nok", "KES", "XAF", "YDD", "QQQ"])
organisations = st.sampled_from([None, "", "A", "B", "XM-OCHA-FTS"])
identifiers = st.sampled_from([None, "", "A-1", "A-2", "B-1", "C-1"])
vocabularies = st.sampled_from([None, "", "1", "2", "99"])


@st.composite
def silvers(draw):
    """Silver tables of up to four activities, with everything that hard cases are made of."""

    def some(strategy, most):
        return draw(st.lists(strategy, max_size=most))

    sector = st.fixed_dictionaries(
        {
            "sector_code": st.sampled_from([None, "", "11110", "15160", "15161", "72010", "151", "152", "x"]),
            "vocabulary": vocabularies,
            "percentage": percentages,
            "percentage_raw": written,
        }
    )
    place = st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["recipient-country", "recipient-region"]),
            "code": st.sampled_from([None, "", "KE", "ke", "UG", "289", "998"]),
            "vocabulary": vocabularies,
            "percentage": percentages,
            "percentage_raw": written,
        }
    )
    aid = st.fixed_dictionaries({"code": st.sampled_from([None, "", "A01", "B01"]), "vocabulary": vocabularies})
    value = {"value_amount": amounts_of_money, "value_currency": currencies, "value_date": days}
    ends = {
        "provider_org_ref": organisations,
        "receiver_org_ref": organisations,
        "provider_activity_id": identifiers,
        "receiver_activity_id": identifiers,
    }
    flow_type = st.sampled_from([None, "", "10", "30"])
    transaction = st.fixed_dictionaries(
        {
            **value,
            **ends,
            "humanitarian": st.sampled_from([None, True, False]),
            "transaction_type_code": st.sampled_from([None, "1", "2", "3", "11"]),
            "transaction_date": days,
            "flow_type_code": flow_type,
        }
    )
    period = {"type_code": st.sampled_from([None, "1", "2"]), "period_start": days, "period_end": days}
    extension = st.fixed_dictionaries(
        {
            "parent": st.sampled_from(["transaction", "activity"]),
            "namespace": st.sampled_from(["http://reporting.unhcr.org/", "http://example.org/"]),
            "name": st.sampled_from(["value-USD", "other"]),
            "text": st.sampled_from(["12.3456789", "-5", "", "nothing", "7"]),
        }
    )
    activity = st.fixed_dictionaries(
        {
            "activity_id": identifiers,
            "file": st.sampled_from(["a.xml", "b.xml"]),
            "version": st.sampled_from([None, "2.03"]),
            "reporting_org_ref": organisations,
            "secondary_reporter": st.sampled_from([None, True, False]),
            "hierarchy": st.sampled_from([None, 1, 2]),
            "default_currency": currencies,
            "last_updated": st.sampled_from([None, "2020-01-01", "2020-01-01T00:00:00+02:00", "soon"]),
            "humanitarian": st.sampled_from([None, True, False]),
            "default_flow_type_code": flow_type,
            "content_sha256": st.sampled_from([None, "00", "ff"]),
        }
    )
    tables = {name: [] for name in NEEDED}
    for number, one in enumerate(draw(st.lists(activity, max_size=4))):
        key = {"activity_no": number * 7}
        tables["activity"].append(key | one)
        for name, strategy in (
            ("sector", sector),
            ("recipient_geo", place),
            ("default_aid_type", aid),
            ("budget", st.fixed_dictionaries(value | period)),
            ("planned_disbursement", st.fixed_dictionaries(value | period | ends)),
            ("transaction", transaction),
        ):
            tables[name] += [key | row for row in some(strategy, 1 if name == "planned_disbursement" else 3)]
        for ordinal in range(1, 1 + sum(row["activity_no"] == number * 7 for row in tables["transaction"])):
            below = key | {"parent_ordinal": ordinal}
            tables["transaction_sector"] += [below | row for row in some(sector, 2)]
            tables["transaction_geo"] += [below | row for row in some(place, 2)]
            tables["transaction_aid_type"] += [below | row for row in some(aid, 1)]
            tables["extension"] += [below | row for row in some(extension, 2)]
    return made(**tables)


@pytest.fixture(scope="session")
def tables():
    return made


@pytest.fixture(scope="session")
def some_rates():
    return rates()


@pytest.fixture(scope="session")
def any_silver():
    """A strategy of silver tables."""
    return silvers()
