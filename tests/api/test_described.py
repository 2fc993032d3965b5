"""Every route against its own description: nothing that can be asked breaks it, and it answers as it says."""

import warnings

import pytest

# What a generated question warns of is its own.
warnings.simplefilter("ignore", DeprecationWarning)
schemathesis = pytest.importorskip("schemathesis")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

QUESTIONS = 24
NEGATIVE = GenerationMode.NEGATIVE
KNOWN = {"place": "COL", "pillar": "peace", "year": 2022}
NAMES = {
    "places": "COL",
    "measures": "active_conflicts",
    "countries": "COL",
    "country": "COL",
    "sources": "iati",
    "engagements": "no-talks",
    "{pillar}": "",
}
"""The part of an address before a name → a name that there is."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def described(desk_home):  # noqa: ARG001 - Django is set up over that store
    from django.core.wsgi import get_wsgi_application

    made = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    every = [found.ok() for found in made.get_all_operations()]
    # What takes a token is asked with one: tests/tokens/test_described_by_token.py.
    return [one for one in every if not one.path.startswith("/api/register")]


def test_nothing_that_can_be_asked_breaks_a_route_and_it_answers_as_described(described):
    asked = {}

    def ask(route):
        @settings(
            max_examples=QUESTIONS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=route.as_strategy() | route.as_strategy(generation_mode=NEGATIVE),
            known=st.booleans(),
            plain=st.booleans(),
        )
        def one(case, known, plain):
            if known and case.path_parameters:
                # A name that was never heard tells little; most that is asked is asked of what there is.
                case.path_parameters = KNOWN | {"name": NAMES[route.path.split("/")[-2]]}
            if known and plain:
                # Of what there is, and nothing else: that has an answer.
                case.query = {}
            answer = case.call()
            case.validate_response(answer, checks=CHECKS)
            asked.setdefault(route.label, set()).add(answer.status_code)

        one()

    for route in described:
        ask(route)
    assert len(asked) == 13
    assert [label for label, found in asked.items() if 200 not in found] == [], "each was also asked what it can answer"
    assert set().union(*asked.values()) <= {200, 300, 400, 404, 414}


def test_a_broken_route_is_noticed(described, monkeypatch):
    from forlik import inventory

    def break_down(*_arguments, **_names):
        raise RuntimeError("a secret of the machine room")

    monkeypatch.setattr(inventory, "inventory", break_down)
    route = next(one for one in described if one.label == "GET /api/sources")
    answer = route.Case(query={"limit": 3}).call()
    assert answer.status_code == 500
    assert "secret" not in answer.text
