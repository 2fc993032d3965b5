"""The routes together, their description, and what holds for every one of them."""

import json
from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from typing import Any

from django.http import HttpResponse
from django.urls import path as address
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from forlik.desk.api import citing, engaged, evidence, money, own
from forlik.desk.api.bearer import Refused, Token
from forlik.desk.api.problems import MEDIA, REMEDY, ROOT, problem
from forlik.world import VERSION

ABOUT = (
    "The answers of Forlik for programs: read only. What is below /api/register takes a token, and tells what its "
    "person may see, but never what is sealed; all else is of published data alone. Every answer says the day whose "
    "knowledge it shows (as_of) and cites what it stands on. Unknown is null with a reason, and never 0. Lists are cut "
    "by limit and offset, and the header Link leads on. Every answer has an ETag; ask again with If-None-Match."
)
PROBLEMS = {
    "300": "The name means several places",
    "400": "This question cannot be asked",
    "404": "Nothing is known, or there is no such place or route",
    "414": "The address is longer than any of ours",
    "503": "Busy, or not available now; ask again",
}
OWN_PROBLEMS = {
    "400": "This question cannot be asked, or a token stands in the address",
    "401": "No token that is in force was sent",
    "403": "The token has not the scope that this takes",
    "404": "There is no such record, or none that may be seen",
    "414": PROBLEMS["414"],
    "429": "Too many wrong tokens from this address, or too many questions by this token",
    "503": PROBLEMS["503"],
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
        "scope": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail", "remedy"],
}
OWN = f"{ROOT}register/"
READING = ("GET", "HEAD")
View = Callable[..., Any]


class _Routes(NinjaAPI):
    """The routes; in their description each is called as its function is."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return str(operation.view_func.__name__)


def _made() -> NinjaAPI:
    made = _Routes(title="Forlik", version=VERSION, description=ABOUT, openapi_url=None, docs_url=None)
    for one in (evidence, money, engaged, own):
        made.add_router("", one.router)
    made.add_exception_handler(ValidationError, _not_understood)
    made.add_exception_handler(Refused, _refused)
    return made


def _not_understood(_request: Any, error: Any) -> Any:
    said = "; ".join(f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors)
    return problem(400, said, REMEDY, kind="bad-question", title="This question cannot be asked")


def _refused(_request: Any, refused: Any) -> Any:
    return refused.answer


@cache
def _description() -> bytes:
    """The description of the routes, as OpenAPI 3.1; every route says its problems too."""
    made = json.loads(json.dumps(API.get_openapi_schema(path_prefix=ROOT)))
    made["components"]["schemas"]["Problem"] = SHAPE
    for path, route in made["paths"].items():
        for operation in route.values():
            for status, said in (OWN_PROBLEMS if path.startswith(OWN) else PROBLEMS).items():
                content = {MEDIA: {"schema": {"$ref": "#/components/schemas/Problem"}}}
                operation["responses"][status] = {"description": said, "content": content}
            if path.startswith(OWN):
                _say_scopes(operation)
            else:
                citing.describe(path, operation)
    return json.dumps(made, ensure_ascii=False).encode()


def _say_scopes(operation: dict[str, Any]) -> None:
    """Say which scope a token must have for a route."""
    taken = SCOPES[operation["operationId"]]
    operation["security"] = [{Token.__name__: [taken] if taken else []}]
    status = operation["responses"]["401"]
    status["headers"] = {"WWW-Authenticate": {"schema": {"type": "string"}}}


def description(_request: Any) -> Any:
    """The description of the routes."""
    return HttpResponse(_description(), content_type="application/json")


def answered(view: View) -> View:
    """A view that only reads, whose answer may be kept by who asked and is the same for everybody."""

    @wraps(view)
    def handle(request: Any, **parts: Any) -> Any:
        if request.method not in READING:
            return _not_read(request)
        response = _reading(lambda asked, **given: citing.cited(asked, lambda: view(asked, **given)), request, parts)
        response.public = response.status_code == HttpResponse.status_code
        if response.public:
            response.headers["Cache-Control"] = "private, no-cache"
        return response

    # What is not changed needs no token of a form: a program that tries is told so, and not of forms.
    handle.csrf_exempt = True  # type: ignore[attr-defined]
    return handle


def answered_to_one(view: View) -> View:
    """A view that only reads, whose answer is for whoever has the token that was sent: nobody keeps it on the way."""

    @wraps(view)
    def handle(request: Any, **parts: Any) -> Any:
        if request.method not in READING:
            return _not_read(request)
        response = _reading(view, request, parts)
        if response.status_code == HttpResponse.status_code:
            response.headers["ETag"] = f'"{sha256(response.content).hexdigest()[:32]}"'
            response = get_conditional_response(request, etag=response.headers["ETag"], response=response)
        response.headers["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    # No cookie opens it, so that no form of another site can ask in anybody's name.
    handle.csrf_exempt = True  # type: ignore[attr-defined]
    return handle


def _not_read(request: Any) -> Any:
    refused = problem(405, f"{request.method} changes something, and nothing is changed here", "ask with GET")
    refused.headers["Allow"] = ", ".join(READING)
    return refused


def _reading(view: View, request: Any, parts: dict[str, Any]) -> Any:
    """The answer to GET, also where only its head is asked for: the server leaves the body out."""
    asked, request.method = request.method, "GET"
    try:
        return view(request, **parts)
    finally:
        request.method = asked


def _addresses() -> list[Any]:
    found = [address("openapi.json", answered(description), name="api-openapi")]
    for one in API.urls[0]:
        if getattr(one, "name", "") != "api-root":
            own_route = f"{ROOT}{one.pattern}".startswith(OWN)
            one.callback = (answered_to_one if own_route else answered)(one.callback)
            found.append(one)
    return found


def _scopes() -> dict[str, str]:
    """Name of a route → the scope that it takes; empty where any token will do."""
    every = (one for path in own.router.path_operations.values() for one in path.operations)
    taken: Any = ((one.view_func.__name__, token) for one in every for token in one.auth_callbacks)
    return {name: token.scope for name, token in taken}


API = _made()
SCOPES = _scopes()
urlpatterns = _addresses()
