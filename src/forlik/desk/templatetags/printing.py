"""The one way a page prints a figure, and the few other things templates need."""

from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django import template
from django.contrib.staticfiles import finders
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forlik.core.days import today
from forlik.core.figure import Figure
from forlik.desk.writing import day, number
from forlik.discover import source
from forlik.inventory import is_stale

register = template.Library()


def figure(one: Figure, form: str = "full") -> Any:
    """Print a figure.

    Args:
        one: The figure.
        form: ``full``: with unit, period, source and known day, or why it is unknown; ``bare``: the value alone.
    """
    language = get_language() or "en"
    value = format_html('<data class="value" value="{}">{}</data>', _plain(one.value), number(one.value, language))
    if one.value is None:
        value = format_html('<span class="value unknown"><span aria-hidden="true">–</span>'
                            '<span class="unseen">{}</span></span>', _("unknown"))  # fmt: skip
    if form == "bare":
        return value
    if one.value is None:
        return format_html('{} <p class="basis reason">{}</p>', value, one.reason)
    return format_html(
        '{} <span class="unit">{}</span>{}<p class="basis">{}</p>',
        value,
        _(one.unit),
        _range(one, language),
        _basis(one),
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def _range(one: Figure, language: str) -> Any:
    if one.low is None or one.high is None:
        return ""
    step = Decimal(1) if one.value is None else one.value
    low, high = (number(bound.quantize(step), language) for bound in (one.low, one.high))
    return format_html(' <span class="range">{}</span>', _("{low} to {high}").format(low=low, high=high))


def _basis(one: Figure) -> Any:
    basis = one.basis
    if basis is None:
        return one.reason
    parts = [
        format_html('<span class="period">{}</span>', one.period),
        format_html('<a href="/source/{}">{}</a>', basis.source, basis.title),
        _("known {day}").format(day=day(basis.known_at)),
    ]
    marks = []
    if one.status == "estimated":
        marks.append(_("estimated"))
    if is_stale(source(basis.source), _day_of(basis.known_at), today()):
        marks.append(_("stale"))
    parts += [format_html('<span class="mark">{}</span>', mark) for mark in marks]
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def _day_of(instant: str) -> Any:
    from datetime import date

    return date.fromisoformat(instant[:10])


def count(value: int) -> str:
    """A number of things in this store (rows, files, countries), which is no evidence about the world."""
    return number(value, get_language() or "en")


def asset(name: str) -> str:
    """The address of a static file, with a digest of its bytes."""
    return _asset(name)


@cache
def _asset(name: str) -> str:
    found = finders.find(name)
    if found is None:
        raise template.TemplateSyntaxError(f"there is no static file {name}")
    return f"/static/{name}?v={sha256(Path(found).read_bytes()).hexdigest()[:12]}"


def drawing(svg: str) -> Any:
    """A picture drawn by our own code, whose texts are already escaped."""
    return mark_safe(svg)  # noqa: S308 - comes from forlik.charts, which escapes every text


register.simple_tag(figure)
register.simple_tag(asset)
register.filter("count", count)
register.filter("day", day)
register.filter("drawing", drawing)
register.filter("t", lambda text: _(text) if text else "")
