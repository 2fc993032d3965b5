"""Where an engagement stands: state, phase, how it began, what we do in it, on what it rests, and who answers."""

from collections.abc import Iterator

from forlik.briefs.document import Line, Strong, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.telling import cut
from forlik.register.concepts import Role, Text
from forlik.register.machines.began import began
from forlik.register.machines.guards.activating import THIRD
from forlik.register.machines.mandate import rests, running
from forlik.register.machines.when import current
from forlik.register.seed import US

SAID = ("outcome", "red_lines", "approvals")
"""Texts of an engagement; the last two are for the whole file alone."""
DAYS = ("ends_on", "review_on", "release_on")


def standing(of: Opened) -> list[Line]:
    """The facts above all others, a line each; what is not known stands among the gaps.

    Args:
        of: The engagement.
    """
    parts = (
        _state(of),
        _phase(of),
        _began(of),
        _doing(of),
        _mandate(of),
        _where(of),
        _days(of),
        _people(of),
        _said(of),
    )
    return [one for part in parts for one in part]


def _state(of: Opened) -> Iterator[Line]:
    if of.life.told:
        state, last = of.telling.word("states", of.life.state), of.life.history[-1]
        of.telling.of(*(one.act for one in of.life.history))
        yield _row(of, "state", of.telling.fact(_since(of, state, of.life.since), last.act, "transition", "happened"))


def _phase(of: Opened) -> Iterator[Line]:
    process = of.case.process
    if process is None:
        return
    if of.phase and of.phase.stage and of.phase.rests_on:
        said = _since(of, of.telling.word("stages", of.phase.stage), of.phase.since)
        yield _row(of, "phase", of.telling.fact(said, of.phase.rests_on, "stage", "signed", "happened"))
    if process.public_phase:
        said = of.telling.word("stages", process.public_phase)
        yield _row(of, "phase.public", of.telling.fact(said, process.id, "public_phase"))
    if process.phase_note and of.full:
        yield _row(of, "phase.note", of.telling.fact(process.phase_note, process.id, "phase_note"))


def _began(of: Opened) -> Iterator[Line]:
    found = began(of.case)
    if found.how is None:
        return
    said = of.telling.word("began", found.how)
    if names := of.telling.names(found.by):
        said += f": {cut(names, of.longest)}"
    said += f", {found.since}" if found.since else ""
    said += of.say("began.differs") if found.differs else ""
    # What the file says counts; where it says nothing, the first who asked.
    record = of.case.engagement.id if found.stated or not found.acts else found.acts[0]
    fields = ("began", "requested_by") if found.stated else ("kind", "happened", "by")
    yield _row(of, "began", of.telling.fact(said, record, *fields, beside=(*found.acts, *found.by)))


def _doing(of: Opened) -> Iterator[Line]:
    one = of.case.engagement
    if one.modes:
        yield _row(of, "modes", of.telling.fact(of.telling.words("modes", one.modes), one.id, "modes"))
    for role in _our_roles(of):
        said = of.say("role.of", role=of.telling.word("role_words", role.kind), of=of.telling.called(role.of))
        said += f", {of.say('role.until', day=role.until)}" if role.until else ""
        yield _row(of, "role", of.telling.fact(cut(_since(of, said, role.since), of.longest), role.id))


def _our_roles(of: Opened) -> list[Role]:
    """The roles of the home actor in the file, and where it has none, those of a third party in the engagement."""
    own, day = of.case.engagement.id, of.case.day
    mine = [one for one in of.case.roles if one.actor == US and one.of in of.case.files]
    third = [one for one in of.case.roles if one.of == own and one.kind in THIRD]
    return sorted(mine or third, key=lambda one: (not current(one, day), one.since or "", one.id))


def _mandate(of: Opened) -> Iterator[Line]:
    named = of.case.dossier.get(Text, of.case.engagement.mandate)
    if named is None:
        return
    text = rests(of.case, of.case.day) or running(of.case, named, of.case.day)
    title = cut(of.telling.called(text.id), of.longest)
    if text.ends_on is None:
        said = of.say("mandate.open", title=title)
    else:
        over = text.ends_on < of.case.day
        said = of.say("mandate.over" if over else "mandate.until", title=title, day=text.ends_on)
    beside = (of.case.engagement.id, named.id)
    yield _row(of, "mandate", of.telling.fact(said, text.id, "title", "public_title", "ends_on", beside=beside))


def _where(of: Opened) -> Iterator[Line]:
    one, telling = of.case.engagement, of.telling
    if one.places:
        said = ", ".join(map(telling.place, one.places))
        yield _row(of, "places", telling.fact(cut(said, of.longest), one.id, "places"))
    if one.pillars:
        yield _row(of, "pillars", telling.fact(telling.words("pillars", one.pillars), one.id, "pillars"))
    if of.case.process:
        said = cut(telling.called(of.case.process.id), of.longest)
        yield _row(of, "process", telling.fact(said, of.case.process.id, "label"))
    if of.case.plan and of.full:
        yield _row(of, "plan", telling.fact(telling.called(of.case.plan.id), of.case.plan.id))


def _days(of: Opened) -> Iterator[Line]:
    one = of.case.engagement
    for field, code in (("start", "started"), ("end", "ended"), *((name, name) for name in DAYS)):
        if (day := getattr(one, field)) and (of.full or field != "release_on"):
            yield _row(of, code, of.telling.fact(str(day), one.id, field))


def _people(of: Opened) -> Iterator[Line]:
    one = of.case.engagement
    for field in ("owner", "deputy"):
        if name := of.telling.person(getattr(one, field)):
            yield _row(of, field, of.telling.fact(cut(name, of.longest), one.id, field))


def _said(of: Opened) -> Iterator[Line]:
    one = of.case.engagement
    for field in SAID if of.full else SAID[:1]:
        if text := getattr(one, field):
            yield _row(of, field, of.telling.fact(cut(text, of.longest), one.id, field))


def _since(of: Opened, what: str, day: str | None) -> str:
    return of.say("since", what=what, day=day) if day else what


def _row(of: Opened, code: str, *parts: object) -> Line:
    return line(Strong(f"{of.say(code)}:"), " ", *parts)  # type: ignore[arg-type]
