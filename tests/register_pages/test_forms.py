"""Every concept can be added and changed in a form that is made from it; what is wrong is told, and nothing is lost."""

import pytest
from filling import KINDS, every, found, minimum, recorded, secret_of

TALKS = "/register/fiction-talks"
ADD = "/register/fiction-talks/add/<str:concept>"
CHANGE = "/register/fiction-talks/change/<str:other>"
BEGIN = "/register/add/engagement"


def add(concept):
    return BEGIN if concept == "engagement" else ADD.replace("<str:concept>", concept)


def change(record):
    return CHANGE.replace("<str:other>", record)


@pytest.fixture
def secret(learning):
    return secret_of(learning)


@pytest.mark.parametrize("concept", KINDS)
def test_a_record_is_added_with_the_least_that_it_needs(learning, secret, concept):
    form, said = minimum(concept)
    recorded(learning, "demo-owner", add(concept), {**form, "form-sealed": secret})
    made = found(learning, "demo-owner", concept)
    assert said.items() <= made.items()


@pytest.mark.parametrize("concept", KINDS)
def test_a_record_is_added_with_everything_that_can_be_said(learning, secret, concept):
    form, said = every(learning, concept)
    recorded(learning, "demo-owner", add(concept), {**form, "form-sealed": secret})
    assert found(learning, "demo-owner", concept) == said
