"""The Source page: terms, age, what was ignored and refused, known oddities."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from forlik.charts.plain_table import plain_table
from forlik.core.errors import NoData, UsageError
from forlik.core.figure import Basis
from forlik.core.settings import home
from forlik.desk.answer import Answer
from forlik.desk.leaves import leaf
from forlik.desk.question import Question
from forlik.discover import measures, source
from forlik.inventory import describe

PATH = "source/<slug:name>"
EXAMPLE = "/source/ucdp_acd"
ACCESS = "public"
TITLE = _("Source")

GRAIN = _("One row of the download: one edition or part of this source, known on the day.")
MOST = 100


def answer(asked: Question, name: str) -> Answer:
    """All about one source.

    Raises:
        NoData: There is no such source.
    """
    try:
        about = describe(home(), name)
    except UsageError as error:
        raise NoData(error.what, remedy=error.remedy) from error
    bases = tuple(basis for basis in asked.bases if basis.source == name)
    parts = [
        {"part": one.part, "edition": one.edition, "known_at": one.known_at, "held_at": one.held_at} for one in bases
    ]
    feeds = [one for one in measures().values() if any(table.partition("__")[0] == name for table in one.tables)]
    return Answer(
        title=about["title"],
        lead=about["publisher"],
        shows={
            "about": about | {"citation": _citation(about["citation"], bases, several=_is_index(name))},
            "leaf": leaf(asked, bases, MOST),
            "feeds": feeds,
        },
        table=(lambda: plain_table(asked.world, parts, what=name, grain=str(GRAIN), bases=bases)) if parts else None,
        bases=bases,
        snippet=f'import forlik\n\nworld = forlik.world("{asked.day}")\n'
        + "\n".join(f'world.table("{table}").to_pandas()' for table in about["tables"]),
        grain=str(GRAIN),
    )


def _is_index(name: str) -> bool:
    """Whether a source is an index of many publishers' files."""
    return any(address.listing for address in source(name).addresses)


def _citation(wanted: str, bases: Sequence[Basis], *, several: bool) -> str:
    """As the publisher wants to be cited, with the newest edition known; while none is, its place is marked.

    Args:
        wanted: The citation, with a place for the edition.
        bases: What is known of the source.
        several: Whether it is many publishers' files, none of which is the edition of the others.
    """
    if not bases:
        return wanted.replace("{edition}", "[edition]")
    if several and len(bases) > 1:
        return wanted.replace("{edition}", _whole(bases))
    return max(bases, key=lambda one: (one.known_at, one.number)).citation


def _whole(bases: Sequence[Basis]) -> str:
    """How many files of how many publishers there are, and when they were retrieved."""
    publishers = len({one.part.partition("/")[0] for one in bases})
    whose = f"{publishers:,} publishers" if publishers > 1 else "one publisher"
    days = sorted({one.held_at[:10] for one in bases if one.held_at})
    when = f", retrieved {' to '.join(dict.fromkeys((days[0], days[-1])))}" if days else ""
    return f"{bases[0].title}: {len(bases):,} files of {whose}{when}"
