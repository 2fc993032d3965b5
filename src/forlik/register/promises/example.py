"""The worked example: the dated clauses of the South Sudan agreement of 12 September 2018, as facts in our own words.

Which article sets which deadline from which event is a fact of a public instrument of its parties. No sentence of it is
carried, nor anything that others coded from it. ``docs/decisions`` says why this text, and what was left unknown.
"""

import csv
from collections.abc import Mapping
from importlib.resources import files

from forlik.register.concept import Concept
from forlik.register.concepts import Act, Actor, Commitment, Process, Text
from forlik.register.concepts.commitment import Due
from forlik.register.evidence import Evidence, Link

NAME = "south_sudan_2018"
PREFIX = "rarcss-"
"""Before all ids of the example."""
SIGNED = "2018-09-12"
PROCESS, TEXT = f"{PREFIX}process", f"{PREFIX}text"
TITLE = "Revitalised Agreement on the Resolution of the Conflict in the Republic of South Sudan (R-ARCSS)"
AGREEMENT = f"{TITLE}, signed in Addis Ababa on 12 September 2018 under the auspices of IGAD"
COPY = "http://ucdpged.uu.se/peaceagreements/fulltext/SSD%2020180912.pdf"
LISTED = Evidence(
    citation="Uppsala Conflict Data Program, UCDP Peace Agreement Dataset v22.1, agreement 1625",
    url="https://ucdp.uu.se/",
    obtained="dataset",
    dated="2022",
    basis="verified-dataset",
    confidence="high",
)
GOVERNMENT = Evidence(
    citation="Norwegian Ministry of Foreign Affairs, Norway's engagement in South Sudan, 2022-07-06",
    url="https://cms12.regjeringen.no/en/historical-archive/solbergs-government/ud/southsudan_efforts/id2522247",
    dated="2022-07-06",
    basis="verified-page",
    confidence="medium",
    claims={"happened": "unity government since February 2020"},
)
PROMISE = "promise:"
"""Before the id of the promise that another hangs on."""


def worked_example() -> tuple[Concept, ...]:
    """The process, the text, its bodies and parties, its dated clauses, and the two events whose days are cited.

    No assessment is among them: what became of a clause is for those to say who have evidence of it.
    """
    actors = [
        Actor(id=PREFIX + row["id"], kind=row["kind"], name=row["name"], evidence=(_article(""),))
        for row in _table(f"{NAME}_actors")
    ]
    return (*_frame(), *actors, *(_clause(row) for row in _table(NAME)), *_events())


def stated() -> Mapping[str, tuple[str, str]]:
    """Id of a clause → its article, and the number and unit, or the words, by which the article sets the deadline."""
    return {PREFIX + row["id"]: (row["article"], row["stated"]) for row in _table(NAME)}


def _frame() -> tuple[Concept, ...]:
    process = Process(
        id=PROCESS,
        label="South Sudan: revitalised peace process",
        places=("SSD",),
        links=(
            Link(issuer="ucdp_conflict", id="11345", confidence="high"),
            Link(issuer="pax_process", id="107", confidence="high"),
        ),
        evidence=(LISTED,),
    )
    text = Text(
        id=TEXT,
        kind="agreement",
        public_title=TITLE,
        process=PROCESS,
        signed=SIGNED,
        links=(
            Link(issuer="ucdp_agreement", id="1625", confidence="high"),
            Link(issuer="pax_agreement", id="2112", confidence="high"),
        ),
        evidence=(_article(""), LISTED),
    )
    return process, text


def _clause(row: Mapping[str, str]) -> Commitment:
    anchor = row["anchor"]
    on = {"commitment": PREFIX + anchor.removeprefix(PROMISE)} if anchor.startswith(PROMISE) else {"act": anchor}
    due = {
        **(on if anchor else {}),
        "offset": int(row["offset"]),
        "unit": row["unit"],
        "condition": row["condition"] or None,
        "wording": row["wording"],
    }
    return Commitment(
        id=PREFIX + row["id"],
        kind="provision",
        process=PROCESS,
        text=TEXT,
        article=row["article"],
        obligors=tuple(PREFIX + one for one in row["obligors"].split()),
        agreed=SIGNED,
        due=Due.model_validate(due),
        brings=row["brings"] or None,
        promise=row["promise"],
        evidence=(_article(row["article"]),),
    )


def _events() -> tuple[Act, ...]:
    """What happened: the signing; and the beginning of the transition, of which the month alone is cited."""
    signing = Act(
        id=f"{PREFIX}signing",
        kind="signing",
        happened=SIGNED,
        process=PROCESS,
        text=TEXT,
        public_title="The agreement is signed",
        by=tuple(PREFIX + one for one in ("tgonu", "splm_io", "ssoa", "fds", "opp")),
        evidence=(_article(""), LISTED),
    )
    transition = Act(
        id=f"{PREFIX}transition",
        kind="transition_begins",
        happened="2020-02",
        process=PROCESS,
        text=TEXT,
        public_title="The unity government is formed, with which the transition begins (articles 1.1.2 and 1.1.4)",
        evidence=(GOVERNMENT,),
    )
    return signing, transition


def _article(article: str) -> Evidence:
    return Evidence(
        citation=f"{AGREEMENT}, article {article}" if article else AGREEMENT,
        url=COPY,
        dated=SIGNED,
        basis="verified-page",
        confidence="high",
    )


def _table(name: str) -> list[dict[str, str]]:
    with (files("forlik.register.examples") / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))
