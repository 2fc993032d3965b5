"""Choosing a language: kept in a cookie that holds nothing else."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

A_YEAR = 31_536_000


def choose(request: Any, code: str) -> Any:
    """Remember a language and go back to the page it was chosen on.

    Raises:
        Http404: The desk does not speak that language.
    """
    if code not in dict(settings.LANGUAGES):
        raise Http404
    back = request.GET.get("back", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return response
