"""What a place is called: our own dated English names, and CLDR's names through Babel with our corrections."""

from datetime import date
from functools import cache
from typing import Any

from forlik.core.errors import UsageError
from forlik.places import tables
from forlik.places.folding import fold

LANGUAGES = ("en", "nb", "nn", "fr", "es", "ar")

_ALSO = {"no": "nb"}


def language_of(tag: str) -> str:
    """The supported language a tag means: ``nb`` for ``nb-NO`` or ``no``.

    Raises:
        UsageError: Names are not kept in that language.
    """
    base = tag.replace("_", "-").split("-")[0].lower()
    language = _ALSO.get(base, base)
    if language not in LANGUAGES:
        raise UsageError(f"there are no names in the language “{tag}”", remedy="one of " + ", ".join(LANGUAGES))
    return language


def name(entity: str, language: str = "en", on: date | None = None) -> str:
    """A place's name in a language on a day, or its present (else last) name.

    A past name that is not kept in the language gives way to the present one in that language, then to English.

    Raises:
        UsageError: Names are not kept in that language.
    """
    rows = _rows().get((entity, language_of(language)), ())
    own = _on(rows, on)
    if own is not None:
        return own
    return _last(rows) or cldr(entity, language_of(language)) or name(entity, "en", on)


def past_name_until(entity: str, asked: str) -> date | None:
    """The day until which a place went by a name it no longer has; ``None`` for present names and other spellings."""
    spans = [
        row.span for (one, _), rows in _rows().items() if one == entity for row in rows if fold(row.name) == fold(asked)
    ]
    return None if not spans or any(span.runs for span in spans) else max(span.end for span in spans)


def _on(rows: tuple[tables.NameRow, ...], on: date | None) -> str | None:
    fitting = [row.name for row in rows if (row.span.runs if on is None else row.span.holds(on))]
    return fitting[0] if fitting else None


def _last(rows: tuple[tables.NameRow, ...]) -> str | None:
    running = [row.name for row in rows if row.span.runs]
    return running[0] if running else None


@cache
def _rows() -> dict[tuple[str, str], tuple[tables.NameRow, ...]]:
    rows: dict[tuple[str, str], tuple[tables.NameRow, ...]] = {}
    for row in tables.names():
        key = (row.entity, row.language)
        rows[key] = (*rows.get(key, ()), row)
    return rows


def cldr(entity: str, language: str) -> str | None:
    """CLDR's name of a place, or ``None`` when it has none; this loads Babel."""
    key = _cldr_keys().get(entity)
    return _territories(language).get(key) if key else None


@cache
def _territories(language: str) -> Any:
    from babel import Locale

    return Locale.parse(language).territories


@cache
def _cldr_keys() -> dict[str, str]:
    """Entity id → its key in CLDR: ISO2 for countries, M49 for regions."""
    kinds = {"region": "m49", "world": "m49", "state": "iso2", "territory": "iso2"}
    everyone = tables.entities()
    return {
        row.entity: row.code
        for row in tables.codes()
        if row.main and row.span.runs and kinds.get(everyone[row.entity].kind) == row.system
    }
