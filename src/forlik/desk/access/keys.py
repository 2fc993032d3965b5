"""Keys in the database: one a facet, a compartment, a person; each wrapped by the master key; and its rotation."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.apps import apps

from forlik.desk.access import keyfile
from forlik.desk.access.keyfile import LENGTH, Keys, name_of
from forlik.desk.access.log import writing
from forlik.desk.access.models import Compartment, Keyring, PersonKey
from forlik.desk.access.opening import alone
from forlik.desk.access.sealing import UnknownMaster, master_of, new_key, unwrap, wrap

BATCH = 200


def new_id() -> str:
    """A random id, which tells nothing and cannot be guessed; none begins as an option of the command line does."""
    while (made := secrets.token_urlsafe(16)).startswith("-"):
        pass
    return made


def compartment_place(compartment: str) -> str:
    """What a compartment's key is bound to."""
    return f"compartment {compartment}"


def person_place(subject: str) -> str:
    """What a person's key is bound to."""
    return f"person {subject}"


def facet_place(facet: str, label: str) -> str:
    """What a facet's key is bound to: a facet whose label was changed by another hand than ours does not open."""
    return f"facet {facet} under {label}"


def wrapped_now(key: bytes, place: str) -> bytes:
    """A key wrapped by the master key that the database names now; inside ``writing``.

    A process that still holds an older key file cannot wrap by a key that is on its way out: the database says which
    one is current, and the file is read again whenever it is another.

    Raises:
        UnknownMaster: The key file is older than the database.
    """
    held = keyfile.keys()
    master = held.master(Keyring.objects.get().current)
    if master is None:
        raise UnknownMaster(
            "the key file is older than the register",
            where=str(keyfile.path()),
            remedy="put back the newest copy of the key file",
        )
    return wrap(replace(held, masters=(master,)), key, place)


def make_wrapped(place: str) -> tuple[bytes, bytes]:
    """A new key and the same wrapped; inside ``writing``."""
    key = new_key()
    return key, wrapped_now(key, place)


def rotate() -> int:
    """Put a new master key in the place of the old one, and wrap every key anew.

    Readers are never stopped: until the last key is wrapped anew the key file holds both master keys. Killed at any
    moment, it is carried on by calling it again.

    Returns:
        How many keys were wrapped anew.
    """
    with alone():
        held = keyfile.keys()
        if len(held.masters) == 1:
            held = replace(held, masters=(*held.masters, secrets.token_bytes(LENGTH)))
            keyfile.replace(held)
        with writing():
            # From here on nothing new is wrapped by the old key: every writer asks this row in its own transaction.
            Keyring.objects.update(current=name_of(held.current))
        number = 0
        for table, place in _kinds():
            names = list(table.objects.exclude(wrapped_key=None).values_list("pk", flat=True))
            for start in range(0, len(names), BATCH):
                number += _again(held, table, place, names[start : start + BATCH])
        keyfile.replace(replace(held, masters=(held.current,)))
    return number


def _kinds() -> list[tuple[Any, Callable[[Any], str]]]:
    """Tables with wrapped keys, and what each of their keys is bound to."""
    return [
        (Compartment, lambda row: compartment_place(row.pk)),
        (PersonKey, lambda row: person_place(row.pk)),
        # The facets belong to the floor above; their table is found by its name.
        (apps.get_model("records", "Facet"), lambda row: facet_place(row.pk, row.label)),
    ]


def _again(held: Keys, table: Any, place: Callable[[Any], str], names: list[str]) -> int:
    """Wrap some keys anew in one transaction; one that was erased since it was found is left out."""
    done = 0
    with writing():
        for row in table.objects.filter(pk__in=names).exclude(wrapped_key=None):
            if master_of(bytes(row.wrapped_key)) != name_of(held.current):
                row.wrapped_key = wrap(held, unwrap(held, bytes(row.wrapped_key), place(row)), place(row))
                row.save(update_fields=["wrapped_key"])
                done += 1
    return done
