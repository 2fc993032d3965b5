"""Countries and territories through time, in every code system.

One dated table says which place had which code when, on what evidence. Names, aliases and codes resolve to one
:class:`Place` or are refused with a reason and candidates. Not existing is not zero: :func:`spoken_for` says for whom a
system speaks in a year.
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
