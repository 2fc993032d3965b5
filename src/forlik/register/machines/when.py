"""Before and after, where days are known as precisely as they were stated and records were recorded at an instant."""

from datetime import UTC, date, datetime

from forlik.register.concepts import Act, Role
from forlik.register.day import first_day, last_day
from forlik.register.dossier import Dossier

NOT_YET = datetime.max.replace(tzinfo=UTC)
"""When a record that is only proposed was recorded: after all others."""


def by(stated: str | None, day: date) -> bool:
    """Whether what is stated may have come about by a day: from the first day that is meant. Unstated: no."""
    return stated is not None and first_day(stated) <= day


def current(role: Role, day: date) -> bool:
    """Whether a role may be held on a day: a year alone counts from its first day to its last."""
    begun = role.since is None or first_day(role.since) <= day
    return begun and (role.until is None or last_day(role.until) >= day)


def recorded(dossier: Dossier, record: str) -> datetime:
    """When a record was first recorded; one that is only proposed, after all others."""
    return dossier.recorded.get(record, NOT_YET)


def there(dossier: Dossier, record: str, stated: str | None, day: date) -> bool:
    """Whether a record was there on a day: by its own date, or by when it was recorded where it has none."""
    if stated is not None:
        return first_day(stated) <= day
    return record not in dossier.recorded or dossier.recorded[record].date() <= day


def after(dossier: Dossier, later: Act, earlier: Act) -> bool:
    """Whether an act happened after another, beyond doubt; on the same day, the one recorded later did."""
    if later.happened is None or earlier.happened is None:
        return False
    first, last = first_day(later.happened), last_day(earlier.happened)
    return (first, recorded(dossier, later.id)) > (last, recorded(dossier, earlier.id))
