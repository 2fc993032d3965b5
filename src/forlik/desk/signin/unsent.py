"""What somebody wrote and sent when the session was over: kept sealed for a day, and given back to that person alone.

It is kept under a key of that person, with the labels that the person held when it was sent: whoever holds fewer of
them now, because a compartment was left or the sign-in is weaker, is not given it back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from forlik.core import days
from forlik.core.errors import BrokenStore
from forlik.desk.access.engine import was_opened
from forlik.desk.access.labels import PASSKEY, labels
from forlik.desk.access.opening import ready
from forlik.desk.access.people import person as person_of
from forlik.desk.access.person import Person
from forlik.desk.access.sealing import seal, unseal
from forlik.desk.signin import closed, digests, told
from forlik.desk.signin.writer import COOKIE, TOKEN, wrote

LASTS = timedelta(days=1)
MOST = 20
"""How many are kept of one person: the oldest makes way."""
LONGEST = 1_000_000
"""Bytes of one; a longer one is no form that somebody filled in by hand."""

Fields = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Unsent:
    """What was written.

    Args:
        id: Random.
        at: When it was sent.
        path: The address to which it was sent.
        fields: Name of an input → what stood in it.
        files: Whether files came with it: these are not kept.
    """

    id: str
    at: datetime
    path: str
    fields: Fields
    files: bool = False


class _NoFiles(FileUploadHandler):
    """Files of whoever has not signed in are not even received."""

    def new_file(self, *given: Any, **named: Any) -> None:  # noqa: ARG002 - Django's signature
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        return None


def keep(request: Any) -> str:
    """Keep what a form brought that cannot be taken now.

    Whether there is anything at the address is not looked at: the answer is the same.

    Returns:
        Its id; empty where it is no form that a person was given here.
    """
    if request.method != "POST" or not request.path_info.startswith(f"{closed.REGISTER}/"):
        return ""
    if COOKIE not in request.COOKIES or not was_opened():
        return ""
    ready()
    if not hasattr(request, "_post"):
        request.upload_handlers = [_NoFiles(request)]
    writer = wrote(request)
    if writer is None:
        return ""
    now = days.now()
    person = person_of(writer.person, writer.strength)
    said = {
        "path": request.get_full_path(),
        "fields": [(name, request.POST.getlist(name)) for name in request.POST if name != TOKEN],
        "files": request.content_type == "multipart/form-data",
        "labels": sorted(labels(person, now)),
    }
    text = json.dumps(said).encode()
    return _kept(person.id, text, now) if person.active and len(text) <= LONGEST else ""


def _kept(person: str, text: bytes, now: datetime) -> str:
    from forlik.desk.signin.models import Unsent as Rows
    from forlik.desk.signin.models import new_id

    expire(now)
    id_ = new_id()
    Rows.objects.create(id=id_, person_id=person, at=now, until=now + LASTS, sealed=_seal(person, id_, text))
    mine = Rows.objects.filter(person_id=person).order_by("-at", "-id").values_list("id", flat=True)
    Rows.objects.filter(pk__in=list(mine[MOST:])).delete()
    told.note("keep unsent", person, about=(id_,))
    return id_


def expire(now: datetime) -> None:
    """Throw away what is older than a day, whoever wrote it."""
    from forlik.desk.signin.models import Unsent as Rows

    Rows.objects.filter(until__lte=now).delete()


def waiting(person: Person, now: datetime) -> tuple[list[Unsent], bool]:
    """What waits for a person, the newest first, and whether more does for the same person with a passkey."""
    from forlik.desk.signin.models import Unsent as Rows

    found, more = [], False
    held, strong = labels(person, now), frozenset[str]()
    for row in Rows.objects.filter(person_id=person.id, until__gt=now).order_by("-at", "id"):
        one, needed = _open(row)
        if one is None:
            continue
        if needed <= held:
            found.append(one)
        elif person.strength != PASSKEY:
            strong = strong or labels(person_of(person.id, "passkey"), now)
            more = more or needed <= strong
    return found, more


def taken_up(person: Person, id_: str, now: datetime) -> Unsent | None:
    """What a person wrote; none where there is none, or it was somebody else."""
    return next((one for one in waiting(person, now)[0] if one.id == id_), None)


def note_shown(person: Person, one: Unsent) -> None:
    """Put into the log that it was given back."""
    told.note("take up unsent", person.id, about=(one.id,))


def throw_away(person: Person, id_: str) -> bool:
    """Keep it no longer; whether there was one."""
    from forlik.desk.signin.models import Unsent as Rows

    gone, _ = Rows.objects.filter(person_id=person.id, pk=id_).delete()
    if gone:
        told.note("end unsent", person.id, about=(id_,))
    return bool(gone)


def _open(row: Any) -> tuple[Unsent | None, frozenset[str]]:
    try:
        said = json.loads(unseal(_key(row.person_id), bytes(row.sealed), f"unsent {row.pk}"))
    except BrokenStore:
        return None, frozenset()
    fields = tuple((name, tuple(given)) for name, given in said["fields"])
    return Unsent(row.pk, row.at, said["path"], fields, said["files"]), frozenset(said["labels"])


def _seal(person: str, id_: str, text: bytes) -> bytes:
    return seal(_key(person), text, f"unsent {id_}")


def _key(person: str) -> bytes:
    return digests.key_for(f"what {person} wrote")
