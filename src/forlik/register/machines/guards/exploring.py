"""What it needs to begin to explore: who answers for it, how it began, and whom the lists name."""

from datetime import timedelta

from forlik.register.deciding import ENGAGES
from forlik.register.machines.began import began
from forlik.register.machines.guards.guard import Asked, Guard, Lack, those, unless
from forlik.register.machines.listing import Checked, checks, listing

LISTING_DAYS = 30
"""How old a listing check may be."""


def owner(asked: Asked) -> Lack:
    """The file names its owner."""
    return unless(asked.case.engagement.owner)


def deputy(asked: Asked) -> Lack:
    """The file names a deputy, who is somebody else: the record itself refuses one person as both."""
    return unless(asked.case.engagement.deputy)


def decision(asked: Asked) -> Lack:
    """An act of the file decides it, is a decision, and has evidence: a meeting at which it was said is none.

    To explore, a decision on an option that opened or changed the engagement is one, too.
    """
    act = asked.act
    own = act is not None and act.engagement == asked.case.engagement.id
    by_act = act and own and act.kind == "decision" and act.evidence
    return unless(by_act or (asked.transition == "explore" and _decided_on_an_option(asked)))


def _decided_on_an_option(asked: Asked) -> bool:
    own = asked.case.engagement.id
    return any(
        one.kind == "decision"
        and one.engagement == own
        and one.decided is not None
        and one.decided.decision in ENGAGES
        and one.made_on is not None
        and one.made_on <= asked.decided_on
        and bool(one.evidence)
        for one in asked.case.assessments
    )


def beginning(asked: Asked) -> Lack:
    """It is said how it began; “undocumented” is an answer. It is not guessed from the pillars or the place."""
    return unless(began(asked.case, asked.day).how)


def asked_by(asked: Asked) -> Lack:
    """Where it began because somebody asked, it is said who did: in the file, or in the request itself.

    While nothing says how it began, that is what is missing, and not who asked.
    """
    found = began(asked.case, asked.day)
    return unless(found.how is None or found.said)


def listing_check(asked: Asked) -> Lack:
    """Every armed actor named was checked in the last 30 days, the thirtieth included.

    Named are also those with a role that is over. A check that stands in another file of ours does not count: it was
    cleared for that one. Where no armed actor is named, nothing is asked.
    """
    own = asked.case.engagement.id
    oldest = asked.day - timedelta(days=LISTING_DAYS)
    made = {actor: checks(asked.case.dossier, actor, asked.day, own) for actor in asked.armed}
    return those(
        actor for actor, found in made.items() if not any(one.made_on and one.made_on >= oldest for one in found)
    )


def listing_restricts(asked: Asked) -> Lack:
    """The checks of the last 30 days name the lists, and say of each what it restricts, “nothing” being an answer.

    An actor without such a check lacks the check, and is not told here again.
    """
    rows = _fresh(asked)
    unnamed = {one for one, found in rows.items() if not found}
    unsaid = {one for one, found in rows.items() if any(not checked.restricts for checked in found)}
    return those(unnamed | unsaid)


def listing_match(asked: Asked) -> Lack:
    """Where a list restricts something, it is said how sure it is that the listed one is meant."""
    rows = _fresh(asked)
    return those(one for one, found in rows.items() if any(row.listed and row.match is None for row in found))


def listing_cleared(asked: Asked) -> Lack:
    """Somebody of the house cleared each of these checks, also one that found nothing."""
    rows = _fresh(asked)
    return those(one for one, found in rows.items() if any(not row.cleared_by for row in found))


def contact_safety(asked: Asked) -> Lack:
    """A note on safe contact stands in the file and is written; an empty record is none, nor is another file's."""
    return unless(asked.own_texts("contact_safety"))


def _fresh(asked: Asked) -> dict[str, tuple[Checked, ...]]:
    """Armed actor → what each list says of it, of the actors with a check of the last 30 days."""
    late = listing_check(asked) or ()
    own = asked.case.engagement.id
    return {
        actor: tuple(row for row in listing(asked.case.dossier, actor, asked.day, own) if row.age <= LISTING_DAYS)
        for actor in asked.armed
        if actor not in late
    }


OWNER = Guard(
    "owner", "an owner", "en ansvarlig",
    "name who answers for the file", "oppgi hvem som svarer for saken", owner,
)  # fmt: skip
DEPUTY = Guard(
    "deputy", "a deputy", "en stedfortreder",
    "name who stands in for the owner", "oppgi hvem som trer inn for den ansvarlige", deputy,
)  # fmt: skip
DECISION = Guard(
    "decision", "a decision, with evidence", "en beslutning, med belegg",
    "record who decided it, and by what it is known", "registrer hvem som besluttet, og hva det bygger på", decision,
)  # fmt: skip
BEGAN = Guard(
    "began", "how it began", "hvordan det begynte",
    "say who asked, that it is our own initiative, or that it is undocumented",
    "oppgi hvem som ba om det, at det er vårt eget initiativ, eller at det er udokumentert", beginning,
)  # fmt: skip
ASKED_BY = Guard(
    "asked_by", "who asked: that somebody did is recorded, and not who",
    "hvem som ba om det: at noen gjorde det er registrert, men ikke hvem",
    "name who asked, in the file or in the request; if no source says who, say that how it began is undocumented",
    "oppgi hvem som ba om det, i saken eller i anmodningen; sier ingen kilde det, oppgi at begynnelsen er udokumentert",
    asked_by,
)  # fmt: skip
LISTING = (
    Guard(
        "listing_check",
        f"a listing check of every armed actor named, at most {LISTING_DAYS} days old",
        f"en listesjekk av hver væpnet aktør som er nevnt, høyst {LISTING_DAYS} dager gammel",
        "check the actors named against the lists", "sjekk de nevnte aktørene mot listene",
        listing_check, only_with_process=True,
    ),
    Guard(
        "listing_restricts", "what each list restricts", "hva hver liste begrenser",
        "name the lists that were looked at, and say of each what it restricts, or that it restricts nothing",
        "oppgi listene som ble sjekket, og hva hver av dem begrenser, eller at den ikke begrenser noe",
        listing_restricts, only_with_process=True,
    ),
    Guard(
        "listing_match", "how sure it is that the listed one is meant", "hvor sikkert det er at det er den listede",
        "say how sure the match is", "oppgi hvor sikkert treffet er",
        listing_match, only_with_process=True,
    ),
    Guard(
        "listing_cleared", "by whom the listing check was cleared", "hvem som klarerte listesjekken",
        "have somebody clear the check", "få noen til å klarere sjekken",
        listing_cleared, only_with_process=True,
    ),
)  # fmt: skip
CONTACT_SAFETY = Guard(
    "contact_safety", "a contact-safety note", "et notat om trygg kontakt",
    "write how contact is kept without endangering anybody", "skriv hvordan kontakt holdes uten fare for noen",
    contact_safety,
)  # fmt: skip
