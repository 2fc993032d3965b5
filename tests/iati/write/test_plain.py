"""JSON is read strictly: nothing is guessed, nothing is dropped, amounts are exact."""

import json
from decimal import Decimal

import pytest
from iati_records import full

from forlik.core.errors import BadInput
from forlik.iati.write import Activity, Records, records_from_json, to_json

WHOLE = json.loads(to_json(Records((full(Activity),))))


def changed(*path, to):
    held = json.loads(json.dumps(WHOLE))
    place = held
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = to
    return json.dumps(held)


VALUE = ("activities", 0, "transactions", 0, "value", "amount")


@pytest.mark.parametrize(
    ("said", "amount"), [("0.1", "0.1"), (0.1, "0.1"), (3, "3"), ("1234567890123456789.123456",) * 2]
)
def test_amounts_are_exact_as_text_and_as_numbers(said, amount):
    [activity] = records_from_json(changed(*VALUE, to=said)).activities
    assert activity.transactions[0].value.amount == Decimal(amount)


def test_a_long_number_loses_no_digit():
    text = changed(*VALUE, to="@").replace('"@"', "12345678901234567890.123456789")
    assert records_from_json(text).activities[0].transactions[0].value.amount == Decimal(
        "12345678901234567890.123456789"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            changed("activities", 0, "sectors", 0, "percent", to=1),
            r"activities\[0\].sectors\[0\].percent: no field has",
        ),
        (changed("activites", to=[]), "field activites: no field has this name"),
        (changed("version", to=2), "2 is not a version"),
        (changed("activities", to={}), "activities: “{}” is not a list"),
        (changed("activities", 0, to=1), r"activities\[0\]: “1” is not a record"),
        (changed("activities", 0, "titles", to={}), r"titles: “{}” is not a list"),
        (changed("activities", 0, "status", to=2), r"status: “2” is not text → write it in quotes"),
        (changed("activities", 0, "hierarchy", to="1"), "hierarchy: “1” is not a whole number"),
        (changed("activities", 0, "humanitarian", to=1), "humanitarian: “1” is not true or false"),
        (changed("activities", 0, "dates", 0, "day", to="1.5.2024"), "“1.5.2024” is not a day"),
        (changed("activities", 0, "dates", 0, "day", to="2024-02-30"), "“2024-02-30” is not a day"),
        (changed("activities", 0, "last_updated", to="2024-02-20"), "is not an instant"),
        (changed(*VALUE, to="1,5"), "“1,5” is not an amount"),
        (changed(*VALUE, to=True), "“True” is not text"),
        (changed(*VALUE, to="NaN"), "“NaN” is not an amount"),
        (changed(*VALUE, to=None), "“None” is not text"),
        (changed(*VALUE, to="@").replace('"@"', "NaN"), "NaN is not a number"),
        ('{"version": 1, "version": 1}', "field version: the key “version” is there twice"),
        ('{"version": 1, "activities": [{}]}', r"activities\[0\].identifier: is missing"),
        ("[1]", "“.1.” is not a record"),
        ("{", "line 1: not JSON"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_what_is_not_of_the_shape_is_refused_by_its_path(text, words):
    with pytest.raises(BadInput, match=words) as caught:
        records_from_json(text, name="records.json")
    assert caught.value.file == "records.json"


def test_fields_that_say_nothing_are_left_out():
    assert "capital_spend" not in to_json(Records())
    assert json.loads(to_json(Records())) == {"version": 1, "activities": [], "organisations": []}
