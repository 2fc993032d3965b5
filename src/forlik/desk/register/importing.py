"""Import: records from a file, through the register's only door, all or none; a dry run is the same, taken back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby

from forlik.core.errors import BadInput, ForlikError
from forlik.desk import refusals
from forlik.desk.access.labels import CONFIDENTIAL, PUBLIC, grade, labels
from forlik.desk.access.log import writing
from forlik.desk.access.opening import ready
from forlik.desk.access.people import compartment_name
from forlik.desk.access.person import Person
from forlik.desk.records.change import Change, Grounds
from forlik.desk.records.considered import OF_ANOTHER
from forlik.desk.records.rows import everything
from forlik.desk.records.stepping import MOVES
from forlik.desk.records.together import record_together
from forlik.desk.register.importing_decisions import decided_here
from forlik.desk.register.writing import GROUNDS, REVIEW_DAYS
from forlik.register.archive import KIND
from forlik.register.checks import CHECKS, consenting, references
from forlik.register.concepts import Act, Text
from forlik.register.deciding import forecasting, resting
from forlik.register.dossier import Dossier, dossier
from forlik.register.exchange.carried import Said, Unreadable, Wrong
from forlik.register.exchange.comparing import Compared, Key, compared, rows_after, translated
from forlik.register.exchange.judging import judged
from forlik.register.exchange.reading import read
from forlik.register.placing import lacking
from forlik.register.rows import Row

OF_THE_HIDDEN = (references, consenting, resting)
"""Checks that miss something: what they miss may be hidden from whoever exported the file, so that it is told only."""
TOLD_ONLY = (*OF_THE_HIDDEN, forecasting)
"""Checks of which whoever imports is told only. What was expected with its option elsewhere stays as it was made there;
for an option that is here, the door refuses it."""
FIRST = ("engagement", "process", "plan", "actor", "text")
"""Concepts that others name, in the order in which they are recorded."""


@dataclass(frozen=True)
class Brought:
    """What a file would bring into the register, or has brought.

    Args:
        facets: Each facet of it beside the same in the register.
        wrong: Why nothing is imported: every reason there is.
        told: What must be known, and hinders nothing.
        done: Whether it was imported.
    """

    facets: tuple[Compared, ...] = ()
    wrong: tuple[Wrong, ...] = ()
    told: tuple[Wrong, ...] = ()
    done: bool = False

    def of(self, what: str) -> tuple[Compared, ...]:
        """The facets that are new, changed, the same, or left out."""
        return tuple(one for one in self.facets if one.what == what)


@dataclass
class _Incoming:
    """What is brought, while it is looked at."""

    person: Person
    now: datetime
    held: frozenset[str]
    rows: Mapping[Key, Sequence[Row]]
    facets: tuple[Compared, ...] = ()
    wrong: list[Wrong] = field(default_factory=list)
    told: list[Wrong] = field(default_factory=list)
    after: Dossier | None = None


class _UndoneError(Exception):
    """Takes back everything that was recorded."""


def bring_in(content: bytes, name: str, person: Person, now: datetime, *, dry: bool) -> Brought:
    """Import a file, when nothing in it is wrong.

    Args:
        content: Its bytes.
        name: What it is called.
        person: Who imports it, and will answer for the files that are new.
        now: When.
        dry: Whether it is only looked at: all is done, and taken back.
    """
    ready()
    try:
        copy, amiss = read(content, name)
    except Unreadable as error:
        return Brought(wrong=(error.wrong,))
    facets, wrong = judged(copy.facets)
    held = labels(person, now)
    rooms = {label.partition(":")[2] for label in held if grade(label) >= CONFIDENTIAL}
    here, not_held = translated(replace(copy, facets=facets), held, {one: compartment_name(one) for one in rooms})
    come = _Incoming(person, now, held, _rows(held), wrong=[*amiss, *wrong, *not_held], told=[*copy.left])
    come.facets, clashes = compared(here, come.rows, now)
    come.wrong += clashes
    _look(come)
    done = not come.wrong and _recorded(come, dry=dry)
    return Brought(come.facets, tuple(come.wrong), tuple(come.told), done=done)


def _rows(held: frozenset[str]) -> dict[Key, list[Row]]:
    found: dict[Key, list[Row]] = {}
    for _, row in everything(held):
        found.setdefault((row.record, row.facet, row.label), []).append(row)
    return found


def _look(come: _Incoming) -> None:
    """Hold every record that is new or changes against the others, as they will be."""
    brought = [one for one in come.facets if one.adds]
    there = [row for rows in come.rows.values() for row in rows]
    come.after = after = dossier([*there, *rows_after(brought, come.now)], come.now.date())
    here = dossier(there, come.now.date())
    for record, some in groupby(sorted(brought, key=_by_record), key=lambda one: one.carried.record):
        where = next(some).carried.where
        come.wrong += (*_step(record, where, here, after), *_package(record, where, here, after))
        come.wrong += decided_here(record, where, here, after)
        if record in after:
            _doubts(record, where, after, come)


def _by_record(one: Compared) -> tuple[str, str]:
    return one.carried.record, one.carried.facet


def _step(record: str, where: str, here: Dossier, after_all: Dossier) -> Iterator[Wrong]:
    """A step of a file that is here is taken on its page, where its guards are asked; that of a new file was taken.

    The record is judged whole: the step stands in one facet, and the file that it moves in another.
    """
    try:
        before, after = here.get(Act, record), after_all.get(Act, record)
    except BadInput:
        return  # told with the other doubts
    if not any(one and one.transition for one in (before, after)):
        return
    if all(getattr(before, name, None) == getattr(after, name, None) for name in MOVES):
        return
    if any(one and one.engagement in here for one in (before, after)):
        yield Wrong(
            where, "transition", "a step is taken on its own page, where everything it lacks is named",
            "et skritt tas på sin egen side, der alt det mangler er nevnt", "leave it out, and take the step there",
            "la det stå utenfor, og ta skrittet der",
        )  # fmt: skip


def _package(record: str, where: str, here: Dossier, after_all: Dossier) -> Iterator[Wrong]:
    """An archive package of a file that is here is recorded by the page that makes it; that of a new file was made."""
    try:
        after = after_all.get(Text, record)
    except BadInput:
        return  # told with the other doubts
    if after and after.kind == KIND and record not in here and after.engagement in here:
        yield Wrong(
            where, "kind", "an archive package is recorded by the page that makes it",
            "en arkivpakke registreres av siden som lager den", "leave it out, and make a new one there",
            "la den stå utenfor, og lag en ny der",
        )  # fmt: skip


def _doubts(record: str, where: str, after: Dossier, come: _Incoming) -> None:
    try:
        proposed = after[record]
    except BadInput as error:
        come.wrong.append(Wrong(where, "", error.what, f"godtas ikke: {refusals.said(error.what)}", *_CORRECT))
        return
    for check in CHECKS:
        for one in check(after, proposed, come.now.date()):
            kind = come.wrong if one.refuse and check not in TOLD_ONLY else come.told
            kind.append(Wrong(where, one.field, one.en, one.nb, one.remedy_en, one.remedy_nb))
    for name in lacking(proposed):
        come.told.append(Wrong(where, name, "it is not said", "det er ikke oppgitt", *_SAY_IT))


_CORRECT = ("correct what it says", "rett innholdet")
_SAY_IT = ("say it here, if the file left it out", "oppgi det her, hvis filen utelot det")


def _recorded(come: _Incoming, *, dry: bool) -> bool:
    """Record everything in one transaction; the first that the door refuses ends it, and nothing stays."""
    try:
        with writing():
            for one in _in_order(come.facets):
                _record(one, come)
            if dry:
                raise _UndoneError  # noqa: TRY301 - the transaction ends with it
    except _UndoneError:
        return False
    return True


def _refused(one: Compared, error: ForlikError) -> Wrong:
    remedy = error.remedy or "import it without this record"
    return Wrong(
        one.carried.where, "", f"it was refused: {error.what}", f"avvist: {refusals.said(error.what)}", remedy,
        refusals.said(error.remedy) or "importer uten denne posten",
    )  # fmt: skip


def _in_order(facets: Iterable[Compared]) -> list[Compared]:
    """What others stand in comes first, and what is about another judgement after that."""
    rank = {name: turn for turn, name in enumerate(FIRST)}
    every = [one for one in facets if one.adds]
    last = {one.carried.record for one in every if any(said.body.get("kind") in OF_ANOTHER for said in one.adds)}

    def order(one: Compared) -> tuple[bool, int, bool, str, str]:
        carried = one.carried
        inside = carried.file not in ("", carried.record)
        turn = rank.get(carried.concept, len(rank))
        return inside, turn, carried.record in last, carried.record, carried.facet

    return sorted(every, key=order)


def _record(one: Compared, come: _Incoming) -> None:
    try:
        changes = [_change(one, turn, said, come) for turn, said in enumerate(one.adds)]
        record_together(changes, come.person, come.now)
    except ForlikError as error:
        come.wrong.append(_refused(one, error))
        raise _UndoneError from error


def _change(one: Compared, turn: int, said: Said, come: _Incoming) -> Change:
    carried = one.carried
    return Change(
        record=carried.record,
        concept=carried.concept,
        facet=carried.facet,
        label=carried.label,
        body=said.body,
        expected=one.expected + turn,
        known_at=said.known_at,
        file=carried.file if come.after and carried.file in come.after else "",
        grounds=_grounds(one, come) if one.what == "new" else None,
        package=True,
        carried=True,
    )


def _grounds(one: Compared, come: _Incoming) -> Grounds | None:
    why = one.carried.why
    if one.carried.label == PUBLIC:
        return None
    if why is None:
        return Grounds(*GROUNDS, (come.now + timedelta(days=REVIEW_DAYS)).date())
    return why
