"""E-mail: every part of a message is looked through as if it had been attached by itself."""

import email
import email.policy
import re
from collections.abc import Callable
from email.message import Message
from typing import Any

from forlik.register.documents.refused import damaged, inside, too_much

HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
"""A line of a head, as RFC 5322 has it."""
WANTED = frozenset({b"from", b"date", b"to", b"subject", b"received", b"message-id", b"mime-version"})
ENOUGH = 3
"""Of these lines so many make a message."""
HEAD = 64 * 1024
MOST_PARTS = 200
BODIES = ("text/plain", "text/html", "text/calendar", "text/rfc822-headers", "message/delivery-status")
"""What a message itself is written in; whatever else it carries is looked through."""


SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
MOST_OF_SIGNATURE = 64 * 1024
"""Bytes of a signature, in which there is nothing to read and nothing to run."""


def begins(content: bytes) -> bool:
    """Whether it begins with the head of a message."""
    head = content[:HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = [line for line in head.split(b"\n") if line[:1] not in (b" ", b"\t")]
    if not lines or not all(HEADER.match(line) or line.endswith(b":") for line in lines):
        return False
    names = {line.partition(b":")[0].lower() for line in lines}
    return len(names & WANTED) >= ENOUGH


def look(content: bytes, each: Callable[[bytes], Any]) -> None:
    """Look through a message.

    Args:
        content: Its bytes.
        each: Looks one attached document through.

    Raises:
        Refused: A part of it would be refused by itself, or there are too many.
    """
    try:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        for number, part in enumerate(message.walk()):
            if number >= MOST_PARTS:
                raise too_much("its parts", "delene i den")
            _part(part, each)
    except (LookupError, ValueError, RecursionError, AssertionError) as error:
        raise damaged("its parts cannot be told apart", "delene kan ikke skilles fra hverandre") from error


def _part(part: Message, each: Callable[[bytes], Any]) -> None:
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        return
    if kind == "message/rfc822":
        payload = part.get_payload()
        if isinstance(payload, list) and len(payload) == 1 and isinstance(payload[0], Message):
            each(payload[0].as_bytes())
        else:
            raise inside("a message that is none", "en melding som ikke er noen")
        return
    decoded = part.get_payload(decode=True)
    if kind in SIGNATURES and isinstance(decoded, bytes) and len(decoded) <= MOST_OF_SIGNATURE:
        return
    if not isinstance(decoded, bytes) or not decoded.strip():
        return
    if kind in BODIES and part.get_filename() is None and part.get_content_disposition() != "attachment":
        return
    each(decoded)
