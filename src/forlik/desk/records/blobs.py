"""Blobs: how an attached document becomes what is stored, and how it is read back."""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from forlik.desk.access.keys import person_place
from forlik.desk.access.log import digest_of
from forlik.desk.access.sealing import Tampered, seal, unseal
from forlik.desk.records.bodies import SALT, new_salt, person_keys
from forlik.desk.records.models import Attachment, Facet


@dataclass(frozen=True, slots=True)
class Blob:
    """A document as it is stored, but for the facet's seal.

    Args:
        about: What it is, as JSON, with a digest of the bytes.
        salt: Without which what it is could be guessed from its commitment.
        content: Its bytes; those that tell of a natural person are sealed with that person's key.
    """

    about: str
    salt: str
    content: bytes


def blob(about: Mapping[str, Any], content: bytes, id_: str, subject: str = "", key: bytes | None = None) -> Blob:
    """A document as it is stored.

    Args:
        about: What it is.
        content: Its bytes.
        id_: Its id.
        subject: Id of the natural person of whom it tells.
        key: That person's key.
    """
    whole: dict[str, Any] = {"about": dict(about)}
    if key is not None:
        sealed = seal(key, _json(about).encode(), _place(id_, subject, "about"))
        whole = {"subject": subject, "sealed": base64.b64encode(sealed).decode("ascii")}
        content = seal(key, content, _place(id_, subject, "content"))
    whole["stored"] = sha256(content).hexdigest()
    return Blob(_json(whole), new_salt(), content)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def stored(found: Blob, facet: str, id_: str, key: bytes | None) -> dict[str, Any]:
    """The columns of a document: sealed where the facet has a key."""
    if key is None:
        return {"about": found.about, "salt": found.salt, "content": found.content}
    return {
        "about": None, "salt": None, "content": None,
        "sealed_about": seal(key, (found.salt + found.about).encode(), place_of(facet, id_, "about")),
        "sealed_content": seal(key, found.content, place_of(facet, id_, "content")),
    }  # fmt: skip


def place_of(facet: str, id_: str, part: str) -> str:
    """What a sealed document is bound to: it opens on its own facet only, and under its own id."""
    return f"facet {facet} attachment {id_} {part}"


def about_of(row: Attachment, key: bytes | None) -> tuple[str, str]:
    """Salt and text of what a document is.

    Raises:
        Tampered: It does not open, or stands open where it must be sealed.
    """
    if key is None and row.about is not None:
        return row.salt or "", row.about
    if key is None or row.sealed_about is None:
        raise _apart(row)
    whole = unseal(key, bytes(row.sealed_about), place_of(row.facet_id, row.pk, "about")).decode()
    return whole[:SALT], whole[SALT:]


def content_of(row: Attachment, key: bytes | None) -> bytes:
    """The stored bytes of a document.

    Raises:
        Tampered: They do not open, stand open where they must be sealed, or are not those that were attached.
    """
    if key is None and row.content is not None:
        content = bytes(row.content)
    elif key is None or row.sealed_content is None:
        raise _apart(row)
    else:
        content = unseal(key, bytes(row.sealed_content), place_of(row.facet_id, row.pk, "content"))
    if sha256(content).hexdigest() != json.loads(about_of(row, key)[1])["stored"]:
        raise _apart(row)
    return content


def opened(text: str, id_: str) -> dict[str, Any] | None:
    """What a document is; nothing where the person of whom it tells was erased."""
    whole = json.loads(text)
    if "subject" not in whole:
        found: dict[str, Any] = whole["about"]
        return found
    subject = whole["subject"]
    key = person_keys([subject]).get(subject)
    if key is None:
        return None
    sealed = base64.b64decode(whole["sealed"])
    return {**json.loads(unseal(key, sealed, _place(id_, subject, "about"))), "subject": subject}


def plain(content: bytes, about: Mapping[str, Any], id_: str) -> bytes:
    """The bytes as they were attached.

    Raises:
        Tampered: They do not open.
    """
    subject = about.get("subject", "")
    return unseal(person_keys([subject])[subject], content, _place(id_, subject, "content")) if subject else content


def commitment(id_: str, facet: str, at: str, who: str, salt: str, about: str) -> str:
    """What the log holds of a document: it proves what was attached, and tells nobody anything."""
    return digest_of("attachment", id_, facet, at, who, salt, about)


def seal_all(facet: Facet, key: bytes) -> None:
    """Seal the documents of a facet that has just got a key; inside ``writing``."""
    for row in _rows(facet):
        found = Blob(row.about, row.salt, bytes(row.content))
        Attachment.objects.filter(pk=row.pk).update(**stored(found, facet.id, row.pk, key))


def _rows(facet: Facet) -> Iterator[Any]:
    """One at a time: a document may be large."""
    for id_ in list(Attachment.objects.filter(facet=facet, content__isnull=False).values_list("pk", flat=True)):
        yield Attachment.objects.get(pk=id_)


def _place(id_: str, subject: str, part: str) -> str:
    return f"attachment {id_} {part} of {person_place(subject)}"


def _apart(row: Attachment) -> Tampered:
    return Tampered(
        "an attached document and its facet's key do not belong together",
        where=f"facet {row.facet_id}, attachment {row.pk}",
        remedy="run `forlik verify`, and restore the register from a backup",
    )
