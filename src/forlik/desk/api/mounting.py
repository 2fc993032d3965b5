"""The routes together, their description, and what holds for every one of them."""

import json
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.http import HttpResponse
from django.urls import path as address
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from forlik.desk.api import citing, engaged, evidence, money
from forlik.desk.api.problems import MEDIA, REMEDY, ROOT, problem
from forlik.world import VERSION

ABOUT = (
    "The answers of Forlik for programs: read only, of published data alone. Every answer says the day whose knowledge "
    "it shows (as_of) and cites what it stands on. Unknown is null with a reason, and never 0. Lists are cut by limit "
    "and offset, and the header Link leads on. Every answer has an ETag; ask again with If-None-Match."
)
PROBLEMS = {
    "300": "The name means several places",
    "400": "This question cannot be asked",
    "404": "Nothing is known, or there is no such place or route",
    "414": "The address is longer than any of ours",
    "503": "Busy, or not available now; ask again",
}
SHAPE = {
    "type": "object",
    "title": "Problem",
    "description": "A problem as RFC 9457 has it, with what helps.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "remedy": {"type": "string"},
        "candidates": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["type", "title", "status", "detail", "remedy"],
}
READING = ("GET", "HEAD")
View = Callable[..., Any]


class _Routes(NinjaAPI):
    """The routes; in their description each is called as its function is."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


def _made() -> NinjaAPI:
    made = _Routes(title="Forlik", version=VERSION, description=ABOUT, openapi_url=None, docs_url=None)
    for one in (evidence, money, engaged):
        made.add_router("", one.router)
    made.add_exception_handler(ValidationError, _not_understood)
    return made


def _not_understood(_request: Any, error: Any) -> Any:
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return problem(400, said, REMEDY, kind="bad-question", title="This question cannot be asked")


@cache
def _description() -> bytes:
    """The description of the routes, as OpenAPI 3.1; every route says its problems too."""
    made = json.loads(json.dumps(API.get_openapi_schema(path_prefix=ROOT)))
    made["components"]["schemas"]["Problem"] = SHAPE
    for path, route in made["paths"].items():
        for operation in route.values():
            for status, said in PROBLEMS.items():
                content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"][status] = {"description": said, "content": content}
            citing.describe(path, operation)
    return json.dumps(made, ensure_ascii=False).encode()


def description(_request: Any) -> Any:
    """The description of the routes."""
    return HttpResponse(_description(), content_type="application/json")


def answered(view: View) -> View:
    """A view that only reads, whose answer may be kept by who asked and is the same for everybody."""

    @wraps(view)
    def handle(request: Any, **parts: Any) -> Any:
        if request.method not in READING:
            refused = problem(405, f"{request.method} changes something, and nothing is changed here", "ask with GET")
            refused.headers["Allow"] = ", ".join(READING)
            return refused
        response = _reading(view, request, parts)
        response.public = response.status_code == HttpResponse.status_code
        if response.public:
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    # What is not changed needs no token of a form: a program that tries is told so, and not of forms.
    handle.csrf_exempt = True  # type: ignore[attr-defined]
    return handle


def _reading(view: View, request: Any, parts: dict[str, Any]) -> Any:
    """The answer to GET, also where only its head is asked for: the server leaves the body out."""
    asked, request.method = request.method, "GET"
    try:
        return citing.cited(request, lambda: view(request, **parts))
    finally:
        request.method = asked


def _addresses() -> list[Any]:
    found = [address("openapi.json", answered(description), name="api-openapi")]
    for one in API.urls[0]:
        if getattr(one, "name", "") != "api-root":
            one.callback = answered(one.callback)
            found.append(one)
    return found


API = _made()
urlpatterns = _addresses()
