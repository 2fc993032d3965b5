"""Where and in which pillars: the World and regions have their place, and promises of rights theirs."""

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forlik.register.answers.pillars import by_place, totals
from forlik.register.concepts import Assessment, Commitment, Engagement, Process
from forlik.register.concepts.commitment import Due
from forlik.register.evidence import Evidence
from forlik.register.promises.kept import projections

DAY = date(2026, 6, 1)
SAID = (Evidence(citation="Fictional: a note"),)
RELIEF = Engagement(id="a", title="Fictional relief", places=("SDN",), pillars=("humanitarian", "development"))
CORE = Engagement(id="b", title="Fictional core", places=("World",), pillars=("rights",), modes=("core_contribution",))
HORN = Engagement(id="c", title="Fictional horn", places=("1027", "SDN"), pillars=("peace",), start="2020")
TALKS = Process(id="p", label="Fictional talks", places=("SSD",))


def promise(id_, kind, **said):
    return Commitment(id=id_, kind=kind, promise="Fictional", due=Due(on=date(2026, 1, 1)), **said)


def fields(seen, *there):
    dossier = seen(DAY, *there)
    return by_place(dossier, projections(dossier))


def test_an_engagement_stands_at_each_of_its_places_and_in_each_of_its_pillars(seen):
    found = fields(seen, RELIEF, CORE, HORN)
    assert {place: {pillar: one.engagements for pillar, one in row.items()} for place, row in found.items()} == {
        "SDN": {"development": ("a",), "humanitarian": ("a",), "peace": ("c",)},
        "1027": {"peace": ("c",)},
        "World": {"rights": ("b",)},
    }


def test_countries_come_first_then_regions_then_the_world(seen):
    nowhere = promise("x", "treaty_obligation")
    assert list(fields(seen, CORE, HORN, RELIEF, nowhere)) == ["SDN", "1027", "World", ""]


def test_what_is_recommended_in_a_review_belongs_to_rights_wherever_its_engagement_is(seen):
    review = promise("r", "rights_recommendation", engagement="a")
    pledge = promise("s", "funding_pledge", engagement="a")
    treaty = promise("t", "treaty_obligation", process="p")
    clause = promise("u", "provision", process="p")
    found = fields(seen, RELIEF, TALKS, review, pledge, treaty, clause)
    assert found["SDN"]["rights"].promises == {"rights_recommendation": ("r",)}
    assert found["SDN"]["humanitarian"].promises == {"funding_pledge": ("s",)}
    assert found["SSD"]["rights"].promises == {"treaty_obligation": ("t",)}
    assert found["SSD"]["peace"].promises == {"provision": ("u",)}


def test_a_promise_that_is_settled_stands_apart_and_one_whose_day_has_passed_is_late(seen):
    review = promise("r", "rights_recommendation", engagement="b")
    assert fields(seen, CORE, review)["World"]["rights"].late == ("r",)
    met = Assessment(id="m", kind="implementation", about="r", state="met", made_on=date(2025, 12, 1), evidence=SAID)
    kept = fields(seen, CORE, review, met)["World"]["rights"]
    assert (kept.promises, kept.settled, kept.late) == ({}, {"rights_recommendation": ("r",)}, ())


def test_a_total_counts_once_what_stands_at_several_places(seen):
    found = totals(fields(seen, RELIEF, CORE, HORN))
    assert {pillar: one.engagements for pillar, one in found.items()} == {
        "development": ("a",),
        "humanitarian": ("a",),
        "peace": ("c",),
        "rights": ("b",),
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    drawn=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["SDN", "1027", "World", "COL"]), max_size=4),
            st.lists(st.sampled_from(["peace", "rights", "development", "humanitarian"]), max_size=4),
        ),
        max_size=6,
    ),
)
def test_every_engagement_stands_somewhere_and_a_total_is_the_union_of_its_places(seen, drawn):
    each = [Engagement(id=f"e{n}", title="F", places=places, pillars=own) for n, (places, own) in enumerate(drawn)]
    found = fields(seen, *each)
    there = {id_ for row in found.values() for one in row.values() for id_ in one.engagements}
    assert there == {one.id for one in each}
    for pillar, one in totals(found).items():
        union = {id_ for row in found.values() if pillar in row for id_ in row[pillar].engagements}
        assert set(one.engagements) == union
        assert len(one.engagements) == len(union)
