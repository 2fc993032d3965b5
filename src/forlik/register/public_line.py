"""The public line of a file: all of it that the public reads, record by record."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from forlik.register.dossier import Case, Dossier

PUBLIC = "0"


@dataclass(frozen=True, slots=True)
class Released:
    """One record as the public reads it.

    Args:
        record: Its id.
        concept: The name of its concept.
        since: The day since which anything of it is public.
        body: Field → what it says, as JSON has it.
    """

    record: str
    concept: str
    since: date
    body: Mapping[str, Any]


def records_of(case: Case) -> tuple[str, ...]:
    """Everything in the file of an engagement, the engagement first.

    Args:
        case: The engagement, as one viewer sees it.
    """
    ones = (case.texts, case.acts, case.commitments, case.actors, case.roles, case.assessments)
    every = (*case.files, *(one.id for some in ones for one in some))
    return tuple(one for one in dict.fromkeys(every) if one in case.dossier)


def released(public: Dossier, records: Iterable[str]) -> Iterator[Released]:
    """What the public reads of some records, in their order; those of which it reads nothing are left out.

    Args:
        public: What the public sees.
        records: Ids of records.
    """
    for record in records:
        if record in public:
            rows = sorted(public.facets[record].items())
            body = {name: value for _, row in rows for name, value in row.body.items()}
            yield Released(record, public.concept(record), public.recorded[record].date(), body)


def public_part(dossier: Dossier) -> Dossier:
    """What the public sees of what somebody else sees, as known on the same day.

    A record that was withdrawn, though only for the staff, is not in it.

    Args:
        dossier: What the other one sees.
    """
    facets = {
        record: {key: row for key, row in rows.items() if row.label == PUBLIC}
        for record, rows in dossier.facets.items()
        if PUBLIC in dossier.labels(record)
    }
    recorded: dict[str, datetime] = {
        record: min(row.recorded_at for row in rows.values()) for record, rows in facets.items()
    }
    return Dossier(dossier.day, MappingProxyType(facets), MappingProxyType(recorded))
