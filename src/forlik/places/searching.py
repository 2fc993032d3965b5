"""Search as one types: places whose name begins with, or holds, what was typed so far."""

from functools import cache
from typing import NamedTuple

from forlik.places import naming, tables
from forlik.places.folding import fold
from forlik.places.gazetteer import Place, known

_KINDS = {"state": 0, "territory": 1, "disputed": 2, "world": 3, "region": 3, "former": 4}


class _Written(NamedTuple):
    """One name to search in: folded, whose, how well known, and in which language (empty for aliases)."""

    key: str
    entity: str
    kind: int
    language: str


def search(text: str, limit: int = 10, language: str | None = None) -> tuple[Place, ...]:
    """Places whose name or alias holds a text, in any supported language.

    Names that begin with the text come first, then states before territories, regions and former states, then names in
    the reader's language, then short names.

    Args:
        text: What was typed so far.
        limit: Most places to return.
        language: The reader's language.

    Raises:
        UsageError: Names are not kept in that language.
    """
    key = fold(text)
    reader = naming.language_of(language) if language else ""
    if not key and not text.strip().isalpha():
        return ()
    asked = key or text.strip().casefold()
    code = text.strip().upper()
    hits = (
        (
            (one.entity != code, not one.key.startswith(asked), one.kind, one.language != reader, len(one.key)),
            one.entity,
        )
        for one in _written()
        if asked in one.key
    )
    return tuple(known(entity) for entity in list(dict.fromkeys(entity for _, entity in sorted(hits)))[:limit])


@cache
def _written() -> tuple[_Written, ...]:
    everyone = tables.entities()
    found = {
        _Written(fold(name), entity, _KINDS[everyone[entity].kind], language)
        for language in naming.LANGUAGES
        for entity in everyone
        for name in (naming.name(entity, language),)
    }
    found |= {_Written(fold(row.name), row.entity, _KINDS[everyone[row.entity].kind], "") for row in tables.names()}
    found |= {_Written(fold(alias), entity, _KINDS[everyone[entity].kind], "") for entity, alias in tables.aliases()}
    found |= {_Written(entity.lower(), entity, _KINDS[row.kind], "") for entity, row in everyone.items()}
    return tuple(found)
