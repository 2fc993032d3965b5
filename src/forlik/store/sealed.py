"""JSON that carries the digest of its own content, so that a changed byte is found when it is read, not years later."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

DIGEST = "sha256"


def seal(content: Mapping[str, Any], default: Callable[[Any], str] | None = None) -> bytes:
    """JSON of some content with its digest.

    Args:
        content: What to keep: texts, whole numbers, truth values, lists and objects.
        default: How to write what JSON has no form for.

    Raises:
        TypeError: Something in it has no form.
    """
    plain = json.loads(json.dumps(content, default=default))
    return json.dumps({**plain, DIGEST: _digest(plain)}, ensure_ascii=False, indent=1).encode()


def unseal(sealed: bytes) -> dict[str, Any]:
    """The content that ``seal`` wrote.

    Raises:
        ValueError: It is not JSON, not sealed, or not what was sealed.
        RecursionError: It is nested too deeply to be ours.
    """
    content = json.loads(sealed)
    if not isinstance(content, dict) or DIGEST not in content:
        raise ValueError("it carries no digest of its content")
    if content.pop(DIGEST) != _digest(content):
        raise ValueError("its content was changed after it was written")
    return content


def _digest(plain: Mapping[str, Any]) -> str:
    return sha256(json.dumps(plain).encode()).hexdigest()
