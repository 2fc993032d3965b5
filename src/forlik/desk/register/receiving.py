"""Receiving files: kept in memory alone, never in a temporary file, and no more of them than a document may have."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from forlik.register.documents.kinds import LARGEST

MOST_OF_ALL = 3 * LARGEST
"""Bytes of a whole request, above which nothing of it is read."""


class Received(InMemoryUploadedFile):  # type: ignore[misc]
    """A file that came with a form.

    Args:
        too_large: Whether it had more bytes than are taken: then it is empty.
    """

    too_large = False


class InMemory(FileUploadHandler):  # type: ignore[misc]
    """Takes what comes, and lets go of it as soon as it is too much: what comes after is read and thrown away."""

    chunk_size = 1 << 18

    def __init__(self, request: Any = None) -> None:
        """Nothing was received yet; all files of a request are counted together."""
        super().__init__(request)
        self._received = 0
        self._pieces: list[bytes] = []
        self._too_large = False

    def handle_raw_input(self, *given: Any, **named: Any) -> None:
        """Refuse a request that says itself that it is far too large, before anything of it is read.

        Raises:
            RequestDataTooBig: It is.
        """
        _stream, _head, length, *_ = (*given, *named.values())
        if length > MOST_OF_ALL:
            raise RequestDataTooBig(f"more than {MOST_OF_ALL} bytes")

    def new_file(self, *given: Any, **named: Any) -> None:
        """A file begins."""
        super().new_file(*given, **named)
        self._pieces, self._too_large = [], False

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002 - as Django calls it
        """Keep a piece, unless it is too much."""
        self._received += len(raw_data)
        if self._received > LARGEST:
            self._pieces, self._too_large = [], True
        else:
            self._pieces.append(raw_data)

    def file_complete(self, file_size: int) -> Received:  # noqa: ARG002 - as Django calls it
        """The file, whole or empty."""
        content = b"".join(self._pieces)
        self._pieces = []
        found = Received(
            BytesIO(content), self.field_name, self.file_name, self.content_type, len(content), self.charset,
            self.content_type_extra,
        )  # fmt: skip
        found.too_large = self._too_large
        return found
