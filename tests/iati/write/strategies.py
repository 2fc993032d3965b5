"""Made-up records of every kind and with every field, such as the standard's schema and ruleset accept.

Each record draws its required fields and some of the others, by what each field says of itself; what belongs together
(shares, periods, levels) is drawn together.
"""

import re
from dataclasses import is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

from hypothesis import strategies as st

from forlik.iati import write as iw
from forlik.iati.write.shape import Beside, slots

GENERATED = datetime(2025, 6, 30, 12, 0, tzinfo=UTC)
LAST = date(2025, 6, 29)
FIRST = date(1990, 1, 1)
WHOLE = 100_000_000  # a hundred per cent in millionths
URI = "https://example.org/"
NASTY = (
    "]]>",
    "&amp;",
    "<b>",
    "\"'",
    "a\tb\nc\r\nd",
    "é́",
    "مرحبا",
    "𝄞 clef",
    "a\u2028b",
    "\u00a0a\u00a0",
    "%41",
    "–",
    "x",
)
XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CODES = {
    "language": ("en", "no", "fr", "ar"),
    "languages": ("en", "nb"),
    "currency": ("NOK", "USD", "EUR"),
    "default_currency": ("NOK", "USD"),
    "format": ("application/pdf", "text/html"),
    "categories": ("A01", "B03"),
    "humanitarian_scope": ("EQ-2015-000048-NPL",),
    "budget_not_provided": ("1", "2"),
    "finance_type": ("110", "410"),
    "default_finance_type": ("110", "410"),
    "flow_type": ("10", "20"),
    "default_flow_type": ("10", "20"),
    "measure": ("1", "2", "3", "4", "5"),
    "level": (0, 1, 2),
    "year": tuple(range(1990, 2026)),
    "phaseout_year": (2030, 2031),
    "hierarchy": (1, 2),
    "iati_equivalent": ("activity-id",),
    "position": ("59.91 10.75", "-1.5 180", "0 -0.25"),
    "tied_status": ("3", "4", "5"),
    "default_tied_status": ("3", "4", "5"),
    "feature": ("ADMF", "PPL"),
}
CODED = {
    "RecipientCountry": ("SS", "CO", "PH"),
    "RecipientRegion": ("298", "189"),
    "AidType": ("C01", "B02"),
    "Tag": ("1", "16.1"),
    "BudgetItem": ("1.1.1", "2.3.1"),
}


def _clean(text: str) -> str:
    return XML.sub("", text).strip(" \t\n\r")


TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=12), st.text("abcÆØÅ 12]>&", max_size=9)).map(_clean)
WORDS = TEXTS.filter(str.strip)
REFS = st.text("ABCÆ012-_.'\"<", min_size=1, max_size=8).map("XM-DAC-{}".format)
URIS = st.text("abz019/?&=%#~-", max_size=8).map(lambda end: URI + end.replace("%", "%20").replace("#", ""))
DAYS = st.dates(FIRST, LAST)
AMOUNTS = st.decimals(-(10**12), 10**12, allow_nan=False, allow_infinity=False, places=6)
SHARES = st.integers(0, WHOLE).map(lambda part: Decimal(part).scaleb(-6))
ZONED = st.datetimes(
    datetime(1990, 1, 1),  # noqa: DTZ001 - the zone is drawn beside
    datetime(2025, 6, 28),  # noqa: DTZ001 - the zone is drawn beside
    timezones=st.one_of(st.none(), st.just(UTC)),
)
NAMES = st.from_regex(r"[a-zé][a-z0-9_.-]{0,6}", fullmatch=True)
PREFIXES = st.sampled_from(("", "x", "own", "ns1", "xml", "9"))
SPACES = st.sampled_from((URI + "one#", URI + "two", "urn:three"))
VALUES = TEXTS


def _attribute(spaces):
    return st.builds(iw.Attribute, NAMES, VALUES, spaces, PREFIXES)


def _distinct(attributes):
    return st.lists(attributes, max_size=2, unique_by=lambda one: (one.namespace, one.name)).map(tuple)


FOREIGN = _distinct(_attribute(SPACES))
EXTENSIONS = st.recursive(
    st.builds(
        iw.Extension, SPACES, NAMES, TEXTS, _distinct(_attribute(st.one_of(st.just(""), SPACES))), prefix=PREFIXES
    ),
    lambda inner: st.builds(
        lambda one, children: replace(one, children=tuple(children)), inner, st.lists(inner, min_size=1, max_size=2)
    ),
    max_leaves=3,
)


def shares(draw, count):
    """Shares of a hundred per cent that add up to it exactly, of at most six decimals; one alone may be unsaid."""
    if count == 1:
        return [draw(st.sampled_from((None, Decimal(100))))]
    cuts = sorted(draw(st.lists(st.integers(0, WHOLE), min_size=count - 1, max_size=count - 1)))
    edges = [0, *cuts, WHOLE]
    return [Decimal(end - start).scaleb(-6) for start, end in pairwise(edges)]


def _value(slot, cls):
    if slot.field == "code":
        return st.sampled_from(CODED.get(cls.__name__, ("1", "2", "4")))
    if slot.field in CODES:
        return st.sampled_from(CODES[slot.field])
    if slot.kind is str:
        name = slot.field
        if name.endswith("uri") or name in {"url", "websites", "system"}:
            return URIS
        if not getattr(slot.place, "free", True):
            return st.sampled_from(("1", "2", "4"))
        return REFS if name in {"ref", "identifier"} or name.endswith("_id") else WORDS
    kinds = {Decimal: AMOUNTS, date: DAYS, datetime: ZONED, bool: st.booleans(), int: st.integers(1, 9)}
    return kinds[slot.kind]


@cache
def _field(slot, cls):
    if isinstance(slot.place, Beside):
        return FOREIGN if slot.place.what == "attributes" else st.lists(EXTENSIONS, max_size=2).map(tuple)
    one = record(slot.kind) if slot.record else _value(slot, cls)
    return st.lists(one, min_size=1, max_size=2).map(tuple) if slot.many else one


SHARED_OUT = {"percentage"}  # drawn together, where they must add up
ALWAYS = {
    # what the ruleset asks for beside the schema
    "ParticipatingOrg": ("names",),
    "Provider": ("names",),
    "Receiver": ("names",),
    "OwnerOrg": ("names",),
    "PolicyMarker": ("names", "significance"),
}


@st.composite
def record(draw, cls, **given):
    """A record of a class: its required fields, some of the others, and what is given."""
    known = [slot for slot in slots(cls) if slot.field not in given and slot.field not in SHARED_OUT]
    free = [slot for slot in known if not slot.required]
    names = [slot.field for slot in free]
    chosen = set() if not names else draw(st.sets(st.sampled_from(names), max_size=5))
    chosen |= set(ALWAYS.get(cls.__name__, ()))
    values = {slot.field: draw(_field(slot, cls)) for slot in known if slot.required or slot.field in chosen}
    made = cls(**values, **given)
    return FITTING[cls](draw, made) if cls in FITTING else made


def _period(draw, made):
    if made.end is None:
        return made
    made = replace(made, end=min(LAST, made.start + timedelta(days=draw(st.integers(0, 360)))))
    lines = getattr(made, "lines", ())
    if lines:
        dated = (replace(one, value=replace(one.value, value_date=made.start)) for one in lines)
        made = replace(made, lines=tuple(dated))
    return made


def _indicator(draw, made):
    number = "" if made.measure == "5" else str(draw(st.integers(-99, 99)))

    def valued(ones):
        return tuple(replace(one, value=number) for one in ones)

    periods = (replace(one, targets=valued(one.targets), actuals=valued(one.actuals)) for one in made.periods)
    return replace(made, baselines=valued(made.baselines), periods=tuple(periods))


def _result(draw, made):
    if made.references or draw(st.booleans()):
        return replace(made, indicators=tuple(replace(one, references=()) for one in made.indicators))
    return made


def _country_budget(draw, made):
    parts = zip(made.items, shares(draw, len(made.items)), strict=True)
    return replace(made, items=tuple(replace(item, percentage=share) for item, share in parts))


def _aid_types(types):
    return tuple(replace(one, vocabulary=str(place + 1)) for place, one in enumerate(types))


def _transaction(draw, made):
    del draw
    return replace(made, aid_types=_aid_types(made.aid_types), sectors=_named(made.sectors))


def _named(sectors):
    return tuple(replace(one, names=one.names or (iw.Narrative("Sector", "en"),)) for one in sectors)


FITTING = {
    iw.Budget: _period,
    iw.PlannedDisbursement: _period,
    iw.IndicatorPeriod: _period,
    iw.TotalBudget: _period,
    iw.RecipientOrgBudget: _period,
    iw.RecipientRegionBudget: _period,
    iw.RecipientCountryBudget: _period,
    iw.TotalExpenditure: _period,
    iw.Indicator: _indicator,
    iw.Result: _result,
    iw.CountryBudget: _country_budget,
    iw.Transaction: _transaction,
}


def _shared(draw, cls, vocabularies=(None,)):
    made = []
    for vocabulary in vocabularies:
        ones = draw(st.lists(record(cls), min_size=1, max_size=3))
        for one, share in zip(ones, shares(draw, len(ones)), strict=True):
            said = {} if vocabulary is None else {"vocabulary": vocabulary}
            made.append(replace(one, percentage=share, **said))
    return tuple(made)


def _sectors(draw):
    return _named(_shared(draw, iw.Sector, draw(st.sampled_from((["1"], ["", "99"])))))


def _transactions(draw, *, sectors, places):
    least = 1 if sectors or places else 0
    ones = draw(st.lists(record(iw.Transaction), min_size=least, max_size=2))
    made = []
    for one in ones:
        said = draw(st.lists(record(iw.Sector), min_size=1, max_size=2)) if sectors else ()
        country = draw(record(iw.RecipientCountry)) if places else None
        region = draw(st.one_of(st.none(), record(iw.RecipientRegion))) if places else None
        made.append(replace(one, sectors=_named(said), recipient_country=country, recipient_region=region))
    return tuple(made)


def _dates(draw):
    planned, start = draw(DAYS), draw(DAYS)
    days = {"1": planned, "2": start}
    if draw(st.booleans()):
        days["3"] = planned + timedelta(days=draw(st.integers(0, 5000)))
        days["4"] = min(LAST, start + timedelta(days=draw(st.integers(0, 5000))))
    if draw(st.booleans()):
        del days[draw(st.sampled_from(("1", "2")))]
    return tuple(draw(record(iw.ActivityDate, type=kind, day=day)) for kind, day in days.items())


@st.composite
def activities(draw):
    """An activity that the schema and the standard's ruleset accept."""
    sectors_below, places_below = draw(st.booleans()), draw(st.booleans())
    reporter = draw(record(iw.ReportingOrg))
    given = {
        "reporting_org": reporter,
        "identifier": reporter.ref + draw(st.text("ABC012-'", min_size=1, max_size=6).map("-{}".format)),
        "dates": _dates(draw),
        "sectors": () if sectors_below else _sectors(draw),
        "transactions": _transactions(draw, sectors=sectors_below, places=places_below),
        "recipient_countries": (),
        "recipient_regions": (),
        "capital_spend": draw(st.one_of(st.none(), SHARES)),
    }
    if not places_below:
        if draw(st.booleans()):
            given["recipient_countries"] = _shared(draw, iw.RecipientCountry)
        else:
            given["recipient_regions"] = _shared(draw, iw.RecipientRegion, ("1",))
    made = draw(record(iw.Activity, **given))
    return _defaults(draw, replace(made, default_aid_types=_aid_types(made.default_aid_types)))


@st.composite
def organisations(draw):
    """An organisation that the schema and the standard's ruleset accept."""
    return _defaults(draw, draw(record(iw.Organisation)))


def _defaults(draw, made):
    """Either the record says its language and currency, or every text and amount does."""
    if draw(st.booleans()):
        return replace(made, language="en", default_currency="NOK")
    said = rebuilt(made, iw.Narrative, lambda one: replace(one, language=one.language or "en"))
    amounts = (iw.Money, iw.LoanStatus, iw.Forecast)
    return rebuilt(said, amounts, lambda one: replace(one, currency=one.currency or "NOK"))


PLAIN = {
    Decimal: Decimal("-1234.567891"),
    date: date(2024, 2, 29),
    datetime: datetime(2024, 2, 29, 23, 59, 59, 500000, tzinfo=UTC),
    bool: True,
    int: 2,
}
OWN = iw.Attribute("own", "a & b", URI + "one#", "own")
EXTENSION = iw.Extension(URI + "two", "extra", "1 < 2", (iw.Attribute("plain", ""), OWN), (), "x")


def full(cls, place=""):
    """A record that says everything the schema lets it say, at every depth; ``place`` keeps its texts apart."""
    values = {}
    for slot in slots(cls):
        where = f"{place}.{slot.field}".strip(".")
        if isinstance(slot.place, Beside):
            one = OWN if slot.place.what == "attributes" else replace(EXTENSION, text=where)
        elif slot.record:
            one = full(slot.kind, where)
            if hasattr(one, "percentage") and cls not in {iw.Activity, iw.CountryBudget}:
                one = replace(one, percentage=None)
        elif slot.field == "code" or slot.field in CODES or not getattr(slot.place, "free", True):
            one = CODED.get(cls.__name__, CODES.get(slot.field, ("1",)) if slot.field != "code" else ("1",))[0]
        elif slot.kind is str:
            one = URI + where if slot.field.endswith("uri") or slot.field in {"url", "websites", "system"} else where
        else:
            one = PLAIN[slot.kind]
        values[slot.field] = (one,) if slot.many or isinstance(slot.place, Beside) else one
    return cls(**values)


def rebuilt(part, cls, change):
    """A record in which every record of a class, at any depth, is changed."""
    if isinstance(part, tuple):
        return tuple(rebuilt(one, cls, change) for one in part)
    if not is_dataclass(part):
        return part
    values = {name: rebuilt(getattr(part, name), cls, change) for name in part.__dataclass_fields__}
    made = replace(part, **values)
    return change(made) if isinstance(made, cls) else made


def classes(cls, found=None):
    """Every class of record below a class, itself included."""
    found = {} if found is None else found
    if cls not in found:
        found[cls] = True
        for slot in slots(cls):
            if slot.record and not isinstance(slot.place, Beside):
                classes(slot.kind, found)
    return tuple(found)


# -- for rules of what may be said -------------------------------------------------------------------------------------

DAY = date(2025, 6, 30)


def rules_of(*do, **criteria) -> iw.Rules:
    """One rule that does this, in all countries unless told."""
    rule = iw.Rule(id="r", reason="danger", ground="section 1", do=do, **({"countries": ("*",)} | criteria))
    return iw.Rules(3, (rule,), {"peace": ("15220",), "development": ("*",)})


def activity_with(**fields) -> iw.Activity:
    """A small activity in the country ZZ, with one local partner that is paid."""
    partner = iw.ParticipatingOrg(role="4", type="22", ref="ZZ-REG-77", names=(iw.Narrative("Example Relief"),))
    paid = iw.Receiver(ref="ZZ-REG-77", type="22", names=(iw.Narrative("Example Relief"),))
    money = iw.Money(Decimal(100), date(2024, 5, 1))
    said = {
        "identifier": "XM-DAC-0-1",
        "language": "en",
        "default_currency": "NOK",
        "reporting_org": iw.ReportingOrg(ref="XM-DAC-0", type="10", names=(iw.Narrative("Ministry"),)),
        "titles": (iw.Narrative("Water"),),
        "descriptions": (iw.Description(narratives=(iw.Narrative("Wells"),)),),
        "participating_orgs": (
            iw.ParticipatingOrg(role="1", ref="XM-DAC-0", names=(iw.Narrative("Ministry"),)),
            partner,
        ),
        "status": "2",
        "dates": (iw.ActivityDate(type="2", day=date(2024, 1, 1)), iw.ActivityDate(type="3", day=date(2025, 1, 31))),
        "recipient_countries": (iw.RecipientCountry(code="ZZ"),),
        "sectors": (iw.Sector(code="15220"),),
        "transactions": (iw.Transaction(type="3", day=date(2024, 5, 1), value=money, receiver=paid),),
    }
    return iw.Activity(**(said | fields))


def places(part, path=()):
    """Every text in a record: the way to it."""
    if isinstance(part, str):
        yield path
    elif isinstance(part, tuple):
        for index, one in enumerate(part):
            yield from places(one, (*path, index))
    elif is_dataclass(part):
        for name in part.__dataclass_fields__:
            yield from places(getattr(part, name), (*path, name))


def put(part, path, text):
    """A record in which one text is another."""
    if not path:
        return text
    head, rest = path[0], path[1:]
    if isinstance(part, tuple):
        return tuple(put(one, rest, text) if index == head else one for index, one in enumerate(part))
    return replace(part, **{head: put(getattr(part, head), rest, text)})
