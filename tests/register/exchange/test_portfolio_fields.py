"""What the portfolio put into the register goes out and comes back whole: activities, flags, results, ids refused."""

from datetime import UTC, date, datetime

import pytest

from forlik.register.concepts import Actor, Assessment, Engagement
from forlik.register.evidence import Evidence
from forlik.register.exchange import json_file, reading, tables
from forlik.register.exchange.carried import Carried, Copy, Said
from forlik.register.exchange.judging import judged
from forlik.register.placing import place

AT = datetime(2024, 5, 1, 12, tzinfo=UTC)
SAID = (Evidence(citation="Fictional: a note"),)
LABELS = {"open": "1", "staff": "1", "secret": "2:a"}
FIGURES = (
    '[{"name": "activities", "value": "12", "low": "12", "high": "12", "unit": "activities", "period": "2023", '
    '"status": "reported", "reason": null, "names": ["=A-1"], "sources": []}]'
)
RECORDS = {
    "activities": Engagement(id="e", title="Fictional", activities=("GB-1-105854-103", "-1 & odd", "=GB-1")),
    "flagged": Assessment(
        id="f",
        kind="flag",
        place="SDN",
        made_on=date(2024, 5, 1),
        issue="Fictional flag",
        evidence=SAID,
        flagged={
            "rule": "results_missing",
            "version": 1,
            "as_of": "2024-05-01",
            "year": 2023,
            "state": "dismissed",
            "owner": "p",
            "due": "2024-07-30",
            "figures": FIGURES,
            "reason": "=Fictional; it is told elsewhere",
        },
    ),
    "achieved": Assessment(
        id="r",
        kind="result",
        made_on=date(2024, 5, 1),
        about="e",
        finding="Fictional",
        evidence=SAID,
        achieved={
            "rung": "access_won",
            "goal": "resolve_conflicts",
            "indicator": "Fictional: villages reached",
            "unit": "villages",
            "baseline": "-2.5",
            "target": "14",
            "actual": "0",
            "period_start": "2023-01-01",
            "period_end": "2023-12-31",
        },
    ),
    "not_same": Actor(
        id="a",
        kind="ngo",
        name="Fictional aid",
        evidence=SAID,
        not_same=[{"issuer": "iati", "id": "GB-CHC-1", "confidence": "high", "reviewed_by": "p"}],
    ),
}


def facets_of(record):
    concept = type(record).__name__.lower()
    return tuple(
        Carried(record.id, concept, facet.word, LABELS[facet.word], (Said(body, 1, AT, AT, "p"),), record.id, None)
        for facet, body in place(record).items()
    )


@pytest.mark.parametrize("field", RECORDS)
@pytest.mark.parametrize("way", ["json", "tables"])
def test_a_field_of_the_portfolio_comes_back_as_it_went(field, way):
    sent = facets_of(RECORDS[field])
    written = {"json": (json_file.written, "x.json"), "tables": (tables.written, "x.zip")}[way]
    found, wrong = reading.read(written[0](Copy(sent, {"a": "Room A"}), "Confidential"), written[1])
    assert wrong == ()
    back, refused = judged(found.facets)
    assert refused == ()
    bodies = {name: value for one in back for name, value in one.said[-1].body.items()}
    went = {name: value for one in sent for name, value in one.said[-1].body.items()}
    assert went[field]
    assert bodies == went
