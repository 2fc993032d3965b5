"""What happened in a file, and the texts in it."""

from collections.abc import Iterator

from forlik.briefs.document import Inline, Line, Strong, line
from forlik.briefs.engagement.opened import Opened
from forlik.briefs.filed import act_line
from forlik.register.answers.timeline import dated
from forlik.register.concepts import Text

LAST = 5
"""Acts that one page tells."""


def last_acts(of: Opened) -> list[Line]:
    """The acts that happened last, the newest first.

    Args:
        of: The engagement.
    """
    return [act_line(of.telling, one, of.longest) for one in list(reversed(of.case.acts))[:LAST]]


def timeline(of: Opened) -> list[Line]:
    """All acts, the newest first, with everything that each says.

    Args:
        of: The engagement.
    """
    return [act_line(of.telling, one, whole=True) for one in reversed(of.case.acts)]


def texts(of: Opened) -> list[Line]:
    """All texts, the newest first; what nobody dates comes last.

    Args:
        of: The engagement.
    """
    ordered = sorted(of.case.texts, key=lambda one: (dated(one) or "", one.id), reverse=True)
    return [_text(of, one) for one in ordered]


def _text(of: Opened, one: Text) -> Line:
    said = ", ".join(part for part in (of.telling.word("text_kinds", one.kind), *_days(of, one)) if part)
    parts: list[Inline] = [Strong(of.telling.called(one.id)), ": ", of.telling.fact(said or "–", one.id)]
    if one.summary:
        parts += [". ", of.telling.fact(one.summary, one.id, "summary")]
    return line(*parts)


def _days(of: Opened, one: Text) -> Iterator[str]:
    if one.signed:
        yield of.say("text.signed", day=one.signed)
    if one.starts_on:
        yield of.say("text.from", day=one.starts_on)
    if one.ends_on:
        yield of.say("text.until", day=one.ends_on)
    if one.versions:
        yield of.say("text.version", day=one.versions[-1].dated)
    if one.stage:
        yield of.telling.word("stages", one.stage)
    if one.renews and one.renews in of.case.dossier:
        yield of.say("text.renews", title=of.telling.called(one.renews))
    if one.parts:
        yield of.say("text.parts", parts=of.telling.words("parts", one.parts))
