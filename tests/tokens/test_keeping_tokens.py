"""A token is random, shown once, kept as a digest, bound to what it may open, and over when its time or person is."""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from by_token import EVERY, WRONG

from forlik.core.errors import NoData, NotPermitted, UsageError
from forlik.desk.access.log import verify_log
from forlik.desk.access.models import Person
from forlik.desk.access.people import leave, person
from forlik.desk.signin import tokens, users
from forlik.desk.signin.models import Token

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def everything_stored():
    """Every value of every table, as the database has it once it is opened."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (bytes(one) if isinstance(one, memoryview) else str(one).encode() for one in row)


def test_a_token_holds_256_bits_has_a_prefix_and_is_kept_as_its_sha256_alone(house_on_both):
    first, second = house_on_both.make(), house_on_both.make()
    assert first != second
    for one in (first, second):
        assert re.fullmatch(r"forlik_api_[A-Za-z0-9_-]{43}", one), "43 signs of base64 are 256 bits"
    assert set(Token.objects.values_list("digest", flat=True)) == {
        hashlib.sha256(one.encode()).hexdigest() for one in (first, second)
    }
    for made in (first, second):
        parts = {made.encode(), made.removeprefix("forlik_api_").encode()}
        assert not [one for one in everything_stored() if any(part in one for part in parts)]


def test_it_lies_in_no_file_of_the_register(house, encrypted):
    made = house.make()
    house.ask("/api/register/due", made)
    files = [one for one in encrypted.rglob("*") if one.is_file()]
    assert any(one.name == "register.db" for one in files)
    assert not [one for one in files if made.encode() in one.read_bytes()]
    assert not [one for one in files if hashlib.sha256(made.encode()).hexdigest().encode() in one.read_bytes()]


def test_it_is_made_by_staff_with_a_name_a_scope_and_a_time(house):
    who = person(house.ids["demo-owner"], "second factor")
    for other in (replace(who, staff=False), replace(who, active=False), replace(who, strength="none")):
        with pytest.raises(NotPermitted):
            tokens.make_token("x", EVERY, 30, other, NOW)
    for name, scopes, days in (
        ("", EVERY, 30),
        ("  ", EVERY, 30),
        ("a\x00b", EVERY, 30),
        ("x" * 81, EVERY, 30),
        ("x", (), 30),
        ("x", ("everything",), 30),
        ("x", ("due:read", "due:write"), 30),
        ("x", EVERY, 0),
        ("x", EVERY, -1),
        ("x", EVERY, 91),
    ):
        with pytest.raises(UsageError):
            tokens.make_token(name, scopes, days, who, NOW)
    assert Token.objects.count() == 0
    tokens.make_token(" two  words ", ("results:read", "due:read"), 90, who, NOW)
    [kept] = tokens.tokens_of(who.id, NOW)
    assert (kept.name, kept.scopes) == ("two words", ("due:read", "results:read"))
    assert kept.until == NOW + timedelta(days=90)


def test_one_person_has_ten_in_force_and_no_more(house):
    who = person(house.ids["demo-owner"], "second factor")
    for _ in range(9):
        tokens.make_token("x", EVERY, 30, who, NOW)
    tokens.make_token("short", EVERY, 1, who, NOW)
    with pytest.raises(UsageError, match="as many"):
        tokens.make_token("x", EVERY, 30, who, NOW)
    assert tokens.make_token("x", EVERY, 30, who, NOW + timedelta(days=1)), "one is over"
    assert house.make("demo-legal"), "others have theirs"


def test_it_opens_up_to_its_last_instant_and_not_at_it(house):
    made = tokens.make_token("x", EVERY, 7, person(house.ids["demo-legal"], "second factor"), NOW)
    end = NOW + timedelta(days=7)
    assert tokens.behind(made, NOW)
    assert tokens.behind(made, end - TICK)
    assert tokens.behind(made, end) is None
    assert tokens.behind(made, end + timedelta(days=400)) is None


def test_what_is_over_stays_on_the_list_for_a_month_and_is_then_forgotten(house):
    who = person(house.ids["demo-legal"], "second factor")
    tokens.make_token("old", EVERY, 1, who, NOW)
    after = NOW + timedelta(days=1) + tokens.REMEMBERED
    assert [one.name for one in tokens.tokens_of(who.id, after - TICK)] == ["old"]
    assert tokens.tokens_of(who.id, after) == []
    tokens.make_token("new", EVERY, 1, who, after)
    assert list(Token.objects.values_list("name", flat=True)) == ["new"]


def revoked(house, who):
    tokens.revoke_token(house.kept(who)[0].id, person(house.ids[who], "none"), datetime.now(UTC))


def left(house, who):
    leave(house.ids[who], datetime.now(UTC), "")


def closed(house, who):
    users.close(house.ids[who])


def no_staff_any_more(house, who):
    Person.objects.filter(pk=house.ids[who]).update(staff=False)


def began_anew(house, who):
    users.make_user(house.ids[who], "legal", "four words of some length")
    users.reset(house.ids[who])


ENDS = {one.__name__: one for one in (revoked, left, closed, no_staff_any_more, began_anew)}


@pytest.mark.parametrize("end", ENDS)
def test_it_is_over_at_the_next_request(house_on_both, end):
    mine, other = house_on_both.make("demo-legal"), house_on_both.make("demo-owner")
    assert house_on_both.ask("/api/register/token", mine).status_code == 200
    ENDS[end](house_on_both, "demo-legal")
    assert house_on_both.ask("/api/register/token", mine).status_code == 401
    assert house_on_both.ask("/api/register/token", other).status_code == 200, "somebody else's goes on"
    faults = [str(one) for one in verify_log()[1]]
    assert faults == []


def test_what_a_token_was_called_goes_with_its_person(house):
    house.make("demo-legal", name="canary of a name")
    users.close(house.ids["demo-legal"])
    assert Token.objects.count() == 0
    assert not [one for one in everything_stored() if b"canary of a name" in one]
    [row] = house.log("revoke token")
    assert len(row.facets.split()) == 1


@pytest.mark.parametrize("field", ["person_id", "scopes", "until", "made_at", "name", "digest", "id"])
def test_a_row_that_was_changed_by_another_hand_opens_nothing(house, field):
    made = house.make("demo-legal", "due:read")
    assert house.ask("/api/register/due", made).status_code == 200
    other = {
        "person_id": house.ids["demo-owner"],
        "scopes": "due:read results:read",
        "until": datetime.now(UTC) + timedelta(days=3650),
        "made_at": NOW,
        "name": "another",
        "digest": hashlib.sha256(WRONG.encode()).hexdigest(),
        "id": "another",
    }
    Token.objects.update(**{field: other[field]})
    for one in (made, WRONG):
        assert house.ask("/api/register/due", one).status_code == 401


def test_a_token_that_was_put_there_by_another_hand_opens_nothing(house):
    """Whoever can write to the database, and has no key, lets no program in."""
    Token.objects.create(
        id="planted", digest=hashlib.sha256(WRONG.encode()).hexdigest(), proof="0" * 64,
        person_id=house.ids["demo-owner"], name="x", scopes=" ".join(EVERY), made_at=NOW,
        until=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    assert house.ask("/api/register/due", WRONG).status_code == 401


def test_the_desks_own_key_is_in_it_as_in_a_session(house, settings):
    """After a restore to another machine the desk has a new signing key: nobody's token goes on there."""
    made = house.make()
    settings.SECRET_KEY = "another desk"  # noqa: S105 - of nobody
    assert house.ask("/api/register/token", made).status_code == 401


def test_somebody_elses_token_is_not_ones_own_to_revoke(house):
    made = house.make("demo-legal")
    [kept] = house.kept("demo-legal")
    for id_ in (kept.id, "absent", ""):
        with pytest.raises(NoData, match="no such token"):
            tokens.revoke_token(id_, person(house.ids["demo-owner"], "passkey"), NOW)
    assert house.ask("/api/register/token", made).status_code == 200


def test_the_day_of_the_last_use_is_kept_and_no_more(house):
    made = house.make()
    assert house.kept()[0].used_on is None
    house.ask("/api/register/due", made)
    assert house.kept()[0].used_on == datetime.now(UTC).date()
    other = house.make("demo-owner", "due:read")
    assert house.ask("/api/register/results", other).status_code == 403
    assert house.kept("demo-owner")[0].used_on is not None, "one that was refused was used all the same"


def test_an_older_register_opens_and_has_room_for_tokens(house, encrypted):
    from django.core.management import call_command
    from django.db import connection
    from house import let_go, opening

    from forlik.desk.records.proof import verify_register

    before = verify_register()
    call_command("migrate", "signin", "0002", verbosity=0)
    assert "signin_token" not in connection.introspection.table_names()
    let_go()
    opening.forget()
    made = house.make()
    assert house.ask("/api/register/token", made).status_code == 200
    after = verify_register()
    assert after[1] == before[1] == []
