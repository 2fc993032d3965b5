"""One fictional case that lacks nothing, for every step, with all limits just kept."""

from datetime import UTC, date, datetime, timedelta

from forlik.register.concepts import Act, Actor, Assessment, Commitment, Engagement, Process, Role, Text
from forlik.register.concepts.act import Disposition
from forlik.register.concepts.assessment import Listing
from forlik.register.concepts.text import Version
from forlik.register.dossier import dossier
from forlik.register.evidence import Evidence
from forlik.register.placing import place
from forlik.register.rows import Row
from forlik.register.vocabulary import vocabulary

DAY = date(2026, 6, 1)
HASH = "0" * 64
SAID = (Evidence(citation="A fictional note"),)
LABELS = {"open": "0", "staff": "1", "secret": "2:a"}
PARTS = tuple(vocabulary("parts"))
STEPS = {
    "s1": ("explore", "2026-01-05"),
    "s2": ("activate", "2026-02-02"),
    "s3": ("suspend", "2026-04-01"),
    "s4": ("begin_closing", "2026-05-10"),
    "s5": ("close", "2026-05-20"),
}
BEFORE = {
    "explore": (),
    "activate": ("s1",),
    "suspend": ("s1", "s2"),
    "resume": ("s1", "s2", "s3"),
    "begin_closing": ("s1", "s2"),
    "close": ("s1", "s2", "s4"),
    "decline": ("s1",),
    "reopen": ("s1", "s2", "s4", "s5"),
    "hand_over": ("s1", "s2"),
}


def ago(days):
    return DAY - timedelta(days=days)


def check(record, actor, **more):
    said = {"made_on": ago(30), "finding": "f", "cleared_by": "p3", "evidence": SAID}
    listing = Listing(name="A list", restricts=("funds",), match="high")
    return Assessment(id=record, kind="listing_check", about=actor, **{**said, "listings": (listing,), **more})


def judged(record, kind, days, **more):
    said = {"about": "eng", "finding": "f", "evidence": SAID, **more}
    return Assessment(id=record, kind=kind, made_on=ago(days), **said)


def written(record, kind, **more):
    said = {"engagement": "eng", "versions": (Version(dated="2026-05-30"),), **more}
    return Text(id=record, kind=kind, **said)


def act(record, kind, happened, **more):
    return Act(id=record, kind=kind, happened=happened, **{"engagement": "eng", "evidence": SAID, **more})


def step(record, **more):
    transition, happened = STEPS[record]
    return act(record, "decision", happened, transition=transition, **more)


def good(transition, *, process=True):
    """The records of a case that may take a step on the day, by id."""
    handing = transition == "hand_over"
    records = [
        Engagement(
            id="eng", title="Fictional talks", places=("XXX",), pillars=("peace",), modes=("facilitate",),
            process="proc" if process else None, owner="p1", deputy="p2", began="requested", requested_by=("gov",),
            mandate="man", review_on=DAY, release_on=date(2046, 1, 1),
        ),
        Actor(id="gov", kind="state", name="Fictional State"),
        Actor(id="front", kind="armed_group", name="Fictional Front"),
        Actor(id="chief", kind="person", name="Fictional Chief"),
        Actor(id="ngo", kind="ngo", name="Fictional Partner"),
        Actor(id="go", kind="person", name="Fictional Intermediary"),
        Role(id="r3", kind="commands", actor="chief", of="front", evidence=SAID),
        Role(id="r4", kind="partner", actor="ngo", of="eng", evidence=SAID),
        Role(id="r5", kind="intermediary", actor="go", of="eng", evidence=SAID),
        written("man", "mandate", signed="2025-12-01", starts_on=date(2026, 1, 1), ends_on=DAY),
        written("safe", "contact_safety"),
        written("incl", "inclusion_plan"),
        written("prot", "protection_plan"),
        written("brief", "debrief", parts=PARTS),
        written("arch", "archive_package", versions=(Version(dated="2026-05-30", content_hash=HASH),)),
        judged("cs", "conflict_sensitivity", 90),
        judged("hr", "human_rights_diligence", 90),
        judged("rc", "role_conflict", 1000),
        judged("rev", "review", 61),
        Commitment(id="exit", kind="exit_criterion", engagement="eng", promise="Both have ratified"),
        Commitment(id="pledge", kind="own_pledge", engagement="eng", promise="A room", agreed="2026-03-01"),
        Commitment(id="theirs", kind="provision", process="proc", promise="Hold fire", obligors=("gov",)),
        act("q1", "request", "2026-01-02", by=("gov",)),
        *(step(one) for one in BEFORE[transition]),
        act(
            "act", "hand_over" if handing else "suspension" if transition == "suspend" else "decision", DAY.isoformat(),
            by=("gov",), reason="r", obligations="o", contact_rule="c", condition="c", review_on=DAY,
            dispositions=(Disposition(commitment="pledge", how="handed_over", to="ngo"),),
            new_owner="p4" if handing else None, confirmed_by=("p1", "p4"), commitments=("pledge",) if handing else (),
            contacts=("go", "gov"), next_dates="n",
        ),
    ]  # fmt: skip
    if process:
        records += [
            Process(id="proc", label="Fictional process", places=("XXX",)),
            Role(id="r1", kind="primary_party", actor="gov", of="proc", side="A", evidence=SAID),
            Role(id="r2", kind="primary_party", actor="front", of="proc", side="B", evidence=SAID),
            check("l1", "front"),
            check("l2", "chief"),
            Role(id="r6", kind="delegation", actor="chief", of="proc", evidence=SAID),
            act("c1", "consent", "2026-05-25", by=("gov",)),
            act("c2", "consent", "2026-05-25", by=("front",), engagement=None, process="proc"),
        ]
    else:
        records += [judged("need", "need", 900), judged("pd", "partner_diligence", 900, about="ngo")]
    if transition == "close":
        records.append(judged("done", "internal_implementation", 0, about="pledge", state="met"))
    if transition == "reopen":
        records.append(act("q2", "invitation", "2026-05-21", by=("gov",)))
    return {one.id: one for one in records}


def rows(records, recorded=None):
    """The rows of records: each recorded on the day it happened, or long ago."""
    found = []
    for one in records.values():
        stated = (recorded or {}).get(one.id) or datetime(2020, 1, 1, tzinfo=UTC)
        found += [
            Row(one.id, type(one).__name__.lower(), facet.word, LABELS[facet.word], 1, stated, stated, body)
            for facet, body in place(one).items()
        ]
    return found


def case_of(records, day=DAY, recorded=None):
    return dossier(rows(records, recorded), day).case("eng")
