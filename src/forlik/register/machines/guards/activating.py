"""What it needs to engage: a role, a mandate, diligence, inclusion, a way out, and consent or a need."""

from datetime import timedelta

from forlik.register.concepts import Role
from forlik.register.machines.consent import accepted
from forlik.register.machines.guards.guard import Asked, Guard, Lack, those, unless
from forlik.register.machines.mandate import rests
from forlik.register.machines.ours import without
from forlik.register.machines.when import current

DILIGENCE_DAYS = 90
"""How old a judgement on conflict sensitivity or human rights may be."""
THIRD = frozenset(
    {"guarantor", "witness", "mediator", "facilitator", "co_chair", "observer", "monitor", "host", "supporter", "donor"}
)
"""Roles that somebody has in an engagement who is no party to the conflict and no partner of ours."""
GIVEN_UP = frozenset({"waived", "superseded"})
CONFIRMS = {"resume": "suspend", "reopen": "close"}
"""Steps that need consent anew → the step after which it must have been given."""


def mode(asked: Asked) -> Lack:
    """It is said what we do in it, or a third party's role in the engagement itself is held on the day."""
    engagement = asked.case.engagement
    roles = asked.case.dossier.near(Role, [engagement.id])
    held = any(one.of == engagement.id and one.kind in THIRD and current(one, asked.day) for one in roles)
    return unless(engagement.modes or held)


def mandate(asked: Asked) -> Lack:
    """The file names the text that it rests on; it is no draft, was adopted, and runs on the day, its last included.

    A mandate that has ended counts when a text that renews it runs.
    """
    return unless(rests(asked.case, asked.day))


def conflict_sensitivity(asked: Asked) -> Lack:
    """The effect on the conflict was judged in the last 90 days, the ninetieth included, for the engagement as a whole.

    A judgement on a partner or on a single track is none on the whole, and one that says nothing is none.
    """
    return _judged_lately(asked, "conflict_sensitivity")


def human_rights(asked: Asked) -> Lack:
    """Human-rights due diligence was done in the last 90 days; its edges are those of conflict sensitivity."""
    return _judged_lately(asked, "human_rights_diligence")


def role_conflicts(asked: Asked) -> Lack:
    """It was declared whether we are belligerent, donor or arms exporter; that we are none of them is declared too."""
    return unless(asked.judgements("role_conflict"))


def inclusion_plan(asked: Asked) -> Lack:
    """A plan for inclusion (UNSCR 1325) stands in the file and is written."""
    return unless(asked.own_texts("inclusion_plan"))


def exit_criterion(asked: Asked) -> Lack:
    """It is said when the work is done: a criterion of this file that was neither waived nor replaced.

    One that is met already still counts: that the work may end does not mean that it may not begin.
    """
    own = asked.case.engagement.id
    criteria = [one for one in asked.case.commitments if one.kind == "exit_criterion" and one.engagement == own]
    return unless(any(one.promise for one in without(asked.case, asked.day, criteria, GIVEN_UP)))


def end_or_review(asked: Asked) -> Lack:
    """The file says on which day it ends or is looked at again, and that day is not over."""
    engagement = asked.case.engagement
    days = [one for one in (engagement.ends_on, engagement.review_on) if one]
    return unless(any(one >= asked.day for one in days))


def consent(asked: Asked) -> Lack:
    """Consent, with evidence, stands from every primary party of the process on the day.

    A party that consented to a part only, or was never asked, may be waived, by an act of its own with a reason; a
    withdrawal undoes a waiver. Not all may be waived, and where nobody is named as primary party there is no consent.
    To resume, or to reopen, it must have been given after the suspension, or after the closing.
    """
    earlier = CONFIRMS.get(asked.transition)
    return accepted(asked.case, asked.day, asked.last(earlier) if earlier else None)


def need(asked: Asked) -> Lack:
    """Where no process is named: a need was found, with evidence."""
    return unless(any(one.evidence for one in asked.judgements("need")))


def partner_diligence(asked: Asked) -> Lack:
    """Where no process is named: every partner of the day was looked into; where none is named, the file says so.

    A judgement about one partner is none about another; with no partner named, one about the engagement is needed.
    """
    own = asked.case.engagement.id
    roles = [one for one in asked.case.roles if one.kind == "partner" and current(one, asked.day)]
    partners = {one.actor for one in roles if one.actor and one.of == own}
    if not partners:
        return unless(asked.judgements("partner_diligence"))
    seen = {one.about for one in asked.judgements("partner_diligence", partners)}
    return those(partners - seen)


def _judged_lately(asked: Asked, kind: str) -> Lack:
    oldest = asked.day - timedelta(days=DILIGENCE_DAYS)
    return unless(any(one.made_on and one.made_on >= oldest for one in asked.judgements(kind)))


CONSENT = Guard(
    "consent", "consent from every primary party, with evidence, or a waiver with its reason",
    "samtykke fra hver hovedpart, med belegg, eller et begrunnet unntak",
    "record each party's consent and by what it is known, or why a party is not waited for",
    "registrer hver parts samtykke og hva det bygger på, eller hvorfor det ikke ventes på en part",
    consent, only_with_process=True,
)  # fmt: skip
ACTIVATE = (
    Guard(
        "mode", "our role, or what we do", "vår rolle, eller hva vi gjør",
        "say what we do in it", "oppgi hva vi gjør i det", mode,
    ),
    Guard(
        "mandate", "a mandate that runs", "et mandat som løper",
        "name the text that it rests on, or the one that renews it",
        "oppgi teksten det bygger på, eller den som fornyer den", mandate,
    ),
    Guard(
        "conflict_sensitivity", f"a judgement on conflict sensitivity, at most {DILIGENCE_DAYS} days old",
        f"en vurdering av konfliktsensitivitet, høyst {DILIGENCE_DAYS} dager gammel",
        "judge what it does to the conflict", "vurder hva det gjør med konflikten", conflict_sensitivity,
    ),
    Guard(
        "human_rights", f"human-rights due diligence, at most {DILIGENCE_DAYS} days old",
        f"aktsomhetsvurdering om menneskerettigheter, høyst {DILIGENCE_DAYS} dager gammel",
        "judge what it does to human rights", "vurder hva det gjør med menneskerettighetene", human_rights,
    ),
    Guard(
        "role_conflicts", "a declaration of role conflicts", "en erklæring om rollekonflikter",
        "declare whether we are belligerent, donor or arms exporter, or none of them",
        "erklær om vi er krigførende, giver eller våpeneksportør, eller ingen av delene", role_conflicts,
    ),
    Guard(
        "inclusion_plan", "an inclusion plan (UNSCR 1325)", "en inkluderingsplan (UNSCR 1325)",
        "write how women and others are included", "skriv hvordan kvinner og andre inkluderes", inclusion_plan,
    ),
    Guard(
        "exit_criterion", "an exit criterion", "et kriterium for avslutning",
        "say by what it is seen that the work is done", "oppgi hva som viser at arbeidet er ferdig", exit_criterion,
    ),
    Guard(
        "end_or_review", "a day of its end or review that is not over",
        "en dag for avslutning eller gjennomgang som ikke er passert",
        "set the day on which it ends or is looked at again", "sett dagen det avsluttes eller gjennomgås",
        end_or_review,
    ),
    CONSENT,
    Guard(
        "need", "a need, with evidence", "et behov, med belegg",
        "record the need and by what it is known", "registrer behovet og hva det bygger på",
        need, only_without_process=True,
    ),
    Guard(
        "partner_diligence", "due diligence on every partner", "sjekk av hver partner",
        "look into the partners", "sjekk partnerne", partner_diligence, only_without_process=True,
    ),
)  # fmt: skip
