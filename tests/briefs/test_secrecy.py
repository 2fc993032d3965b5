"""What is sealed reaches no byte of a brief of whoever does not hold its label: canaries, and two worlds."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import pytest
from briefs_read import plainly, unpacked
from learning import learning_in
from worlds import in_both, without_secrets

from forlik.briefs.writing import FORMS, written
from forlik.core.errors import NoData, NotPermitted
from forlik.register.examples.fictional import fictional
from forlik.register.facets import SECRET

DAY = date(2026, 11, 1)
FILES = ("fiction-talks", "fiction-relief")
WORDS = frozenset(
    {
        *("said", "where", "channel", "contact", "whereabouts", "health", "security", "red_lines", "approvals"),
        *("summary", "promise", "finding", "title", "public_title", "name", "listed", "influence", "positions"),
        *("condition", "obligations", "contact_rule", "next_dates", "reason", "office", "delegation", "side", "basis"),
    }
)
"""Fields of free words; the others hold ids, days and words of vocabularies."""


def viewed(learning, who, strength="passkey"):
    from forlik.desk.access.people import person
    from forlik.desk.access.person import NOBODY
    from forlik.desk.records.viewed import view

    asker = person(learning.ids[who], strength) if who else NOBODY
    return view(asker, datetime.now(UTC), day=DAY)


def briefs(learning, who, strength="passkey", language="en"):
    """Every brief that somebody can get, by its name; what is refused is not among them."""
    from forlik.desk.register import brief_of

    seen, found = viewed(learning, who, strength), {}
    for file in FILES:
        for full in (False, True):
            found[file, f"full {full}"] = lambda file=file, full=full: brief_of.engagement(
                seen, file, full=full, language=language
            )
        found[file, "line"] = lambda file=file: brief_of.line(seen, file, language=language)
    found["", "handover"] = lambda: brief_of.handover(seen, language=language)
    made = {}
    for name, make in found.items():
        try:
            made[name] = make()
        except (NoData, NotPermitted):
            continue
    return made


def canary(file):
    return f"canary7f13{file.replace('-', '') or 'nofile'}"


def with_canaries():
    """The examples with a canary of its file in every sealed field of words, and in what it is known by."""
    fiction = fictional()
    return replace(fiction, filed=tuple(_marked(one) for one in fiction.filed))


def _marked(one):
    body = one.bodies.get(SECRET)
    if not body:
        return one
    mark = canary(one.file)
    told = {name: f"{value} {mark}" if name in WORDS else value for name, value in body.items()}
    if "evidence" in told:
        told["evidence"] = [{**each, "citation": f"{each['citation']} {mark}"} for each in told["evidence"]]
    return replace(one, bodies={**one.bodies, SECRET: told})


@pytest.fixture
def marked(encrypted, monkeypatch):
    from forlik.desk.register import starting

    monkeypatch.setattr(starting, "fictional", with_canaries)
    return learning_in()


OUTSIDE = (
    ("", "passkey", FILES),
    ("demo-legal", "passkey", FILES),
    ("demo-guardian", "passkey", FILES),
    ("demo-relief", "passkey", ("fiction-talks",)),
    ("demo-owner", "passkey", ("fiction-relief",)),
    ("demo-owner", "second factor", FILES),
    ("demo-deputy", "second factor", FILES),
)
"""Who asks, how they signed in, and the files of whose sealed parts they hold no label."""


def test_there_is_a_canary_in_every_kind_of_sealed_field():
    fields = {
        name
        for one in with_canaries().filed
        for name, value in one.bodies.get(SECRET, {}).items()
        if canary(one.file) in str(value)
    }
    assert fields >= {"said", "where", "channel", "contact", "whereabouts", "security", "red_lines", "approvals"}
    assert fields >= {"name", "summary", "evidence"}


def test_no_canary_reaches_whoever_does_not_hold_its_label(marked):
    for who, strength, files in OUTSIDE:
        made = briefs(marked, who, strength)
        assert bool(made) == bool(who)
        for name, one in made.items():
            for form in FORMS:
                text = plain_text(one, form)
                for file in (*files, ""):
                    # What stands in no file is sealed to the first compartment.
                    if file or "fiction-talks" in files:
                        assert canary(file) not in text, (who, strength, name, form)


@cache
def plain_text(document, form):
    """All texts of a brief in a form; several persons get the same one."""
    return plainly(unpacked(form, written(document, form)))


def test_the_canary_sings_where_it_may(marked):
    made = briefs(marked, "demo-owner")["fiction-talks", "full True"]
    for form in FORMS:
        assert plainly(unpacked(form, written(made, form))).count(canary("fiction-talks")) > 5, form
    pack = briefs(marked, "demo-owner")["", "handover"]
    assert canary("fiction-talks") in unpacked("md", written(pack, "md"))


def test_how_a_person_is_reached_and_what_endangers_one_is_in_no_brief(learning):
    for who in ("demo-owner", "demo-deputy"):
        for name, one in briefs(learning, who).items():
            text = written(one, "md").decode()
            for never in ("a radio call on even days", "the upper ferry, Thursdays", "hunted by a splinter group"):
                assert never not in text, (who, name)


def _bytes(learning):
    found, made = {}, cache(written)
    for who, strength, files in OUTSIDE:
        for language in ("en", "nb"):
            for (file, kind), one in briefs(learning, who, strength, language).items():
                if (file or files[0]) in files and (file or files == FILES):
                    # The forms hold the same text: of the other language one is enough.
                    for form in FORMS if language == "en" else ("md",):
                        # Within one world alone, a brief that several persons get is written once.
                        found[who, strength, language, file, kind, form] = made(one, form)
    own = written(briefs(learning, "demo-owner")["fiction-talks", "full True"], "md")
    return found, own


def test_with_and_without_what_is_sealed_the_bytes_are_the_same_but_for_whoever_sees_it(
    django_db_blocker, tmp_path_factory
):
    (whole, own), (bare, less) = in_both(_bytes, without_secrets, django_db_blocker, tmp_path_factory)
    assert whole.keys() == bare.keys()
    assert len(whole) > 100
    for name, made in whole.items():
        assert made == bare[name], name
    assert own != less, "whoever sees it is told of it"
