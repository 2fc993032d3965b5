"""An answer's citations in the place of the answer: what ``cite`` asks for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from django.http import HttpRequest, HttpResponse

from forlik.core.citation import FORMATS, cite, cite_rows
from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.desk.api.problems import ROOT, problem, told
from forlik.desk.taking_along import CITATIONS
from forlik.discover import measure

FIELD = "cite"
KINDS = dict(CITATIONS.values())
"""Form of citation → its kind of content."""
SAID = "In the place of the answer, the citations of what it stands on; of a measure's only row, of that figure."
NAMES = tuple(one.name for one in fields(Basis))


def cited(request: HttpRequest, answer: Callable[[], Any]) -> Any:
    """The answer, or where they are asked for its citations.

    Args:
        request: The request.
        answer: Makes the answer.
    """
    form = request.GET.get(FIELD)
    if form is None:
        return answer()
    if form not in FORMATS:
        return problem(
            400,
            f"there is no citation form “{form:.60}”",
            "one of " + ", ".join(FORMATS),
            kind="bad-question",
            title="This question cannot be asked",
        )
    found = answer()
    if found.status_code != HttpResponse.status_code:
        return found
    try:
        return HttpResponse(_citations(json.loads(found.content), form) + "\n", content_type=KINDS[form])
    except NoData as error:
        return told(error)


def _citations(body: Mapping[str, Any], form: str) -> str:
    # What comes with the program is no snapshot: it has no day of its own, and whoever asks is not its date.
    dated = (one for one in body.get("citations", ()) if one["sha256"])
    bases = [Basis(**{name: one[name] for name in NAMES}) for one in dated]
    if "measure" in body and body["count"] == len(body["rows"]) == 1:
        return cite_rows(measure(body["measure"]), body["rows"], bases, form)
    if not bases:
        raise NoData("this answer stands on no dated snapshot", remedy="ask without cite, and cite its words")
    return cite(bases, form)


def describe(path: str, operation: dict[str, Any]) -> None:
    """Say in the description of a route that it can be cited, if it stands on snapshots.

    Args:
        path: Its path.
        operation: The route as OpenAPI has it; added to.
    """
    if path.startswith(f"{ROOT}places") or path == f"{ROOT}briefs":
        return
    shape = {"type": "string", "enum": list(FORMATS)}
    asked = {"name": FIELD, "in": "query", "required": False, "description": SAID, "schema": shape}
    operation.setdefault("parameters", []).append(asked)
    content = operation["responses"]["200"]["content"]
    for media in KINDS.values():
        kind = media.partition(";")[0]
        content[kind] = {"schema": {"type": "array" if kind.endswith("json") else "string"}}
