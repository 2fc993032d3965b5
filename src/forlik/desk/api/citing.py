"""An answer's citations in the place of the answer: what ``cite`` asks for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

from forlik.core.citation import ASKED_FOR, PROV, cite, cite_rows
from forlik.core.errors import NoData
from forlik.core.figure import Basis
from forlik.desk import briefs, public
from forlik.desk.api.asking import When, reading
from forlik.desk.api.problems import ROOT, problem, told
from forlik.desk.taking_along import CITATIONS
from forlik.discover import measure

if TYPE_CHECKING:
    from forlik.briefs.document import Document

FIELD = "cite"
KINDS = dict(CITATIONS.values())
"""Form of citation → its kind of content."""
SHAPES = {"application/vnd.citationstyles.csl+json": "array", "application/prov+json": "object"}
"""Kind of content → what it is as JSON; the others are text."""
SAID = (
    "In the place of the answer, the citations of what it stands on; of a measure's only row, of that figure; of a "
    "brief, itself first. With "
    "prov, where every figure of the answer comes from, as PROV-JSON."
)
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
    if form not in ASKED_FOR:
        return problem(
            400,
            f"there is no citation form “{form:.60}”",
            "one of " + ", ".join(ASKED_FOR),
            kind="bad-question",
            title="This question cannot be asked",
        )
    found = answer()
    if found.status_code != HttpResponse.status_code:
        return found
    body = json.loads(found.content)
    try:
        text = _proven(request, body) if form == PROV else _citations(request, body, form)
        return HttpResponse(text + "\n", content_type=KINDS[form])
    except NoData as error:
        return told(error)


def _bases(body: Mapping[str, Any]) -> list[Basis]:
    return [Basis(**{name: one[name] for name in NAMES}) for one in body.get("citations", ())]


def _proven(request: HttpRequest, body: Mapping[str, Any]) -> str:
    """Where every figure of an answer comes from; of a brief, every note."""
    from forlik import proven
    from forlik.briefs.proven import proven as of_brief

    if "sections" in body:
        return of_brief(_brief(request, body))
    bases = _bases(body)
    if not bases:
        raise NoData("this answer stands on no dated snapshot", remedy="ask without cite, and cite its words")
    if "published" in body:
        return public.proven([one["id"] for one in body.get("records") or body["rows"]], *bases)
    return proven.answer(body, bases)


def _brief(request: HttpRequest, body: Mapping[str, Any]) -> "Document":
    """The brief of an answer, which has its texts alone: that which they were written from is kept."""
    with reading(request, When(**{name: body[name] for name in When.model_fields})) as asked:
        return briefs.country(asked, body["name"].split("-")[1], body["language"])


def _citations(request: HttpRequest, body: Mapping[str, Any], form: str) -> str:
    if "sections" in body:
        from forlik.briefs.citing import cite_brief

        return cite_brief(_brief(request, body), form)
    bases = _bases(body)
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
    if path == f"{ROOT}briefs":
        return
    shape = {"type": "string", "enum": list(ASKED_FOR)}
    asked = {"name": FIELD, "in": "query", "required": False, "description": SAID, "schema": shape}
    operation.setdefault("parameters", []).append(asked)
    content = operation["responses"]["200"]["content"]
    for media in KINDS.values():
        kind = media.partition(";")[0]
        content[kind] = {"schema": {"type": SHAPES.get(kind, "string")}}
