"""Addresses: every page found in ``pages``, in every form; nothing else answers."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import path as address
from django.urls.resolvers import RoutePattern, URLResolver

from forlik.desk import briefs, faults, pages, reply, taking_along
from forlik.desk.api.problems import ROOT
from forlik.desk.language import choose
from forlik.desk.pages.briefs import country as country_brief
from forlik.desk.signin.addresses import urlpatterns as signing_in

REGISTER = "register"
"""Where the addresses of the register begin."""


def found_pages() -> dict[str, ModuleType]:
    """Every page by name.

    Raises:
        ImproperlyConfigured: A page's folder is no package, and would not be found.
    """
    [folder] = pages.__path__
    lost = [path.parent.name for path in Path(folder).glob("*/page.py") if not (path.parent / "__init__.py").is_file()]
    if lost:
        raise ImproperlyConfigured(f"pages without __init__.py: {', '.join(lost)}")
    return {
        module.name: importlib.import_module(f"{pages.__name__}.{module.name}.page")
        for module in pkgutil.iter_modules(pages.__path__)
        if module.ispkg
    }


def found_register_pages() -> dict[str, ModuleType]:
    """Every page of the register by name."""
    from forlik.desk.register import pages as register

    return {
        module.name: importlib.import_module(f"{register.__name__}.{module.name}.page")
        for module in pkgutil.iter_modules(register.__path__)
        if module.ispkg
    }


def _decide(request: Any) -> Any:
    """Where and when: among the pages for staff, and reached by its own name."""
    from django.http import HttpResponseRedirect

    query = request.META.get("QUERY_STRING", "")
    return HttpResponseRedirect(f"/{REGISTER}/decide" + (f"?{query}" if query else ""))


def _calendar(request: Any, secret: str) -> Any:
    """A calendar of the register: at an address of its own, for programs that sign in nowhere."""
    from forlik.desk.register.feed import feed

    return feed(request, secret)


class _Register:
    """The addresses below ``/register``, loaded when the first of them is asked for: a public page waits for none."""

    @functools.cached_property
    def urlpatterns(self) -> list[Any]:
        """Every page of the register, its address without the part they share."""
        from forlik.desk.register import door

        found = found_register_pages()
        # A word before a record's id: a record whose id is that word is none of ours.
        every = sorted(found.items(), key=lambda one: (one[1].PATH.replace("<", "\x7f"), one[0]))
        return [
            address(page.PATH.removeprefix(REGISTER), door.view(name, page, found), name=f"register-{name}")
            for name, page in every
        ]


class _Api:
    """The addresses for programs, loaded when the first of them is asked for."""

    @functools.cached_property
    def urlpatterns(self) -> list[Any]:
        """Every route, its address without the part they share."""
        from forlik.desk.api import mounting

        return mounting.urlpatterns


def _forms(name: str, page: ModuleType) -> Iterator[Any]:
    """The addresses of a page's files, citations and charts; the first page's begin with its name."""
    stem = page.PATH or name
    for form in taking_along.FILES:
        yield address(f"{stem}.{form}", reply.view(page, f".{form}", reply.as_file(form)))
    for ending in taking_along.CITATIONS:
        yield address(f"{stem}/cite.{ending}", reply.view(page, f"/cite.{ending}", reply.as_citation(ending)))
    for ending in reply.CHARTS:
        view = reply.view(page, f"/<chart>.{ending}", reply.as_chart(ending))
        yield address(f"{stem}/<slug:chart>.{ending}", view)


def _addresses() -> Iterator[Any]:
    # Before the pages, of which there are hundreds of addresses: programs ask often, and none of those begins so.
    yield URLResolver(RoutePattern(ROOT.lstrip("/")), _Api())
    yield address("language/<slug:code>", choose)
    yield from signing_in
    yield address("decide", _decide, name="decide")
    yield address("calendar/<str:secret>.ics", _calendar, name="calendar")
    every = found_pages()
    # A word before a part of an address that may be any: else a file of one page were a record of another.
    for name, page in sorted(every.items(), key=lambda one: (one[1].PATH.replace("<", "\x7f"), one[0])):
        yield from _forms(name, page)
    for form in briefs.MEDIA:
        yield address(f"{country_brief.PATH}.{form}", reply.view(country_brief, f".{form}", reply.as_brief(form)))
    for name, page in every.items():
        yield address(page.PATH, reply.view(page, "", reply.as_page), name=name)
    yield URLResolver(RoutePattern(REGISTER), REGISTER_PAGES)


REGISTER_PAGES = _Register()
urlpatterns = list(_addresses())
handler400 = faults.bad_request
handler404 = faults.not_found
handler500 = faults.broken
