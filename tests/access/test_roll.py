"""Whoever lets himself in at the database is found by verifying."""

import pytest
from house import DAY, NOW

from forlik.desk.access import people
from forlik.desk.access.labels import labels
from forlik.desk.records.glass import break_glass
from forlik.desk.records.proof import verify_register

ATTACKS = [
    (
        "INSERT INTO access_membership (person_id, compartment_id, clearance, since, by) VALUES "
        "('{stranger}', '{a}', 3, '2025-01-01T00:00:00.000000Z', '{owner}')"
    ),
    "UPDATE access_membership SET clearance = 3 WHERE person_id = '{clerk}'",
    "UPDATE access_membership SET person_id = '{colleague}' WHERE person_id = '{clerk}'",
    "UPDATE access_membership SET until = NULL WHERE person_id = '{deputy}'",
    "UPDATE access_membership SET until = '2031-01-01T00:00:00.000000Z' WHERE person_id = '{deputy}'",
    "UPDATE access_membership SET clearance = 2 WHERE person_id = '{owner}'",
    "UPDATE access_membership SET since = '2020-01-01T00:00:00.000000Z' WHERE person_id = '{owner}'",
    "UPDATE access_person SET staff = TRUE WHERE id = '{partner}'",
    "UPDATE access_person SET active = TRUE",
    "UPDATE access_person SET protection = TRUE WHERE id = '{colleague}'",
    "INSERT INTO access_person (id, name, active, staff, protection) VALUES ('x', 'x', TRUE, TRUE, TRUE)",
    "INSERT INTO access_guard (person_id, compartment_id) VALUES ('{colleague}', '{a}')",
    (
        "INSERT INTO access_glass (id, person_id, label, since, until, sealed_reason) "
        "SELECT 'x', '{colleague}', '3:{a}', since, until, sealed_reason FROM access_glass"
    ),
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_log_did_not_say_is_found(house, attack):
    from django.db import connection

    partner = people.enrol("a partner", NOW, staff=False)
    people.let_out(house.deputy.id, house.a, house.guardian, NOW)
    people.let_in(house.clerk.id, house.a, 2, house.guardian, NOW, until=NOW + DAY)
    people.leave(house.stranger.id, NOW, house.guardian.id)
    break_glass(house.colleague, f"2:{house.a}", "why", NOW)
    assert verify_register()[1] == []
    names = {name: getattr(house, name).id for name in ("owner", "clerk", "stranger", "colleague", "deputy")}
    with connection.cursor() as cursor:
        cursor.execute(attack.format(a=house.a, partner=partner, **names))
    assert any("the log knows nothing of it" in one.what for one in verify_register()[1])


def test_all_that_is_done_through_the_doors_is_found_right(house):
    for turn in range(3):
        people.let_in(house.clerk.id, house.a, 2 + turn % 2, house.guardian, NOW + turn * DAY, until=NOW + 9 * DAY)
    people.let_out(house.clerk.id, house.a, house.guardian, NOW + 4 * DAY)
    people.let_in(house.clerk.id, house.a, 3, house.guardian, NOW + 5 * DAY)
    people.make_guardian(house.colleague.id, house.a, house.guardian, NOW)
    assert f"3:{house.a}" in labels(house.again(house.clerk), NOW + 5 * DAY)
    assert verify_register()[1] == []
