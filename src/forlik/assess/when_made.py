"""When an assessment was made: by the day that it states, and of one day by when it was recorded."""

from datetime import date, datetime

from forlik.register.concepts import Assessment
from forlik.register.dossier import Dossier
from forlik.register.machines.when import recorded


def day_made(one: Assessment) -> date:
    """The day; one that states none comes before all others."""
    return one.made_on or date.min


def when_made(dossier: Dossier, one: Assessment) -> tuple[date, datetime, str]:
    """What orders assessments, the oldest first; those that cannot be told apart in time by their names."""
    return day_made(one), recorded(dossier, one.id), one.id
