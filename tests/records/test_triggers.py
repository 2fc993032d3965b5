"""The database itself refuses to change or lose what was recorded; asked in its own language, past all our code."""

from itertools import product

import pytest
from house import NOW, change, revised

from forlik.desk.records.proof import verify_register
from forlik.desk.records.record import record

COLUMNS = {
    "id": "999",
    "facet_id": "'other'",
    "n": "7",
    "recorded_at": "'2030-01-01T00:00:00.000000Z'",
    "known_at": "'2020-01-01T00:00:00.000000Z'",
    "who": "'another'",
    "text": "'{}'",
    "salt": "'x'",
    "sealed": "NULL",
}
FACET = {"id": "'other'", "file": "'other'", "record": "'other'", "concept": "'other'", "name": "'secret'"}


def refused(statement):
    from django.db import connection, utils

    with pytest.raises(utils.IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def recorded(house):
    record(change("e1"), house.owner, NOW)
    record(revised(change("e1"), {"title": "u"}), house.owner, NOW)
    record(change("e1", f"2:{house.a}", "secret"), house.owner, NOW)
    yield house
    assert verify_register()[1] == []


OPEN, SEALED = "text IS NOT NULL", "sealed IS NOT NULL"
EMPTY_ALREADY = {("sealed", OPEN)}


@pytest.mark.parametrize(("column", "where"), sorted({*product(COLUMNS, (OPEN, SEALED))} - EMPTY_ALREADY))
def test_no_column_of_a_revision_is_changed(recorded, column, where):
    refused(f"UPDATE records_revision SET {column} = {COLUMNS[column]} WHERE {where}")


def test_no_revision_is_taken_out(recorded):
    refused("DELETE FROM records_revision")
    refused("DELETE FROM records_revision WHERE n = 2")
    refused("DELETE FROM records_facet")


def test_a_text_is_not_swapped_for_bytes_that_no_key_opens(recorded):
    from django.db import connection

    some = "'x'::bytea" if connection.vendor == "postgresql" else "x'00'"
    refused(f"UPDATE records_revision SET text = NULL, salt = NULL, sealed = {some} WHERE text IS NOT NULL")


def test_nothing_sealed_is_put_back_into_the_open(recorded):
    refused("UPDATE records_revision SET text = '{}', salt = 'x', sealed = NULL WHERE sealed IS NOT NULL")
    refused("UPDATE records_facet SET wrapped_key = NULL, label = '1' WHERE wrapped_key IS NOT NULL")


@pytest.mark.parametrize("column", [*FACET])
def test_a_facet_stays_of_its_record(recorded, column):
    refused(f"UPDATE records_facet SET {column} = {FACET[column]}")


def test_two_revisions_never_have_one_number(recorded):
    names = "facet_id, n, recorded_at, known_at, who, text, salt, sealed"
    refused(f"INSERT INTO records_revision ({names}) SELECT {names} FROM records_revision WHERE n = 2")


def test_nothing_is_known_after_it_was_recorded_and_no_number_is_below_one(recorded):
    from django.db import connection

    names = "facet_id, n, recorded_at, known_at, who, text, salt, sealed"
    for n, known in ((9, "'2999-01-01T00:00:00.000000Z'"), (0, "known_at")):
        refused(
            f"INSERT INTO records_revision ({names}) SELECT facet_id, {n}, recorded_at, {known}, who, text, salt, "
            "sealed FROM records_revision WHERE n = 2"
        )
    assert connection.vendor in {"sqlite", "postgresql"}


def test_replacing_and_emptying_are_refused_too(recorded):
    from django.db import connection

    if connection.vendor == "postgresql":
        refused("TRUNCATE records_revision, records_facet CASCADE")
        refused("TRUNCATE access_log")
    else:
        refused("INSERT OR REPLACE INTO records_revision SELECT * FROM records_revision WHERE n = 2")
        refused("INSERT OR REPLACE INTO access_log SELECT * FROM access_log WHERE seq = 3")


def test_what_gets_past_the_triggers_is_found_by_verifying(house):
    from django.db import connection

    record(change("e1"), house.owner, NOW)
    record(change("e2", f"2:{house.a}", "secret"), house.owner, NOW)
    on = " ON {}" if connection.vendor == "postgresql" else ""

    def bare(table, event, statement):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER {table}_no_{event}{on.format(table)}")
            cursor.execute(statement)

    bare("records_revision", "update", "UPDATE records_revision SET who = 'another' WHERE text IS NOT NULL")
    assert ["the log knows nothing of it" in one.what for one in verify_register()[1]] == [True, False]
    bare("records_facet", "update", "UPDATE records_facet SET label = '1' WHERE wrapped_key IS NOT NULL")
    assert any("its label is not the one" in one.what for one in verify_register()[1])
    bare("records_revision", "delete", "DELETE FROM records_revision")
    assert any("a revision that is not there" in one.what for one in verify_register()[1])
