"""Headers every route has beyond those Django and the content security policy set."""

from collections.abc import Callable
from typing import Any

PERMISSIONS = ", ".join(f"{power}=()" for power in ("camera", "geolocation", "microphone", "payment", "usb"))


def headers(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Refuse powers the desk never needs, and let nobody but the reader's own browser keep an answer."""

    def handle(request: Any) -> Any:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store")
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response

    return handle
