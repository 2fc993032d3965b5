"""A draft: what somebody wrote into a form, beside what the form was made from and what stands there now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from forlik.core.errors import BadInput
from forlik.desk.records.rows import history
from forlik.desk.register.asked import Asked
from forlik.desk.register.forms.choices import Choices
from forlik.desk.register.forms.inputs import Input, inputs
from forlik.desk.register.forms.kept import Keeping, Spot, plain, spots
from forlik.desk.register.forms.lost import Lost, lost
from forlik.desk.register.forms.raw import KEPT, Raw, read, same, taken, written
from forlik.desk.register.writing import secret_labels
from forlik.register.concept import Concept
from forlik.register.concepts import CONCEPTS, Act, Engagement
from forlik.register.dossier import NAMED, Case
from forlik.register.facets import SECRET, Facet, Joined, facet_named, facet_of, has
from forlik.register.placing import together
from forlik.register.rows import Row, as_known

SEEN, SEALED, FLOOR, CORRECTS, TOLD = "form-seen", "form-sealed", "form-floor", "form-corrects", "form-told"
"""Names of the inputs that are no field of the record."""
OF_A_STEP = ("transition", "provisional_until", "approver")
"""What an act says of a step of its engagement: steps have guards, and a page of their own."""
MOST_SEEN = 50


@dataclass(frozen=True)
class Draft:
    """What is being written.

    Args:
        asked: The question.
        case: The file; none while one is begun.
        concept: Name of the concept.
        id: Id of the record.
        raw: What stands in the inputs.
        seen: Spot → number of the revision from which the form was made.
        now: What of the record stands there now, as far as it is seen; none for a new one.
        sealed: The label chosen for what is sealed.
        floor: The least secret facet chosen for a whole new record.
        corrects: Whether a slip of the pen is corrected.
        told: The digest of what the author was told already.
        fixed: Field → what it says of a new record, whatever is written.
        sent: Whether somebody wrote it, and it does not only begin so.
        lost: What its author could seal when the form was opened, and no more.
    """

    asked: Asked
    case: Case | None
    concept: str
    id: str
    raw: Raw
    seen: Mapping[Spot, int] = field(default_factory=dict)
    now: Mapping[Spot, Row] = field(default_factory=dict)
    sealed: str = ""
    floor: Facet = Facet.OPEN
    corrects: bool = False
    told: str = ""
    fixed: Mapping[str, str] = field(default_factory=dict)
    sent: bool = False
    lost: Lost = field(default_factory=Lost)

    @property
    def kind(self) -> type[Concept]:
        """The concept."""
        return CONCEPTS[self.concept]

    @cached_property
    def choices(self) -> Choices:
        """What may be chosen."""
        return Choices(self.asked, self.case)

    @cached_property
    def keeping(self) -> Keeping:
        """Where its fields are kept."""
        hidden = not self.now and self.case is not None and self.choices.sealed_only(self.case.engagement.id)
        return Keeping(self.now, self.sealed, SECRET if hidden else self.floor)

    @cached_property
    def inputs(self) -> tuple[Input, ...]:
        """What is asked: of what is sealed nothing, from whoever can seal nothing, but for what was written already."""
        hidden = {one.name for one in self.hidden} - self.lost.fields
        return tuple(one for one in inputs(self.kind) if one.name not in hidden and not self._elsewhere(one.name))

    @cached_property
    def hidden(self) -> tuple[Input, ...]:
        """What is not asked, since whoever asks can seal nothing."""
        if secret_labels(self.asked.viewed):
            return ()
        sealed = (one for one in inputs(self.kind) if facet_of(self.kind, one.name) is SECRET)
        return tuple(one for one in sealed if not self._elsewhere(one.name))

    def _elsewhere(self, name: str) -> bool:
        """Fields that no form asks for: nothing new is withdrawn, whoever begins a file owns it, a step is guided."""
        if name == "withdrawn":
            return not self.now
        if self.kind is Act and name in OF_A_STEP:
            return True
        return name in self.fixed or (name == "owner" and self.kind is Engagement and bool(self.current.get("owner")))

    @cached_property
    def current(self) -> dict[str, Any]:
        """What the record says now, as JSON has it."""
        return _said(self.concept, self.id, self.now)

    @cached_property
    def base(self) -> dict[str, Any]:
        """What it said when the form was made."""
        if not self.now:
            return {}
        held = {spot.label for spot in self.now}
        rows = [row for row in history(held, self.id) if row.n <= self.seen.get(Spot(NAMED[row.facet], row.label), 0)]
        found = as_known(rows, self.asked.day)
        return _said(self.concept, self.id, {Spot(NAMED[row.facet], row.label): row for row in found})

    @cached_property
    def changed(self) -> tuple[str, ...]:
        """The fields in which something else stands than when the form was made."""
        found = (one.name for one in self.inputs if not same(one, self.raw, filled([one], self.base)))
        return (*found, *self.fixed)

    @cached_property
    def merged(self) -> dict[str, Any]:
        """What the record shall say: what its author changed, and else what stands there now."""
        asked = {one.name: one for one in self.inputs}
        said = {name: value for name, value in self.current.items() if name not in self.changed}
        mine = {name: read(asked[name], self.raw) for name in self.changed if name in asked}
        return {**said, **self.fixed, **{name: value for name, value in mine.items() if value is not None}}

    def record(self) -> Concept:
        """The record as it shall be.

        Raises:
            ValidationError: It says what cannot be.
        """
        return self.kind(id=self.id, **self.merged)


def _said(concept: str, record: str, rows: Mapping[Spot, Row]) -> dict[str, Any]:
    try:
        found = together(concept, record, {(spot.facet, spot.label): row.body for spot, row in rows.items()})
    except BadInput:
        return {}
    return found.model_dump(mode="json", exclude_defaults=True, exclude={"id"})


def filled(asked: "tuple[Input, ...] | list[Input]", said: Mapping[str, Any]) -> dict[str, list[str]]:
    """What stands in the inputs of some fields of which something is said."""
    found: dict[str, list[str]] = {}
    for one in asked:
        found |= written(one, said.get(one.name))
    return found


def numbers(asked: Asked, record: str) -> dict[Spot, int]:
    """Spot → number of its newest revision, of the facets that are seen: the one beside which a form is sent."""
    found: dict[Spot, int] = {}
    for row in history(asked.viewed.held, record):
        spot = Spot(NAMED[row.facet], row.label)
        found[spot] = max(row.n, found.get(spot, 0))
    return found


def new(
    asked: Asked,
    case: Case | None,
    concept: str,
    id_: str,
    said: Mapping[str, Any],
    fixed: Mapping[str, str] | None = None,
) -> Draft:
    """The draft of a record that is not there yet.

    Args:
        asked: The question.
        case: The file.
        concept: Name of the concept.
        id_: The id it shall have.
        said: What its form says to begin with.
        fixed: Field → what it says whatever is written.
    """
    draft = Draft(asked, case, concept, id_, {}, fixed=fixed or {})
    known = {name: value for name, value in said.items() if name in draft.kind.model_fields and value is not None}
    hidden = draft.choices.sealed_only
    known = {name: value for name, value in known.items() if not isinstance(value, str) or not hidden(value)}
    return replace(draft, raw=filled(draft.inputs, known), sealed=draft.choices.usual)


def of(asked: Asked, case: Case, record: str) -> Draft:
    """The draft of a record that is there, as it stands."""
    now = spots(asked.viewed.latest(record))
    concept = asked.viewed.dossier.concept(record)
    draft = Draft(asked, case, concept, record, {}, numbers(asked, record), now)
    own = sorted(spot.label for spot in now if spot.facet is SECRET)
    raw = filled(draft.inputs, draft.current) | _where_kept(draft)
    return replace(draft, raw=raw, sealed=own[0] if own else draft.choices.usual)


def _where_kept(draft: Draft) -> dict[str, list[str]]:
    """For each piece of a joined field, the facet in which it stands."""
    found = {}
    for one in draft.inputs:
        if has(draft.kind, one.name, Joined):
            for turn, piece in enumerate(draft.current.get(one.name, ())):
                there = [
                    spot.name
                    for spot, row in sorted(draft.now.items())
                    if piece in [plain(draft.kind, one.name, each) for each in row.body.get(one.name, ())]
                ]
                found[f"{one.name}.{turn}.{KEPT}"] = there[:1]
    return found


def sent(form: Any, before: Draft) -> Draft:
    """The draft as it was sent: fields that were not in the form are not taken from it."""
    labels = dict(before.choices.sealing)
    floor = form.get(FLOOR, "")
    return replace(
        before,
        lost=lost(form, form.getlist(SEEN)[:MOST_SEEN], before.hidden, before.asked.viewed.held),
        raw=taken(form, (*before.inputs, *before.hidden)),
        seen=_seen(form.getlist(SEEN), before) if before.now else {},
        sealed=form.get(SEALED, "") if form.get(SEALED, "") in labels else "",
        floor=facet_named(floor) if floor in ("open", "staff", "secret") and not before.now else Facet.OPEN,
        corrects=bool(form.get(CORRECTS)) and bool(before.now),
        told=form.get(TOLD, "")[:64],
        sent=True,
    )


def _seen(given: list[str], before: Draft) -> dict[Spot, int]:
    """The numbers that a form carries, of facets that are seen; of a facet without one, none was seen."""
    known = {spot.name: spot for spot in before.now}
    found = {}
    for one in given[:MOST_SEEN]:
        name, _, n = one.rpartition(" ")
        if name in known and n.isascii() and n.isdigit() and len(n) <= len("1000000"):
            found[known[name]] = int(n)
    return found
