"""What went wrong, for programs: a problem as RFC 9457 has it, with what helps beside it."""

import json
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from forlik.core.errors import (
    Busy,
    ForlikError,
    NoData,
    NotPermitted,
    PlaceRefused,
    SourceUnavailable,
    UsageError,
)
from forlik.core.printable import printable
from forlik.desk.programs.asking import Several

ROOT = "/api/"
MEDIA = "application/problem+json"
REMEDY = f"every route and what it takes stands in {ROOT}openapi.json"
LOOK_UP = f"look it up: {ROOT}places?q=NAME"
LONGEST = 600
KIND = "urn:forlik:problem:"


KINDS: tuple[tuple[type[ForlikError], int, str, str], ...] = (
    (Several, 300, "several-places", "The name means several places"),
    (PlaceRefused, 404, "no-such-place", "No such place"),
    (UsageError, 400, "bad-question", "This question cannot be asked"),
    (NoData, 404, "no-data", "Nothing is known"),
    (NotPermitted, 404, "no-data", "Nothing is known"),
    (SourceUnavailable, 503, "unavailable", "Not available now"),
    (Busy, 503, "busy", "Busy"),
)
"""Class of error → status, kind and title; the first that fits counts."""


def is_asked(path: str) -> bool:
    """Whether an address is one of this door, known or not."""
    return path.startswith(ROOT) or path == ROOT.rstrip("/")


def status_of(error: ForlikError) -> int:
    """The status of an error of ours."""
    return next((status for kind, status, _, _ in KINDS if isinstance(error, kind)), 500)


def told(error: ForlikError) -> Any:
    """The problem that an error of ours is.

    Args:
        error: The error.
    """
    found = (one for one in KINDS if isinstance(error, one[0]))
    _, status, kind, title = next(found, (ForlikError, 500, "fault", "Something went wrong here"))
    if isinstance(error, PlaceRefused):
        helps, candidates = error.remedy or LOOK_UP, list(error.candidates)
        return problem(status, error.what, helps, kind=kind, title=title, candidates=candidates)
    return problem(status, error.what, error.remedy, kind=kind, title=title)


def problem(status: int, what: str, remedy: str = "", *, kind: str = "", title: str = "", **more: Any) -> Any:
    """A problem.

    Args:
        status: HTTP status.
        what: What happened.
        remedy: What helps.
        kind: The last part of its type; from the status when not given.
        title: What problems of its type are called.
        more: Other members.
    """
    usual = HTTPStatus(status).phrase
    said = {
        "type": KIND + (kind or usual.lower().replace(" ", "-")),
        "title": title or usual,
        "status": status,
        "detail": printable(what, LONGEST),
        "remedy": printable(remedy, LONGEST),
        **more,
    }
    return HttpResponse(json.dumps(said, ensure_ascii=False).encode(), status=status, content_type=MEDIA)
