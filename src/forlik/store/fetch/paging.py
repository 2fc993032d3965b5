"""From one page's bytes to the address of the next."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from forlik.core.errors import SourceUnavailable
from forlik.core.source import Paging

_ABSENT = object()


def first_page(url: str, paging: Paging) -> str:
    """The address of the first page."""
    return url if paging.how == "link" else numbered(url, paging.key, paging.first)


def numbered(url: str, key: str, number: int) -> str:
    """An address with one query parameter set to a number; the other parameters stay byte for byte."""
    parts = urlsplit(url)
    name = quote(key, safe="$[]")
    kept = [pair for pair in parts.query.split("&") if pair and pair.partition("=")[0] not in (key, name)]
    return urlunsplit(parts._replace(query="&".join([*kept, f"{name}={number}"])))


def page_name(file: str, page: int) -> str:
    """Name of a page's file: the first has the plain name, the second is ``<stem>-page-2.<ext>``."""
    if page == 1:
        return file
    stem, dot, ending = file.rpartition(".")
    return f"{stem}-page-{page}{dot}{ending}" if dot else f"{file}-page-{page}"


def next_page(content: bytes, paging: Paging, *, url: str, page: int, remedy: str) -> tuple[str, bool]:
    """What a page says about the next one.

    Args:
        content: The page's bytes.
        paging: How the address pages.
        url: The page's own address.
        page: Its number, from 1, for messages.
        remedy: What to do when the layout is not as declared.

    Returns:
        The address of the next page, empty when this is the last; and whether this page merely says that there are no
        more (an empty list of items after the last page), and so need not be kept.

    Raises:
        SourceUnavailable: The page is not JSON, or lacks a key; the message names page and key.
    """

    def changed(what: str) -> SourceUnavailable:
        return SourceUnavailable(f"page {page} {what}; the layout may have changed", where=url, remedy=remedy)

    document = _document(content, changed)
    if paging.how == "number":
        if not _items(document, paging.items, changed):
            return "", page > 1
        return numbered(url, paging.key, paging.first + page), False
    if paging.items:
        _items(document, paging.items, changed)
    link = _link(document, paging.key, changed)
    try:
        return (urljoin(url, link) if link else ""), False
    except ValueError as error:
        raise changed(f"holds no address at “{paging.key}” but “{link:.80}”") from error


def _at(document: Any, path: str) -> Any:
    """The value at a dotted path; keys that hold dots themselves (``@odata.nextLink``) are found too.

    Returns:
        The value, or a marker that equals nothing else when the path leads nowhere. An empty path is the document.
    """
    if not path:
        return document
    if not isinstance(document, dict):
        return _ABSENT
    if path in document:
        return document[path]
    head, dot, rest = path.partition(".")
    return _at(document[head], rest) if dot and head in document else _ABSENT


def _document(content: bytes, changed: Callable[[str], SourceUnavailable]) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise changed("is not JSON") from error


def _items(document: Any, path: str, changed: Callable[[str], SourceUnavailable]) -> list[Any]:
    items = _at(document, path)
    if items is _ABSENT:
        raise changed(f"lacks the key “{path}”")
    if not isinstance(items, list):
        raise changed(f"holds no list at “{path or 'the top'}”")
    return items


def _link(document: Any, path: str, changed: Callable[[str], SourceUnavailable]) -> str:
    link = _at(document, path)
    if link is _ABSENT:
        # The last page leaves the link itself out; what should hold the link is never left out.
        head = path.partition(".")[0]
        if not isinstance(document, dict) or (head != path and not head.startswith("@") and head not in document):
            raise changed(f"lacks the key “{path}”")
        return ""
    if link is None or link == "":
        return ""
    if not isinstance(link, str):
        raise changed(f"holds no address at “{path}”")
    return link
