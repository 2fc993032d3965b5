"""A dossier from records, as if each had been recorded on the day it names."""

from datetime import UTC, datetime

import pytest

from forlik.register.dossier import dossier
from forlik.register.placing import place
from forlik.register.rows import Row

EARLY = datetime(2020, 1, 1, tzinfo=UTC)


def rows_of(record, *, recorded_at=EARLY, known_at=None, n=1, floor=None, label=None):
    """The rows of a record, one a facet."""
    labels = {"open": "0", "staff": "1", "secret": "2:a"}
    bodies = place(record) if floor is None else place(record, floor=floor)
    concept = type(record).__name__.lower()
    return [
        Row(record.id, concept, facet.word, label or labels[facet.word], n, recorded_at, known_at or recorded_at, body)
        for facet, body in bodies.items()
    ]


@pytest.fixture(name="rows_of")
def rows_of_fixture():
    return rows_of


@pytest.fixture
def seen():
    """Records → the dossier of somebody who sees all of them on a day."""

    def make(day, *records):
        return dossier([row for record in records for row in rows_of(record)], day)

    return make
