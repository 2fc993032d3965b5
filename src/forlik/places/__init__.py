"""Countries and territories through time, in every code system.

One dated table says which place had which code when, on what evidence. Names, aliases and codes resolve to one
:class:`Place` or are refused with a reason and candidates. Not existing is not zero: :func:`spoken_for` says for whom a
system speaks in a year.

The facts lie in CSV files beside this module, one fact a row with its evidence. What they follow:

- A place's id is its ISO 3166-1 alpha-3 code, also a withdrawn one (``SUN``, ``YUG``, ``CSK``). Where ISO gave none we
  use the user-assigned range: ``XKX`` as the World Bank does, and our own ``X`` codes (``XVS`` South Vietnam, ``XHY``
  Hyderabad, ``XSL`` Somaliland, ``XAB`` Abyei, ``XSA`` Sahel, ``XAF`` Africa …), each explained in its note.
- A territory that became independent as it was is one place, a territory first and then a state; one that came out of
  another state (South Sudan, Croatia, Bangladesh) begins on that day, and is refused before it with the name of the
  state it was part of. Places that reach back before 1946 have no first day here.
- A code's days are those in which its source uses it. Sources that give figures under present names for years before a
  state existed (World Bank, UNHCR, IATI, Natural Earth) keep their codes undated: their rows resolve, but
  :func:`spoken_for` never counts a state before its first day.
- Somaliland and Abyei are of kind *disputed*, because some sources code them apart; parts of a place (Gaza, Crimea) are
  refused with the place in which UN and ISO codes count them. Neither takes a position on their status.
"""

from forlik.places.codes import systems
from forlik.places.column import resolve_column
from forlik.places.export import table
from forlik.places.gazetteer import Place, all_places
from forlik.places.naming import LANGUAGES
from forlik.places.resolve import by_code, guess, place
from forlik.places.searching import search
from forlik.places.spoken import spoken_for

__all__ = [
    "LANGUAGES",
    "Place",
    "all_places",
    "by_code",
    "guess",
    "place",
    "resolve_column",
    "search",
    "spoken_for",
    "systems",
    "table",
]
