"""The public engagements become records, and nothing that the tables say is lost or made stronger."""

import csv
from importlib.resources import files

import pytest

from forlik.register.concepts import Act, Engagement, Process, Role, Text
from forlik.register.facets import OPEN
from forlik.register.placing import lacking, place
from forlik.register.seed import seed


def table(name):
    with (files("forlik.starter") / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


TABLES = tuple(table(name) for name in ("engagements", "engagement_facts", "engagement_citations"))


@pytest.fixture(scope="module")
def records():
    return seed(*TABLES)


def of(records, kind):
    return [one for one in records if isinstance(one, kind)]


def test_there_are_the_34_public_engagements_and_of_8_the_request_was_not_found(records):
    engagements = of(records, Engagement)
    assert len(engagements) == 34
    looked_for = [
        one for one in engagements if any(e.basis == "not-found" and "request" in e.claims for e in one.evidence)
    ]
    assert len(looked_for) == 8
    assert {one.began for one in looked_for} == {"undocumented"}
    assert sum(one.began == "requested" for one in engagements) == 9
    assert sum(one.began == "own_initiative" for one in engagements) == 4


def test_every_fact_and_citation_of_the_tables_stands_in_the_evidence(records):
    expected = sum(len(fact["citations"].split()) for fact in TABLES[1])
    kept = {
        (one.id.split("-text-")[0], e.citation, field, said, e.basis, e.confidence)
        for one in [*of(records, Engagement), *of(records, Text)]
        for e in one.evidence
        for field, said in e.claims.items()
    }
    names = {row["id"]: row for row in TABLES[2]}
    for fact in TABLES[1]:
        for source in fact["citations"].split():
            publisher = names[source]["publisher"]
            assert any(
                key[0] == fact["engagement"].lower()
                and key[1].startswith(publisher)
                and key[2] == fact["field"]
                and key[3].startswith(fact["value_en"])
                and key[4:] == (fact["basis"], fact["confidence"])
                for key in kept
            ), fact
    assert expected > 400


def test_a_link_only_fact_is_a_link_and_nothing_else(records):
    for one in records:
        for e in one.evidence:
            if e.basis in ("link-only", "not-found"):
                assert set(e.claims.values()) == {""}
    assert not any(e.basis == "link-only" for one in of(records, Text) for e in one.evidence)


def test_claims_that_disagree_stand_side_by_side(records):
    afghanistan = next(one for one in of(records, Engagement) if one.id == "no-afg")
    started = {e.claims["start"] for e in afghanistan.evidence if "start" in e.claims}
    assert any("2006" in said for said in started)
    assert any("2007" in said for said in started)


def test_identities_are_borrowed(records):
    colombia = next(one for one in of(records, Process) if one.id == "no-col-farc-process")
    assert [(link.issuer, link.id) for link in colombia.links] == [("ucdp_conflict", "289")]
    final = next(
        one for one in of(records, Text) if one.public_title.startswith("Final Agreement") and "col-farc" in one.id
    )
    assert (final.signed, [link.id for link in final.links]) == ("2016-11-24", ["1487"])


def test_roles_are_stated_with_evidence_and_only_where_one_is_known(records):
    roles = of(records, Role)
    assert len(roles) == 31
    assert all(any(piece.basis != "link-only" for piece in one.evidence) for one in roles)
    assert "no-balk-role" not in {one.id for one in roles}


def test_requests_are_acts_where_a_public_text_dates_them(records):
    acts = of(records, Act)
    assert acts
    requested = {one.id for one in of(records, Engagement) if one.began == "requested"}
    assert {one.engagement for one in acts} <= requested


def test_every_record_is_whole_and_public(records):
    assert len({one.id for one in records}) == len(records)
    for one in records:
        assert lacking(one) == (), one.id
        assert list(place(one, public=True)) == [OPEN]


def test_a_fact_of_no_engagement_or_no_source_is_refused():
    stray = {**TABLES[1][0], "engagement": "NO-NOWHERE"}
    with pytest.raises(KeyError, match="NO-NOWHERE"):
        seed(TABLES[0], [stray], TABLES[2])
    unsourced = {**TABLES[1][0], "citations": "NOBODY"}
    with pytest.raises(KeyError, match="NOBODY"):
        seed(TABLES[0], [unsourced], TABLES[2])
