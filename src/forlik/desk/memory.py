"""Rendered public pages, kept until the store changes: the fastest page is the one already made."""

from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from forlik.desk import public, worlds
from forlik.desk.signin.closed import is_closed

ROOM = 64 << 20
"""Bytes kept, keys and headers too; the one unused for longest goes first."""

MOST = 4096
"""Pages kept: each costs more than its bytes."""

LARGEST = 2 << 20


class Pages:
    """Bodies and headers by key, least recently used first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Any, ...], tuple[int, bytes, dict[str, str]]] = OrderedDict()
        self._size = 0
        self._now: Any = None
        self._lock = Lock()

    def get(self, now: Any, key: tuple[Any, ...]) -> tuple[int, bytes, dict[str, str]] | None:
        """A kept page; everything is forgotten when the stamp is another."""
        with self._lock:
            if now != self._now:
                self._kept.clear()
                self._size, self._now = 0, now
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, now: Any, key: tuple[Any, ...], status: int, body: bytes, headers: dict[str, str]) -> None:
        """Keep a page, unless the store changed while it was made."""
        with self._lock:
            if now != self._now or len(body) > LARGEST or key in self._kept:
                return
            self._kept[key] = (status, body, headers)
            self._size += _size(key, body, headers)
            while self._size > ROOM or len(self._kept) > MOST:
                gone, (_, old_body, old_headers) = self._kept.popitem(last=False)
                self._size -= _size(gone, old_body, old_headers)


def _size(key: tuple[Any, ...], body: bytes, headers: dict[str, str]) -> int:
    return len(body) + len(str(key)) + sum(len(name) + len(value) for name, value in headers.items())


PAGES = Pages()


def memory(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Answer from memory where a public page was made before; mark what a page says may be kept."""
    from django.http import HttpResponse

    def handle(request: Any) -> Any:
        # The host is checked before anything is answered; a brief leads back to the desk as whoever asks calls it.
        origin = (request.scheme, request.get_host())
        path = request.path_info
        if request.method not in ("GET", "HEAD") or path.startswith(settings.STATIC_URL) or is_closed(path):
            return get_response(request)
        # What a deployment no longer shows must not be answered from memory either.
        now = (worlds.stamp(), public.stamp(), public.grants_are_shown())
        key = (*origin, request.get_full_path(), get_language_from_request(request))
        found = PAGES.get(now, key)
        if found is None:
            made = get_response(request)
            if not getattr(made, "public", False):
                return made
            made.headers["Content-Length"] = str(len(made.content))
            made.headers["ETag"] = f'"{sha256(made.content).hexdigest()[:32]}"'
            found = (made.status_code, made.content, dict(made.headers))
            if request.method == "GET":
                PAGES.put(now, key, *found)
        status, body, headers = found
        response = HttpResponse(body, status=status, headers=headers)
        return get_conditional_response(request, etag=headers["ETag"], response=response)

    return handle
