"""Reads SQLCipher's pages by the book, without SQLCipher: what a thief with the database key finds in the bytes."""

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from forlik.desk.access import keyfile

PAGE, RESERVED, SALT, IV = 4096, 80, 16, 16
WAL_HEAD, FRAME_HEAD = 32, 24


def plain_page(page: bytes, number: int) -> bytes:
    start = SALT if number == 1 else 0
    key = keyfile.keys().database
    vector = page[-RESERVED : -RESERVED + IV]
    opened = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return opened.update(page[start:-RESERVED]) + opened.finalize()


def pages(path: Path) -> bytes:
    """Everything in a database file."""
    data = path.read_bytes()
    return b"".join(
        plain_page(data[at : at + PAGE], at // PAGE + 1) for at in range(0, len(data) - len(data) % PAGE, PAGE)
    )


def frames(path: Path) -> bytes:
    """Everything in a write-ahead log, frames that no longer count too."""
    data = path.read_bytes() if path.exists() else b""
    found = []
    for at in range(WAL_HEAD, len(data), FRAME_HEAD + PAGE):
        number = int.from_bytes(data[at : at + 4], "big")
        page = data[at + FRAME_HEAD : at + FRAME_HEAD + PAGE]
        if len(page) == PAGE:
            found.append(plain_page(page, number))
    return b"".join(found)


def everything(home: Path) -> bytes:
    """All that a thief with the database key, and without the master key, finds."""
    return pages(home / "register.db") + frames(home / "register.db-wal")
