"""What it needs to begin to close, to close, to decline and to reopen."""

from forlik.register.concepts import Text
from forlik.register.day import first_day
from forlik.register.machines.began import ASKED
from forlik.register.machines.guards.guard import Asked, Guard, Lack, those, unless
from forlik.register.machines.ours import DISPOSED, undisposed
from forlik.register.machines.when import after, by
from forlik.register.vocabulary import vocabulary


def reason(asked: Asked) -> Lack:
    """The act says why."""
    return unless(asked.act and asked.act.reason)


def dispositions(asked: Asked) -> Lack:
    """Of each promise of ours that is open, the act says what becomes of it: kept, waived, replaced or handed over.

    One that is judged to have ended already needs no more. That it stays broken or disputed is no disposition.
    """
    said = {one.commitment for one in asked.act.dispositions if one.how in DISPOSED} if asked.act else set()
    return those(one.id for one in undisposed(asked.case, asked.day) if one.id not in said)


def protection_plan(asked: Asked) -> Lack:
    """A plan to protect contacts and partners stands in the file and is written in this life of it."""
    return unless(_of_this_life(asked, "protection_plan"))


def nothing_owed(asked: Asked) -> Lack:
    """No promise of ours is left undisposed: each was judged to be kept, waived, replaced or handed over.

    What the act that began the closing said should become of them is not enough any more.
    """
    return those(one.id for one in undisposed(asked.case, asked.day))


def debrief(asked: Asked) -> Lack:
    """A debrief of this life of the file has all six parts; parts in two debriefs do not add up to one."""
    parts = set(vocabulary("parts"))
    return unless(any(parts <= set(one.parts) for one in _of_this_life(asked, "debrief")))


def archive_package(asked: Asked) -> Lack:
    """The archive package of this life of the file carries the hash of its latest version."""
    packages = _of_this_life(asked, "archive_package")
    return unless(any(one.versions and one.versions[-1].content_hash for one in packages))


def release_date(asked: Asked) -> Lack:
    """The file says from which day it may be released; a day that is over says that it may be now."""
    return unless(asked.case.engagement.release_on)


def new_request(asked: Asked) -> Lack:
    """Somebody asked after the closing, by a request or an invitation that says who and has evidence."""
    closed = asked.last("close")
    asked_for = (one for one in asked.case.acts if one.kind in ASKED and one.by and one.evidence)
    return unless(
        any(
            by(one.happened, asked.day)
            and one.engagement in (asked.case.engagement.id, None)
            and (closed is None or after(asked.case.dossier, one, closed))
            for one in asked_for
        )
    )


def _of_this_life(asked: Asked, kind: str) -> tuple[Text, ...]:
    """Texts of the file that are dated since it was last reopened; while it never was, all of them."""
    reopened = asked.last("reopen")
    texts = asked.own_texts(kind)
    if reopened is None or reopened.happened is None:
        return texts
    since = first_day(reopened.happened)
    return tuple(one for one in texts if any(first_day(day) >= since for day in _dated(one)))


def _dated(text: Text) -> tuple[str, ...]:
    return tuple(one for one in (text.signed, *(version.dated for version in text.versions)) if one)


REASON = Guard(
    "reason", "a reason", "en begrunnelse",
    "say why", "oppgi hvorfor", reason,
)  # fmt: skip
BEGIN_CLOSING = (
    REASON,
    Guard(
        "dispositions", "what becomes of each open promise of ours", "hva som blir av hvert åpent løfte fra oss",
        "say of each whether it is kept, waived, replaced or handed over",
        "oppgi for hvert om det innfris, frafalles, erstattes eller overføres", dispositions,
    ),
    Guard(
        "protection_plan", "a plan to protect contacts and partners", "en plan for å beskytte kontakter og partnere",
        "write how contacts and partners are protected when we leave",
        "skriv hvordan kontakter og partnere beskyttes når vi går", protection_plan,
    ),
)  # fmt: skip
CLOSE = (
    Guard(
        "nothing_owed", "no promise of ours that is left open", "intet løfte fra oss som står åpent",
        "judge what became of each promise", "vurder hva som ble av hvert løfte", nothing_owed,
    ),
    Guard(
        "debrief", "a debrief with all six parts", "en sluttsamtale med alle seks deler",
        "file the debrief, all parts of it", "legg inn sluttsamtalen, alle deler av den", debrief,
    ),
    Guard(
        "archive_package", "an archive package with its hash", "en arkivpakke med kontrollsum",
        "archive the file and record the hash", "arkiver saken og registrer kontrollsummen", archive_package,
    ),
    Guard(
        "release_date", "a release date", "en dato for frigivelse",
        "set the day from which the file may be released", "sett dagen saken kan frigis fra", release_date,
    ),
)  # fmt: skip
NEW_REQUEST = Guard(
    "new_request", "a new request", "en ny anmodning",
    "record who asked after the closing", "registrer hvem som ba om det etter avslutningen", new_request,
)  # fmt: skip
