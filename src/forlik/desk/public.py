"""The public copy of the register, for the public pages: read from its folder, never from the register itself."""

from collections.abc import Collection
from pathlib import Path

from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.core.settings import home, setting
from forlik.publish.cited import of_list, of_record
from forlik.publish.edition import Edition, opened
from forlik.publish.provenance import provenance
from forlik.published import Copy, Stamp, read
from forlik.published import stamp as stamp_of
from forlik.register.concept import Concept
from forlik.register.dossier import Case

NAME = "public"


def folder() -> Path:
    """The folder of the public copy."""
    named = setting("public_folder")
    return Path(named).expanduser() if named else home() / NAME


def stamp() -> Stamp:
    """Which copy lies there now: when it changes, every page made of it is out of date."""
    return stamp_of(folder())


def grants_are_shown() -> bool:
    """Whether the deployment lets everybody see totals of an imported grant list; not where its word cannot be read."""
    try:
        return setting("show_grants") == "1"
    except UsageError:
        return False


def the_copy() -> Copy | None:
    """The public copy; none where nothing was published.

    Raises:
        BadInput: It is damaged.
    """
    return read(folder())


def basis(copy: Copy) -> Basis:
    """The copy as something to cite: as the list of engagements on the published site is cited."""
    return of_list(Edition(copy, {}))


def basis_of(copy: Copy, engagement: str) -> Basis:
    """One engagement of the copy as something to cite: as its page on the published site is cited.

    Args:
        copy: The copy.
        engagement: Its id.
    """
    return of_record(Edition(copy, {}), engagement)


def proven(records: Collection[str], cited: Basis) -> str:
    """Where records of the copy come from, as PROV-JSON: as the published site tells it.

    Args:
        records: Ids of the records.
        cited: As what they are cited.

    Raises:
        NoData: Nothing is published.
        BadInput: The copy is damaged.
    """
    edition = opened(folder())
    return provenance(edition, [one for one in records if one in edition.records], cited).decode().rstrip("\n")


def records_of(case: Case) -> list[Concept]:
    """An engagement, and everything of its file that is public, each once."""
    process: list[Concept] = [case.process] if case.process else []
    beside = (*case.roles, *case.texts, *case.acts, *case.commitments, *case.actors, *case.assessments)
    return [case.engagement, *{one.id: one for one in (*process, *beside)}.values()]
