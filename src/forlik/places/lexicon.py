"""Every written form of every place, folded: which places a text may mean, and which names come close."""

from datetime import date
from difflib import SequenceMatcher
from functools import cache

from forlik.places import codes, naming, tables
from forlik.places.folding import fold
from forlik.places.tables import EVER, RefusedName, Span

_SHORT_CODE = 3
_CANDIDATES = 5
_SOMEWHAT_CLOSE = 0.7


def is_entity(iso3: str) -> bool:
    """Whether an entity has this id."""
    return iso3 in tables.entities()


def refusal(text: str, when: Span) -> RefusedName | None:
    """Why a name is not one place in those days; names that were ambiguous only once need a day within those days."""
    for row in _refusals().get(fold(text), ()):
        if row.span == EVER or (when != EVER and row.span.meets(when) and row.span.holds(when.end)):
            return row
    return None


def ever_refused(text: str) -> bool:
    """Whether a name is not one place in some days."""
    return fold(text) in _refusals()


@cache
def _refusals() -> dict[str, tuple[RefusedName, ...]]:
    rows: dict[str, tuple[RefusedName, ...]] = {}
    for row in tables.refused_names():
        rows[fold(row.name)] = (*rows.get(fold(row.name), ()), row)
    return rows


def meant(text: str) -> tuple[str, ...]:
    """The entities a text names exactly: by ISO code, then English or alias, then the other languages."""
    return _coded(text.strip()) or _named(text) or _named(_turned(text))


def _coded(text: str) -> tuple[str, ...]:
    if len(text) > _SHORT_CODE or not text.isascii():
        return ()
    for system in ("iso3", "iso2"):
        rows = codes.book(system).by_code.get(text.upper(), ())
        if rows:
            return tuple(dict.fromkeys(row.entity for row in rows))
    return ()


def _named(text: str) -> tuple[str, ...]:
    key = fold(text)
    return english().get(key) or abroad().get(key, ()) if key else ()


def _turned(text: str) -> str:
    """“Korea, Republic of” the other way round; empty when there is nothing to turn."""
    first, comma, rest = text.partition(",")
    return f"{rest} {first}" if comma else ""


@cache
def english() -> dict[str, tuple[str, ...]]:
    """Folded English name or alias → entities; this does not load Babel."""
    found: dict[str, tuple[str, ...]] = {}
    for row in tables.names():
        _add(found, row.name, row.entity)
    for entity, alias in tables.aliases():
        _add(found, alias, entity)
    return found


@cache
def abroad() -> dict[str, tuple[str, ...]]:
    """Folded CLDR name in any supported language → entities."""
    found: dict[str, tuple[str, ...]] = {}
    for language in naming.LANGUAGES:
        for entity in tables.entities():
            name = naming.cldr(entity, language)
            if name:
                _add(found, name, entity)
    return found


def _add(found: dict[str, tuple[str, ...]], name: str, entity: str) -> None:
    key = fold(name)
    if entity not in found.get(key, ()):
        found[key] = (*found.get(key, ()), entity)


def close(text: str, least: float = _SOMEWHAT_CLOSE) -> tuple[str, ...]:
    """Entities with a name that is close to a text, closest first; at most five.

    Args:
        text: What was written.
        least: Fewest matching letters, as a share of both texts' letters.
    """
    key = fold(text)
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(key)
    for names in (english(), abroad()):
        for name, entities in names.items():
            matcher.set_seq1(name)
            if matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least:
                ratio = matcher.ratio()
                for entity in entities if ratio >= least else ():
                    best[entity] = max(ratio, best.get(entity, 0.0))
    ranked = sorted(best, key=lambda entity: (-best[entity], -_end(entity).toordinal(), entity))
    return tuple(ranked[:_CANDIDATES])


def near(text: str, least: float) -> tuple[str, ...]:
    """Entities of which a name begins with a text, or else is at least so close to it."""
    key = fold(text)
    begun = {
        entity
        for names in (english(), abroad())
        for name, found in names.items()
        if name.startswith(key)
        for entity in found
    }
    return tuple(sorted(begun)) or close(text, least)


def _end(entity: str) -> date:
    return tables.entities()[entity].span.end
