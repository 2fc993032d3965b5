"""From an answer to a response: a page, a file, a citation or a chart; every route goes through this door."""

import json
import re
from collections.abc import Callable
from threading import BoundedSemaphore
from types import ModuleType
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from forlik.core.citation import PROV, cite
from forlik.core.errors import NoData
from forlik.desk import briefs, papers, question, worlds
from forlik.desk.answer import Answer, Elsewhere
from forlik.desk.frame import frame
from forlik.desk.question import Question
from forlik.desk.taking_along import CITATIONS, FILES

CHARTS = {"vl.json": "application/json", "svg": "image/svg+xml"}
_PART = re.compile(r"<\w+:(\w+)>")

FILES_AT_ONCE = 2
"""Large files written at the same time; who comes later is asked to come again."""
WAIT = 10.0
"""Seconds that one reader waits for a file's turn; the next is told at once to come again."""
TURN, QUEUE = BoundedSemaphore(FILES_AT_ONCE), BoundedSemaphore(1)

View = Callable[..., Any]
Writer = Callable[[ModuleType, Question, Answer, dict[str, str]], Callable[[], Any]]
"""Takes from the world what it needs, while nobody else does, and gives what is left to do: making the response."""


def view(page: ModuleType, suffix: str, write: Writer) -> View:
    """The view of one page in one form.

    Args:
        page: The page's module.
        suffix: What its address ends with beyond the page's own.
        write: How the answer is written.
    """

    def handle(request: Any, **parts: str) -> Any:
        chart = parts.pop("chart", "")
        path = "/" + _PART.sub(lambda found: parts[found[1]], page.PATH)
        with worlds.LOCK:
            origin = f"{request.scheme}://{request.get_host()}"
            asked = question.read(path, {name: request.GET[name] for name in request.GET}, origin)
            found = page.answer(asked, **parts)
            if isinstance(found, Elsewhere):
                kept = {name: value for name, value in asked.given.items() if name not in found.without}
                return HttpResponseRedirect(asked.address(found.path + suffix.replace("<chart>", chart), kept))
            respond = write(page, asked, found, {"chart": chart})
        response = respond()
        response.public = page.ACCESS == "public" and response.status_code == HttpResponse.status_code
        response.headers.setdefault("Cache-Control", "private, no-cache" if response.public else "no-store")
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    safe: View = require_safe(handle)
    return safe


def as_page(page: ModuleType, asked: Question, found: Answer, _parts: dict[str, str]) -> Callable[[], Any]:
    """The answer as a page to read."""
    name = page.__name__.rsplit(".", 2)[-2]
    body = render_to_string(f"{name}/{found.template}", {**frame(name, asked, found), **found.shows})
    return lambda: HttpResponse(body, status=found.status)


def as_file(form: str) -> Writer:
    """The answer's table as a file of a form."""

    def write(_page: ModuleType, asked: Question, found: Answer, _parts: dict[str, str]) -> Callable[[], Any]:
        stem = re.sub(r"[^\w-]+", "-", asked.path.strip("/"), flags=re.ASCII).strip("-") or "today"
        name = f"forlik-{stem}-{asked.day}.{form}"
        data = found.data
        if form == "json" and data is not None:
            if found.table is None:
                return lambda: HttpResponse(_json(data), content_type=FILES[form])
            return lambda: _attached(lambda: _json(data), FILES[form], name)
        if found.table is None:
            raise NoData("this page has no table", remedy="go back to the page and choose a table there")
        # What it needs of the world it has; putting rows into columns is left for after the lock.
        table = found.table()
        return lambda: _attached(lambda: table.export(form), FILES[form], name)

    return write


def _json(data: Callable[[], Any]) -> bytes:
    return json.dumps(data(), ensure_ascii=False).encode()


def _attached(content: Callable[[], bytes], media: str, name: str) -> Any:
    """A file to keep; writing a large one takes seconds, and nobody else waits for it."""
    if not _turn():
        response = HttpResponse(_("Many files are being made just now; try again in a minute."), status=503)
        response.headers["Retry-After"] = "60"
        return response
    try:
        response = HttpResponse(content(), content_type=media)
    finally:
        TURN.release()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _turn() -> bool:
    """A turn to make a file. Only one waits for it: a thread that waits can make no page."""
    if TURN.acquire(blocking=False):
        return True
    if not QUEUE.acquire(blocking=False):
        return False
    try:
        return TURN.acquire(timeout=WAIT)
    finally:
        QUEUE.release()


def as_brief(form: str) -> Writer:
    """The answer's brief as a file of a form. Its style stands within it, so it is saved and never shown by us."""

    def write(_page: ModuleType, _asked: Question, found: Answer, _parts: dict[str, str]) -> Callable[[], Any]:
        document = found.shows["document"]

        def respond() -> Any:
            name = briefs.file_name(document, form)
            response = _attached(lambda: papers.made(document, form, public=True), briefs.MEDIA[form], name)
            # It is taken along; what a browser keeps beside that would only lie about.
            response.headers["Cache-Control"] = "no-store"
            return response

        return respond

    return write


def as_citation(ending: str) -> Writer:
    """Citations of everything the answer stands on."""
    form, media = CITATIONS[ending]

    def write(_page: ModuleType, _asked: Question, found: Answer, _parts: dict[str, str]) -> Callable[[], Any]:
        document = found.shows.get("document")
        if not found.bases and not document:
            raise NoData("nothing on this page was known on that day, so there is nothing to cite")
        if form == PROV:
            told = _proven(found)
            return lambda: HttpResponse(told() + "\n", content_type=media)
        text = (_of_brief(document, form) if document else cite(found.bases, form)) + "\n"
        return lambda: HttpResponse(text, content_type=media)

    return write


def _of_brief(document: Any, form: str) -> str:
    from forlik.briefs.citing import cite_brief

    return cite_brief(document, form)


def _proven(found: Answer) -> Callable[[], str]:
    """Where every figure of an answer comes from; what is asked of the world is asked now, and written later."""
    from forlik import proven
    from forlik.briefs.proven import proven as of_brief

    if document := found.shows.get("document"):
        return lambda: of_brief(document)
    if found.proven is not None:
        told = found.proven()
        return lambda: told
    if found.data is not None:
        body = found.data()
        if proven.tells(body):
            return lambda: proven.answer(body, found.bases)
    if found.table is not None:
        manifest = found.table().manifest
        return lambda: proven.table(manifest, found.title)
    return lambda: proven.answer({}, found.bases)


def as_chart(ending: str) -> Writer:
    """One of the answer's charts, as a specification or as a picture."""

    def write(_page: ModuleType, _asked: Question, found: Answer, parts: dict[str, str]) -> Callable[[], Any]:
        if parts["chart"] not in found.charts:
            raise NoData("this page has no such chart")
        specification = found.charts[parts["chart"]]()
        if ending == "svg":
            from forlik.charts.picture import svg

            return lambda: HttpResponse(svg(specification), content_type=CHARTS[ending])
        return lambda: HttpResponse(json.dumps(specification, ensure_ascii=False), content_type=CHARTS[ending])

    return write
