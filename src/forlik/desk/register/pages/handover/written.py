"""What somebody wrote into the form of a hand-over, and what it begins with; what may be named under its label."""

from dataclasses import dataclass, replace
from typing import Any, cast

from forlik.desk.access.labels import PUBLIC, STAFF, above
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.words import word
from forlik.desk.register.writing import new_id
from forlik.register.concepts import Act
from forlik.register.dossier import Case
from forlik.register.facets import OPEN
from forlik.register.machines.handing import Estate, estate
from forlik.register.placing import together
from forlik.register.promises.due import DueRow

TEXTS = ("happened", "title", "new_owner", "next_dates", "evidence", "secret", "provisional_until", "approver")
OF_THE_ACT = ("happened", "title", "new_owner", "next_dates", "provisional_until", "approver")
SEALED = ("commitments", "contacts", "next_dates")
"""What a hand-over lists, and the file's compartment keeps: the list of whom to call is worth more than the file."""


@dataclass(frozen=True)
class Written:
    """What stands in the form.

    Args:
        texts: Field → what stands in it.
        commitments: The promises that are ticked.
        contacts: The contacts that are ticked.
        estate: What the file holds to be handed over.
    """

    texts: dict[str, str]
    commitments: tuple[str, ...]
    contacts: tuple[str, ...]
    estate: Estate

    @property
    def label(self) -> str:
        """The label under which what is listed is sealed; empty where nothing of the file is."""
        return self.texts["secret"]

    @property
    def whole(self) -> "Written":
        """The same with everything ticked that is open in the file."""
        promises, actors = self.estate.promises, dict.fromkeys(one.actor for one in self.estate.contacts)
        return replace(self, commitments=tuple(one.id for one in promises), contacts=tuple(actors))


def begun(asked: Asked, case: Case) -> Written:
    """The form as it begins: everything that is open, and may be named under the file's own label."""
    label = Choices(asked, case).usual
    whole = estate(case, asked.day, language="nb" if asked.language == "nb" else "en")
    told = [one for one in whole.dates if all(covers(label, each) for each in one.labels)]
    texts = dict.fromkeys(TEXTS, "") | {
        "happened": asked.day.isoformat(),
        "secret": label,
        "next_dates": "\n".join(_line(asked, one) for one in told),
    }
    found = Written(texts, (), (), whole).whole
    hidden = set(uncovered(asked, found))
    return replace(
        found,
        commitments=tuple(one for one in found.commitments if one not in hidden),
        contacts=tuple(one for one in found.contacts if one not in hidden),
    )


def _line(asked: Asked, one: DueRow) -> str:
    return f"{one.day.earliest.isoformat()}: {one.title} ({word('due_kinds', one.kind, asked.language)})"


def sent(asked: Asked, case: Case, form: Any) -> Written:
    """The form as it was sent."""
    whole = estate(case, asked.day, language="nb" if asked.language == "nb" else "en")
    texts = {name: form.get(name, "").strip() for name in TEXTS}
    return Written(texts, tuple(form.getlist("commitments")), tuple(form.getlist("contacts")), whole)


def act_of(asked: Asked, case: Case, written: Written) -> Act:
    """The hand-over as it shall be recorded: confirmed by whoever gives the file away.

    Raises:
        BadInput: It says what cannot be.
    """
    cited = written.texts["evidence"]
    body = {name: written.texts[name] for name in OF_THE_ACT if written.texts[name]}
    lists = {"commitments": list(written.commitments), "contacts": list(written.contacts)}
    act = together(
        "act",
        new_id(),
        {
            OPEN: {
                **body,
                **{name: some for name, some in lists.items() if some},
                "kind": "hand_over",
                "engagement": case.engagement.id,
                "confirmed_by": [asked.viewed.person.id],
                "evidence": [{"citation": cited, "obtained": "archive", "basis": "first-hand"}] if cited else [],
            }
        },
    )
    return cast("Act", act)


def both(act: Act) -> Act:
    """The same once the other side has confirmed it, too: the one thing that a form cannot bring."""
    taker = (act.new_owner,) if act.new_owner else ()
    return act.model_copy(update={"confirmed_by": (*act.confirmed_by, *taker)})


def covers(label: str, other: str) -> bool:
    """Whether what stands under one label may name what stands under another: its holders hold that one, too."""
    return other in (PUBLIC, STAFF, label) or (bool(label) and above(label, other))


def uncovered(asked: Asked, written: Written) -> tuple[str, ...]:
    """The records named that would be told to people who may not know that there are such records."""
    roles: dict[str, list[str]] = {}
    for one in written.estate.contacts:
        roles.setdefault(one.actor, []).append(one.record)
    dossier = asked.viewed.dossier
    found = []
    for id_ in dict.fromkeys((*written.commitments, *written.contacts)):
        behind = [id_, *roles.get(id_, ())]
        if not all(one in dossier and _told(written.label, dossier.labels(one)) for one in behind):
            found.append(id_)
    return tuple(found)


def _told(label: str, others: frozenset[str]) -> bool:
    return any(covers(label, one) for one in others)
