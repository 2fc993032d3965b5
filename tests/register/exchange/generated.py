"""Records made up at random, from the models, so that a new field is made up, too."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st
from pydantic import ValidationError

from forlik.register.concepts import CONCEPTS
from forlik.register.exchange.carried import Carried, Said
from forlik.register.grounds import Grounds
from forlik.register.placing import place

FIRST = datetime(2024, 1, 1, 12, tzinfo=UTC)
TEXT = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=30)
ODD = st.sampled_from(
    [
        "=1+1",
        "'",
        "''x",
        "+47 22",
        "-",
        "@home",
        " lead",
        "a,b;c\td",
        'a"b',
        "x\r\ny",
        "x\ry",
        "\ufeffx",
        "\uff1dx",
        "Tromsø",
    ]
)
IDS = st.from_regex(r"[A-Za-z0-9_-]{1,12}", fullmatch=True)
LABELS = {"open": ("1",), "staff": ("1", "2:a"), "secret": ("2:a", "3:a", "2:b")}


@st.composite
def records(draw):
    """A record of any concept with some of its fields."""
    concept = draw(st.sampled_from(sorted(CONCEPTS)))
    kind = CONCEPTS[concept]
    names = [name for name in kind.model_fields if name not in ("id", "withdrawn", "transition", "provisional_until")]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=6))
    body = {}
    for name in chosen:
        value = draw(values())
        try:
            kind(id="x", **{**body, name: value})
        except ValidationError:
            continue
        body[name] = value
    return kind(id=draw(IDS), **body)


def values():
    """Something for a field: one of many guesses will fit it."""
    day = st.dates(date(2000, 1, 1), date(2023, 12, 31))
    evidence = st.builds(
        lambda citation, claim: {"citation": citation, "claims": {"party": claim}}, TEXT | ODD, TEXT | ODD
    )
    guesses = [
        TEXT | ODD, IDS, day.map(str), st.booleans(), st.integers(0, 9),
        st.lists(IDS, max_size=2), st.lists(TEXT | ODD, max_size=2), st.lists(evidence, max_size=2),
        st.dictionaries(st.sampled_from(["nb", "en"]), TEXT | ODD, max_size=2),
        day.map(lambda one: {"on": str(one), "offset": 3, "wording": "=soon"}),
        st.just([{"year": 2020, "amount": str(Decimal("12.50")), "currency": "NOK"}]),
        TEXT.map(lambda said: {"rule": "relief_alone", "state": "dismissed", "reason": said}),
        TEXT.map(lambda said: {"rung": "access_won", "indicator": f"x{said}", "target": "-14"}),
        IDS.map(lambda id_: [{"issuer": "iati", "id": id_, "confidence": "high"}]),
        st.sampled_from(["agreement", "meeting", "state", "provision", "lesson", "mediator", "framework", "requested"]),
    ]  # fmt: skip
    return st.one_of(guesses)


@st.composite
def carried(draw):
    """The facets of some records, each with one or two revisions."""
    found = {}
    for record in draw(st.lists(records(), max_size=4, unique_by=lambda one: one.id)):
        concept = type(record).__name__.lower()
        for facet, body in place(record).items():
            label = draw(st.sampled_from(LABELS[facet.word]))
            turns = draw(st.integers(1, 2))
            said = tuple(Said(body, n + 1, FIRST + n * timedelta(days=9), FIRST, "p") for n in range(turns))
            why = Grounds(draw(TEXT), draw(TEXT), date(2030, 1, 1))
            found[record.id, facet] = Carried(record.id, concept, facet.word, label, said, record.id, why)
    return tuple(found.values())
