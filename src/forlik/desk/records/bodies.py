"""Bodies: how a revision's fields become what is stored, and how they are read back."""

import base64
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from forlik.core.errors import UsageError
from forlik.desk.access import keyfile
from forlik.desk.access.keys import person_place
from forlik.desk.access.log import digest_of
from forlik.desk.access.models import PersonKey
from forlik.desk.access.sealing import Tampered, seal, unseal, unwrap

LARGEST = 1 << 20
SALT = 32
"""Characters of a salt."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A body as it stands in the table: as text with its salt, or sealed with both inside."""

    text: str | None
    salt: str | None
    sealed: bytes | None


def place_of(facet: str, n: int) -> str:
    """What a sealed body is bound to."""
    return f"facet {facet} revision {n}"


def written(body: Mapping[str, Any], persons: Mapping[str, tuple[str, str]], *, carried: bool = False) -> str:
    """Fields as text, always the same for the same fields.

    Args:
        body: The fields.
        persons: Fields about natural persons, each sealed with that person's key.
        carried: Whether they come in by a file. It stands beside the fields, where no file can say otherwise, and is
            sealed and committed to with them.

    Raises:
        UsageError: Something in it cannot be written as JSON, or it is too large.
    """
    whole: dict[str, Any] = {"body": dict(body)}
    if persons:
        whole["persons"] = persons
    if carried:
        whole["carried"] = True
    try:
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        size = len(text.encode())
    except (TypeError, ValueError) as error:
        raise UsageError(
            f"a field cannot be recorded: {error}", remedy="leave out what is not text, number or list"
        ) from None
    if size > LARGEST:
        raise UsageError(f"{size:,} bytes are too much for one revision", remedy=f"keep it under {LARGEST:,} bytes")
    return text


def commitment(facet: str, n: int, recorded_at: str, known_at: str, who: str, salt: str, text: str) -> str:
    """What the log holds of a revision: it proves the text to whoever has it, and tells nobody else anything."""
    return digest_of("revision", facet, str(n), recorded_at, known_at, who, salt, text)


def new_salt() -> str:
    """A salt, without which a short text could be guessed from its commitment."""
    return secrets.token_hex(SALT // 2)


def shut(key: bytes | None, facet: str, n: int, salt: str, text: str) -> Stored:
    """A body as it is stored: sealed where the facet has a key."""
    if key is None:
        return Stored(text, salt, None)
    return Stored(None, None, seal(key, (salt + text).encode(), place_of(facet, n)))


def opened(key: bytes | None, facet: str, n: int, stored: Stored) -> tuple[str, str]:
    """Salt and text of a stored body.

    Raises:
        Tampered: It does not open, or stands open where it must be sealed.
    """
    if key is None and stored.text is not None:
        return stored.salt or "", stored.text
    if key is None or stored.sealed is None:
        raise Tampered(
            "a body and its facet's key do not belong together",
            where=place_of(facet, n),
            remedy="run `forlik verify`, and restore the register from a backup",
        )
    whole = unseal(key, bytes(stored.sealed), place_of(facet, n)).decode()
    return whole[:SALT], whole[SALT:]


def seal_fields(
    body: Mapping[str, Any], personal: Mapping[str, str], facet: str, n: int
) -> tuple[dict[str, Any], dict[str, tuple[str, str]]]:
    """Take the fields about natural persons out of a body, each sealed with that person's key.

    Raises:
        UsageError: A person has no key: why the register may tell of somebody is said first.
    """
    keys = person_keys(personal.values())
    persons = {}
    for name, subject in personal.items():
        if name not in body:
            continue
        if keys.get(subject) is None:
            raise UsageError(
                "nothing says why the register may tell of this person",
                remedy="state purpose, legal basis and retention",
            )
        plain = json.dumps(body[name], ensure_ascii=False).encode()
        sealed = seal(keys[subject], plain, _field_place(facet, n, name))
        persons[name] = (subject, base64.b64encode(sealed).decode("ascii"))
    return {name: value for name, value in body.items() if name not in persons}, persons


def fields_of(text: str, facet: str, n: int, keys: Mapping[str, bytes]) -> tuple[dict[str, Any], bool]:
    """The fields of a text, and whether a file brought them in; of an erased person as if nobody had said anything."""
    whole = json.loads(text)
    body: dict[str, Any] = whole["body"]
    for name, (subject, sealed) in whole.get("persons", {}).items():
        if subject in keys:
            body[name] = json.loads(unseal(keys[subject], base64.b64decode(sealed), _field_place(facet, n, name)))
    return body, bool(whole.get("carried"))


def subjects_of(text: str) -> set[str]:
    """The persons of whom a text tells."""
    if '"persons":' not in text:
        return set()
    return {subject for subject, _ in json.loads(text).get("persons", {}).values()}


def person_keys(subjects: Iterable[str]) -> dict[str, bytes]:
    """The keys of persons; an erased one has none."""
    wanted = set(subjects)
    if not wanted:
        return {}
    held = keyfile.keys()
    found = PersonKey.objects.filter(pk__in=wanted).exclude(wrapped_key=None).values_list("pk", "wrapped_key")
    return {subject: unwrap(held, bytes(wrapped), person_place(subject)) for subject, wrapped in found}


def _field_place(facet: str, n: int, name: str) -> str:
    return f"{place_of(facet, n)} field {name}"
