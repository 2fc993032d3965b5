"""The public copy of the register, for the public pages: read from its folder, never from the register itself."""

from datetime import UTC, datetime, time
from pathlib import Path

from forlik.core.days import today
from forlik.core.errors import UsageError
from forlik.core.figure import Basis
from forlik.core.settings import home, setting
from forlik.published import Copy, Stamp, read
from forlik.published import stamp as stamp_of
from forlik.register.concept import Concept
from forlik.register.dossier import Case

NAME = "public"
TITLE = "Public copy of the register of engagements"


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
    """The copy as something to cite."""
    at = datetime.combine(min(copy.day, today()), time.min, UTC).isoformat()
    return Basis(
        number=0,
        source=NAME,
        title=TITLE,
        publisher=copy.publisher,
        part="all",
        edition=copy.day.isoformat(),
        known_at=at,
        held_at=at,
        sha256=copy.edition,
        licence=copy.licence,
        citation=f"{copy.publisher}, {TITLE}, {copy.day}.",
        # Without an address of its own, the copy is cited by the digest of all that it holds.
        url=copy.address or f"urn:sha256:{copy.edition}",
    )


def records_of(case: Case) -> list[Concept]:
    """An engagement, and everything of its file that is public, each once."""
    process: list[Concept] = [case.process] if case.process else []
    beside = (*case.roles, *case.texts, *case.acts, *case.commitments, *case.actors, *case.assessments)
    return [case.engagement, *{one.id: one for one in (*process, *beside)}.values()]
