"""What is kept in memory is what the database would give, whatever was recorded, raised or taken back in between."""

from datetime import UTC, date, datetime

import pytest

CODER, CODED_ALONE = "demo-owner", "fiction-code-languages-owner"
"""A code of the examples that nobody else gave: whoever has yet to code the item does not see it."""


@pytest.fixture
def seen(learning):
    """A person's dossier from memory, and the same made anew from the database."""
    from forlik.desk.access.labels import labels
    from forlik.desk.access.people import person
    from forlik.desk.records import viewed
    from forlik.desk.records.rows import everything
    from forlik.register.dossier import dossier

    def both(who, day=None):
        asking, now = person(learning.ids[who], "passkey"), datetime.now(UTC)
        on = day or now.date()
        kept = viewed.view(asking, now, day=on).dossier
        left = set() if who == CODER else {CODED_ALONE}
        anew = dossier((row for _, row in everything(labels(asking, now)) if row.record not in left), on)
        return kept, anew

    return both


def same(kept, anew):
    assert kept.facets == anew.facets
    assert kept.recorded == anew.recorded
    assert {record: kept[record] for record in kept.facets} == {record: anew[record] for record in anew.facets}


def secret_of(learning):
    from forlik.desk.access.people import person

    [one] = person(learning.ids["demo-owner"], "passkey").memberships
    return f"2:{one.compartment}"


def test_what_is_recorded_is_taken_in_and_nothing_else_is_read_again(learning, seen, monkeypatch):
    from forlik.desk.records import viewed

    for who in ("demo-owner", "demo-legal"):
        same(*seen(who))
        same(*seen(who, date(2024, 6, 1)))
    asked = []
    whole = viewed.everything
    monkeypatch.setattr(
        viewed, "everything", lambda held, facets=(): asked.append(tuple(facets)) or whole(held, facets)
    )
    form = {"kind": "meeting", "happened": "2026-11-20", "title": "t", "said": "s", "evidence": "e"}
    assert (
        learning.ask("demo-owner", "/register/fiction-talks/act", **form, secret=secret_of(learning)).status_code == 303
    )
    for who in ("demo-owner", "demo-legal"):
        same(*seen(who))
        same(*seen(who, date(2024, 6, 1)))
    assert asked
    assert all(asked), "records that did not change are not read again"


def test_what_was_raised_is_gone_for_whoever_lacks_the_label(learning, seen):
    from forlik.desk.access.people import person
    from forlik.desk.records.change import Grounds, Which
    from forlik.desk.records.grades import raise_label

    kept, _ = seen("demo-legal")
    assert "fiction-lesson" in kept
    owner = person(learning.ids["demo-owner"], "passkey")
    why = Grounds("it names a place", "fictional: no law", date(2030, 1, 1))
    raise_label(Which("fiction-lesson", "staff", "1"), secret_of(learning), why, owner, datetime.now(UTC))
    for day in (None, date(2025, 6, 1)):
        kept, anew = seen("demo-legal", day)
        same(kept, anew)
        assert "fiction-lesson" not in kept
        same(*seen("demo-owner", day))


def test_another_register_is_never_answered_from_this_ones_memory(learning, seen, tmp_path, monkeypatch):
    from house import point_at

    kept, _ = seen("demo-owner")
    assert kept.facets
    point_at(tmp_path / "elsewhere", "", monkeypatch)
    kept, anew = seen("demo-owner")
    same(kept, anew)
    assert not kept.facets


def test_what_the_database_failed_to_give_is_asked_again(learning, seen, monkeypatch):
    from forlik.desk.records import viewed

    seen("demo-owner")
    form = {"kind": "meeting", "happened": "2026-11-20", "title": "t", "said": "s", "evidence": "e"}
    assert (
        learning.ask("demo-owner", "/register/fiction-talks/act", **form, secret=secret_of(learning)).status_code == 303
    )
    with monkeypatch.context() as broken:
        broken.setattr(viewed, "everything", _gone)
        with pytest.raises(OSError, match="gone"):
            seen("demo-owner")
    same(*seen("demo-owner"))


def _gone(*_):
    raise OSError("gone")
