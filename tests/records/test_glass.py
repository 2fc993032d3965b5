"""Breaking the glass: one label, some hours, a reason, a line in the log, a notice to those who answer for it."""

from datetime import timedelta

import pytest
from house import DAY, NOW, change, revised

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.labels import labels
from forlik.desk.access.log import verify_log
from forlik.desk.access.models import Glass, Log, Notice
from forlik.desk.records.attachments import attach, take_back
from forlik.desk.records.change import Which
from forlik.desk.records.glass import break_glass, reason_of
from forlik.desk.records.record import record
from forlik.desk.records.rows import rows
from forlik.desk.records.together import record_together

HOUR = timedelta(hours=1)


def test_it_opens_one_label_for_some_hours_and_closes_by_itself(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - DAY)
    record(change("e2", f"3:{house.a}", "secret"), house.owner, NOW - DAY)
    until = break_glass(house.colleague, f"2:{house.a}", "the road is closed", NOW, lasts=HOUR)
    assert until == NOW + HOUR
    who = house.again(house.colleague)
    assert labels(who, NOW) == {"0", "1", f"2:{house.a}"}
    assert [row.record for row in rows(labels(who, NOW), known_at=NOW.date())] == ["e1"]
    assert labels(who, until - timedelta(microseconds=1)) >= {f"2:{house.a}"}
    assert labels(who, until) == {"0", "1"}
    assert labels(house.again(house.colleague, "second factor"), NOW) == {"0", "1"}


def test_it_is_logged_and_told_to_owner_and_guardian_with_its_reason_sealed(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - DAY)
    record(change("e9", f"3:{house.b}", "secret"), house.stranger, NOW - DAY)
    break_glass(house.colleague, f"2:{house.a}", "the road is closed", NOW)
    last = Log.objects.order_by("-seq").first()
    assert (last.verb, last.who, last.facets) == ("break the glass", house.colleague.id, f"2:{house.a}")
    told = {(one.person_id, one.who, one.verb) for one in Notice.objects.all()}
    assert told == {(who.id, house.colleague.id, "break the glass") for who in (house.owner, house.guardian)}
    [glass] = Glass.objects.all()
    assert b"road" not in bytes(glass.sealed_reason)
    assert reason_of(glass.pk) == "the road is closed"
    assert verify_log()[1] == []


@pytest.mark.parametrize(
    ("who", "label", "reason", "lasts", "error"),
    [
        ("colleague", "2:{a}", " ", HOUR, UsageError),
        ("colleague", "2:{a}", "why", 4 * HOUR + timedelta(seconds=1), UsageError),
        ("colleague", "2:{a}", "why", timedelta(0), UsageError),
        ("colleague", "2:{a}", "why", -HOUR, UsageError),
        ("owner", "2:{a}", "why", HOUR, NotPermitted),
        ("colleague", "1", "why", HOUR, NotPermitted),
        ("colleague", "2:none", "why", HOUR, NoData),
        ("colleague", "7:{a}", "why", HOUR, NoData),
        ("colleague", "", "why", HOUR, NotPermitted),
    ],
)
def test_it_is_refused_where_it_must_be(house, who, label, reason, lasts, error):
    with pytest.raises(error):
        break_glass(getattr(house, who), label.format(a=house.a), reason, NOW, lasts=lasts)
    assert not Glass.objects.exists()


def test_it_takes_a_passkey(house):
    with pytest.raises(NotPermitted):
        break_glass(house.again(house.colleague, "second factor"), f"2:{house.a}", "why", NOW)


def test_what_it_opens_is_read_and_added_to_and_not_changed(house):
    """Not withdrawn either, nor by a facet of one's own beside it, sealed or not."""
    sealed = change("e1", f"2:{house.a}", "secret")
    record(sealed, house.owner, NOW - DAY)
    record(change("e2", f"3:{house.a}", "secret"), house.owner, NOW - DAY)
    record(change("known", "1"), house.owner, NOW - DAY)
    break_glass(house.colleague, f"2:{house.a}", "the road is closed", NOW)
    who = house.again(house.colleague)
    gone = {"title": "t", "withdrawn": "by mistake"}
    aside = [change("e1", "1", body=gone), change("known", f"2:{house.a}", "secret", body=gone)]
    for one in (revised(sealed, {"title": "u"}), revised(sealed, gone), *aside):
        with pytest.raises(NotPermitted, match="changes nothing"):
            record(one, who, NOW)
    note = [
        change("note", label, facet, concept="act", file="e1")
        for label, facet in (("1", "staff"), (f"2:{house.a}", "secret"))
    ]
    record_together(note, who, NOW)
    with pytest.raises(NotPermitted, match="changes nothing"):
        record(revised(note[1], gone), who, NOW + HOUR)
    record(revised(sealed, {"title": "u"}), house.clerk, NOW)


def test_nobody_begins_a_file_under_what_is_opened(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - DAY)
    break_glass(house.colleague, f"2:{house.a}", "the road is closed", NOW)
    with pytest.raises(NotPermitted, match="in this file"):
        record(change("mine", f"2:{house.a}", "secret"), house.again(house.colleague), NOW)


def test_no_document_is_hung_on_what_is_opened_or_taken_from_it(house):
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW - DAY)
    which = Which("e1", "secret", f"2:{house.a}")
    paper = attach(which, "x.txt", b"Fictional", house.owner, NOW)
    break_glass(house.colleague, f"2:{house.a}", "the road is closed", NOW)
    for write in (
        lambda who: attach(which, "y.txt", b"Fictional", who, NOW),
        lambda who: take_back(paper, "e1", who, NOW),
    ):
        with pytest.raises(NotPermitted):
            write(house.again(house.colleague))
