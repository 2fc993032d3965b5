"""Every route for programs on the register against its own description, asked with a token that opens them all."""

import warnings

import pytest

# What a generated question warns of is its own.
warnings.simplefilter("ignore", DeprecationWarning)
schemathesis = pytest.importorskip("schemathesis")

from by_token import EVERY, ROUTES  # noqa: E402
from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.generation import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

QUESTIONS = 16
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def described(talks):
    """The routes below ``/api/register``, and a token that opens them all."""
    from django.core.wsgi import get_wsgi_application

    made = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    every = [found.ok() for found in made.get_all_operations()]
    return [one for one in every if one.path.startswith("/api/register")], talks.make("demo-owner")


def test_nothing_that_can_be_asked_breaks_a_route_and_it_answers_as_described(described):
    routes, token = described
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
            case=route.as_strategy() | route.as_strategy(generation_mode=GenerationMode.NEGATIVE),
            known=st.booleans(),
            plain=st.booleans(),
        )
        def one(case, known, plain):
            if known and case.path_parameters:
                case.path_parameters = {"name": "fiction-talks"}
            if known and plain:
                case.query = {}
            answer = case.call(headers={"Authorization": f"Bearer {token}"})
            case.validate_response(answer, checks=CHECKS)
            asked.setdefault(route.label, set()).add(answer.status_code)

        one()

    for route in routes:
        ask(route)
    assert len(asked) == len(ROUTES)
    assert [label for label, found in asked.items() if 200 not in found] == [], "each was also asked what it can answer"
    # A generated question may bring a token of its own, which is none.
    assert set().union(*asked.values()) <= {200, 400, 401, 404, 414, 429}


def test_each_route_says_which_scope_it_takes_and_public_ones_take_none():
    import json

    from forlik.desk.api import mounting

    said = json.loads(mounting.description(None).content)
    assert said["openapi"].startswith("3.1")
    [scheme] = said["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    found = {}
    for path, route in said["paths"].items():
        operation = route["get"]
        if path.startswith("/api/register"):
            [needs] = operation["security"]
            found[operation["operationId"]] = next(iter(needs.values()))
            assert {"401", "403", "429"} <= set(operation["responses"])
        else:
            assert "security" not in operation
            assert "401" not in operation["responses"]
    assert found == {name: [scope] if scope else [] for name, (_path, scope) in ROUTES.items()}
    assert {scope for some in found.values() for scope in some} == set(EVERY)
