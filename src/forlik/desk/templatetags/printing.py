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
from django.utils.translation import gettext_noop as _n

from forlik.core.figure import Figure
from forlik.desk import reasons, writing
from forlik.desk.pillars import NAMES
from forlik.profile import marks

register = template.Library()

UNKNOWN = '<span class="value unknown"><span aria-hidden="true">–</span><span class="unseen">{}</span></span>'


def figure(context: Any, one: Figure, form: str = "full") -> Any:
    """Print a figure.

    Args:
        context: The template's names; ``asked`` says on which day a source counts as stale.
        one: The figure.
        form: ``full``: with unit, period, source and known day, or why it is unknown; ``bare``: the value alone;
            ``range``: low to high.
    """
    if form == "range":
        return _range(one)
    if one.value is None:
        value = format_html(UNKNOWN, _("unknown"))
        return value if form == "bare" else format_html('{}<p class="basis">{}</p>', value, reason(one.reason))
    value = format_html('<data class="value" value="{}">{}</data>', format(one.value, "f"), writing.number(one.value))
    if form == "bare":
        return value
    span = _range(one)
    shown = format_html(' <span class="range">{}</span>', span) if span else ""
    return format_html(
        '{} <span class="unit">{}</span>{}<p class="basis">{}</p>', value, _(one.unit), shown, _basis(context, one)
    )


def _range(one: Figure) -> str:
    if one.low is None or one.high is None:
        return ""
    if one.value is not None and not one.low <= one.value <= one.high:
        return ""  # bounds that do not hold the best estimate are the source's oddity; the files have them as stated
    step = Decimal(1) if one.value is None else one.value
    low, high = (writing.number(bound.quantize(step)) for bound in (one.low, one.high))
    return str(_("{low} to {high}").format(low=low, high=high))


def _basis(context: Any, one: Figure) -> Any:
    basis = one.basis
    if basis is None:
        return one.reason
    parts = [
        format_html('<span class="period">{}</span>', one.period),
        format_html('<a href="{}">{}</a>', _address(context, f"/source/{basis.source}"), basis.title),
        _("known {day}").format(day=writing.day(basis.known_at)),
        *(format_html('<span class="mark">{}</span>', _(mark)) for mark in marks(one, context["asked"].day)),
    ]
    return format_html_join(" · ", "{}", ((part,) for part in parts))


def _address(context: Any, path: str) -> str:
    address: str = context["asked"].address(path)
    return address


def ask(context: Any, *path: object, **fields: str) -> str:
    """The address of another page, for the same day; its path may be given in pieces."""
    address: str = context["asked"].address("".join(str(piece) for piece in path), fields)
    return address


def chart_address(context: Any, name: str, ending: str) -> str:
    """The address of one of this page's charts, for the same question."""
    asked = context["asked"]
    stem = "/today" if asked.path == "/" else asked.path
    address: str = asked.address(f"{stem}/{name}.{ending}", asked.given)
    return address


def reason(text: str) -> Any:
    """Why something is unknown, in the reader's language; what stands in backticks is a command."""
    said = reasons.reason(text, get_language() or "en")
    parts = enumerate(said.split("`"))
    return format_html_join(
        "", "{}", ((format_html("<code>{}</code>", part) if turn % 2 else part,) for turn, part in parts)
    )


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


def translated(text: str) -> str:
    """A word of the library (a title, unit or mark) in the reader's language."""
    return _(text) if text else ""


MARKS = {"download never tried against the publisher": _n("download untried")}
"""Marks of the inventory that are too long for a row; the source's own page has them in full."""


def mark(text: str) -> str:
    """A mark of a source, short."""
    count, _space, what = text.partition(" ")
    if count.isdigit():
        return f"{count} {_(what)}"
    return str(_(MARKS.get(text, text)))


def pillar(name: str) -> str:
    """A pillar in words."""
    return str(NAMES[name])


register.filter("mark", mark)
register.filter("pillar", pillar)
register.simple_tag(figure, takes_context=True)
register.simple_tag(ask, takes_context=True)
register.simple_tag(chart_address, takes_context=True)
register.simple_tag(asset)
register.filter("count", writing.number)
register.filter("day", writing.day)
register.filter("stated", writing.stated)
register.filter("reason", reason)
register.filter("drawing", drawing)
register.filter("t", translated)
