"""Promises, acts and judgements in a few words."""

from datetime import UTC, date, datetime

import pytest

from forlik.register.concepts import Act, Assessment, Commitment
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence
from forlik.register.placing import place
from forlik.register.rows import Row

SAID = (Evidence(citation="A public report, p. 3"),)
RECORDED = datetime(2017, 1, 1, tzinfo=UTC)
LABELS = {"open": "0", "staff": "1", "secret": "2:a"}


@pytest.fixture(scope="session")
def promise():
    """A promise that hangs on a day, an act of a kind, or another promise (“>id”)."""

    def make(id_, on=None, offset=0, unit="days", **said):
        due = said.pop("due", None)
        if on is not None:
            anchor = {"commitment": on[1:]} if on.startswith(">") else {"on": on} if on[0].isdigit() else {"act": on}
            due = {**anchor, "offset": offset, "unit": unit, **(due or {})}
        return Commitment(id=id_, kind=said.pop("kind", "provision"), promise=f"Promise {id_}", due=due, **said)

    return make


@pytest.fixture(scope="session")
def act():
    """An act with evidence."""

    def make(id_, kind, happened, **said):
        return Act(id=id_, kind=kind, happened=happened, evidence=SAID, **said)

    return make


@pytest.fixture(scope="session")
def judged():
    """An assessment of a promise's state."""

    def make(id_, about, state, made_on, kind="implementation", **said):
        on = date.fromisoformat(made_on)
        return Assessment(id=id_, kind=kind, about=about, state=state, made_on=on, evidence=SAID, **said)

    return make


@pytest.fixture(scope="session")
def seen():
    """Records → the dossier on a day of somebody who sees all; ``label`` is that of all facets, where one is named."""

    def make(day, *records, label=None):
        rows = [
            Row(
                one.id, type(one).__name__.lower(), facet.word, label or LABELS[facet.word], 1, RECORDED, RECORDED, body
            )
            for one in records
            for facet, body in place(one).items()
        ]
        return dossier(rows, day)

    return make


@pytest.fixture(scope="session")
def chain(promise):
    """Three promises, one hanging on the other, and more records."""

    def make(*more):
        return promise("a", "2024-01-01", 10), promise("b", ">a", 20), promise("c", ">b", 1, "months"), *more

    return make


@pytest.fixture(scope="session")
def forest(promise):
    """Promises from steps: each hangs on an earlier one, or on an entry into force."""

    def make(steps, *, only_days=False):
        for n, (on, offset, unit) in enumerate(steps):
            anchor = f">c{on % n}" if n and on >= 0 else "entry_into_force"
            yield promise(f"c{n}", anchor, offset, "days" if only_days else unit, process="p")

    return make
