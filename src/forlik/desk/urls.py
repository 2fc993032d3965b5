"""Addresses: every page found in ``pages``, in every form; nothing else answers."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.urls import path as address

from forlik.desk import faults, pages, reply
from forlik.desk.language import choose
from forlik.desk.register import door
from forlik.desk.register import pages as register
from forlik.desk.signin.addresses import urlpatterns as signing_in


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
    return {
        module.name: importlib.import_module(f"{register.__name__}.{module.name}.page")
        for module in pkgutil.iter_modules(register.__path__)
        if module.ispkg
    }


def _forms(name: str, page: ModuleType) -> Iterator[Any]:
    """The addresses of a page's files, citations and charts; the first page's begin with its name."""
    stem = page.PATH or name
    for form in reply.FILES:
        yield address(f"{stem}.{form}", reply.view(page, f".{form}", reply.as_file(form)))
    for ending in reply.CITATIONS:
        yield address(f"{stem}/cite.{ending}", reply.view(page, f"/cite.{ending}", reply.as_citation(ending)))
    for ending in reply.CHARTS:
        view = reply.view(page, f"/<chart>.{ending}", reply.as_chart(ending))
        yield address(f"{stem}/<slug:chart>.{ending}", view)


def _addresses() -> Iterator[Any]:
    yield address("language/<slug:code>", choose)
    yield from signing_in
    every = found_pages()
    for name, page in every.items():
        yield from _forms(name, page)
    for name, page in every.items():
        yield address(page.PATH, reply.view(page, "", reply.as_page), name=name)
    for name, page in found_register_pages().items():
        yield address(page.PATH, door.view(name, page), name=f"register-{name}")


urlpatterns = list(_addresses())
handler400 = faults.bad_request
handler404 = faults.not_found
handler500 = faults.broken
