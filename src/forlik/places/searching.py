"""Search as one types: places whose name begins with, or holds, what was typed so far."""

from functools import cache
from typing import NamedTuple

from forlik.places import naming, tables
from forlik.places.folding import fold
from forlik.places.gazetteer import Place, known

_KINDS = {"state": 0, "territory": 1, "disputed": 2, "world": 3, "region": 3, "former": 4}
_LAST = _KINDS["former"]


class _Written(NamedTuple):
    """One name to search in: folded, whose, how well known, and in which language (empty for aliases)."""

    key: str
    entity: str
    kind: int
    language: str


def search(text: str, limit: int = 10, language: str = "en") -> tuple[Place, ...]:
    """Places whose name or alias holds a text, in any supported language.

    Names that begin with the text come first, what has ended after the rest, the text as a whole code or name before
    its beginnings, then states before territories and regions, then names in the reader's language, then short names.
    One letter finds beginnings only.

    Args:
        text: What was typed so far.
        limit: Most places to return.
        language: The reader's language.

    Raises:
        UsageError: Names are not kept in that language.
    """
    reader = naming.language_of(language)
    asked = fold(text) or text.strip().casefold()
    if not asked:
        return ()
    code = text.strip().upper()
    alone = len(asked) == 1
    hits = [
        (
            *(not begins, one.kind == _LAST, one.entity != code, one.key != asked),
            *(one.kind, one.language != reader, len(one.key), one.entity),
        )
        for one in _written()
        if asked in one.key and ((begins := one.key.startswith(asked)) or not alone)
    ]
    return tuple(known(entity) for entity in list(dict.fromkeys(hit[-1] for hit in sorted(hits)))[:limit])


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
