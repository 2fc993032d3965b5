"""Tokens for publishers that want one: a file of ``NAME=token`` lines, never part of an address or a message."""

from pathlib import Path

from forlik.core.errors import NotPermitted
from forlik.core.settings import setting
from forlik.core.source import Address


def token_header(address: Address) -> tuple[str, str] | None:
    """The header that carries an address's token.

    ``Address.token`` is ``NAME``, sent as ``Authorization: Bearer …``, or ``Header-Name:NAME`` for a publisher that
    wants the bare token in a header of its own.

    Returns:
        Header name and value, or ``None`` when the address needs no token.

    Raises:
        NotPermitted: The token is not in the file of the setting ``fetch_tokens``.
    """
    if not address.token:
        return None
    header, colon, name = address.token.rpartition(":")
    file = setting("fetch_tokens")
    remedy = f"ask the publisher for one and put the line {name}=… into the file named by the setting fetch_tokens"
    if not file:
        raise NotPermitted(f"this address needs the token {name}", where=address.url, remedy=remedy)
    token = _tokens(Path(file).expanduser(), remedy).get(name, "")
    if not token:
        raise NotPermitted(
            f"this address needs the token {name}, which is not in {file}", where=address.url, remedy=remedy
        )
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise NotPermitted(f"the token {name} holds signs that no header can carry", where=file, remedy="mend the line")
    return (header, token) if colon else ("Authorization", f"Bearer {token}")


def _tokens(file: Path, remedy: str) -> dict[str, str]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotPermitted("the file of tokens cannot be read", where=str(file), remedy=remedy) from error
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): token.strip() for name, token in pairs}
