"""Briefs of the register for whoever looks; what is not seen is in none of them."""

from collections.abc import Mapping

from forlik.briefs.account import account_brief
from forlik.briefs.document import Document, Language
from forlik.briefs.engagement import engagement_brief
from forlik.briefs.handover import handover_pack
from forlik.briefs.lessons import lessons_brief
from forlik.briefs.memo import memo_brief, undecided
from forlik.briefs.public_line import public_line
from forlik.core.errors import NotPermitted
from forlik.desk import screens, worlds
from forlik.desk.access.labels import CONFIDENTIAL, STAFF, grade
from forlik.desk.access.people import compartment_name, everybody
from forlik.desk.records.viewed import Viewed
from forlik.desk.register.cases import absent
from forlik.desk.register.figures import figures_on
from forlik.desk.register.releasing import public_view
from forlik.register.dossier import Case


def engagement(viewed: Viewed, id_: str, *, full: bool, language: Language, base: str = "") -> Document:
    """The brief of one engagement.

    Args:
        viewed: What whoever asks may see.
        id_: The engagement.
        full: Everything in the file, and not one page.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = _case(viewed, id_)
    with worlds.LOCK:
        return engagement_brief(
            worlds.kept(viewed.dossier.day),
            case,
            full=full,
            language=language,
            base=base,
            people=_people(viewed),
            compartments=_compartments(viewed),
        )


def handover(viewed: Viewed, *, language: Language, base: str = "") -> Document:
    """The hand-over pack of the engagements that whoever asks answers for.

    Args:
        viewed: What whoever asks may see.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        NotPermitted: Nobody has signed in.
    """
    if STAFF not in viewed.held:
        raise NotPermitted("nobody has signed in, so that nobody answers for anything", remedy="forlik login")
    return handover_pack(
        worlds.kept(viewed.dossier.day),
        viewed.dossier,
        viewed.person.id,
        language=language,
        base=base,
        people=_people(viewed),
        compartments=_compartments(viewed),
    )


def line(viewed: Viewed, id_: str, *, language: Language, base: str = "") -> Document:
    """The public line of one engagement.

    Args:
        viewed: What whoever asks may see.
        id_: The engagement.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = _case(viewed, id_)
    public = public_view(viewed).dossier
    return public_line(case, public=public, language=language, base=base, compartments=_compartments(viewed))


def account(viewed: Viewed, half: str, *, language: Language, base: str = "") -> Document:
    """The half-year account.

    Args:
        viewed: What whoever asks may see.
        half: The half-year, such as ``2026-1``.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        UsageError: There is no such half-year, or it had not begun on the day.
    """
    with worlds.LOCK:
        return account_brief(
            worlds.kept(viewed.dossier.day),
            viewed.dossier,
            half,
            language=language,
            base=base,
            compartments=_compartments(viewed),
        )


def memo(viewed: Viewed, id_: str, *, language: Language, base: str = "") -> Document:
    """The decision memo of an option, or of a decision on one.

    Args:
        viewed: What whoever asks may see.
        id_: The option or the decision.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        NoData: There is none, or none that may be seen.
        Busy: Too many screens are drawn already.
    """
    # Drawn before the lock is taken: a screen takes it itself.
    place = undecided(viewed.dossier, id_)
    shown = screens.shown(place, viewed.dossier.day) if place else ()
    with worlds.LOCK:
        return memo_brief(
            worlds.kept(viewed.dossier.day),
            viewed.dossier,
            id_,
            language=language,
            base=base,
            people=_people(viewed),
            compartments=_compartments(viewed),
            figures=figures_on(viewed.dossier.day),
            shown=shown,
        )


def lessons(viewed: Viewed, id_: str, *, language: Language, base: str = "") -> Document:
    """The lessons for the phase in which one engagement stands.

    Args:
        viewed: What whoever asks may see.
        id_: The engagement.
        language: Language.
        base: Address of the desk to which footnotes lead back.

    Raises:
        NoData: There is none, or none that may be seen.
    """
    case = _case(viewed, id_)
    return lessons_brief(case, language=language, base=base, people=_people(viewed), compartments=_compartments(viewed))


def names_known(viewed: Viewed) -> tuple[str, ...]:
    """What people of the house and compartments are called, as far as whoever asks may know it.

    Args:
        viewed: What whoever asks may see.
    """
    return (*_people(viewed).values(), *_compartments(viewed).values())


def _case(viewed: Viewed, id_: str) -> Case:
    case = viewed.case(id_)
    if case is None:
        raise absent()
    return case


def _people(viewed: Viewed) -> Mapping[str, str]:
    """The names of the people of the house, for whoever is one of them."""
    return everybody() if STAFF in viewed.held else {}


def _compartments(viewed: Viewed) -> Mapping[str, str]:
    """The names of the compartments of which a label is held."""
    held = {label.partition(":")[2] for label in viewed.held if grade(label) >= CONFIDENTIAL}
    return {one: compartment_name(one) for one in sorted(held)}
