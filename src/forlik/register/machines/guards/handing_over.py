"""What a change of owner needs: a hand-over that says what is open, whom to call and what comes next."""

from forlik.register.concepts import Role
from forlik.register.machines.guards.guard import Asked, Guard, Lack, those, unless
from forlik.register.machines.ours import undisposed
from forlik.register.machines.when import current

CONTACTS = frozenset({"intermediary", "source"})
"""Roles whose holders are live contacts of ours while they hold them."""


def hand_over(asked: Asked) -> Lack:
    """An act of the file hands it over."""
    act = asked.act
    return unless(act and act.kind == "hand_over" and act.engagement == asked.case.engagement.id)


def new_owner(asked: Asked) -> Lack:
    """The act names who takes over: somebody else than the owner, unless it is recorded and was carried out."""
    act = asked.act
    if act is None or act.new_owner is None:
        return ()
    return unless(act.new_owner != asked.case.engagement.owner or act.id in asked.case.dossier)


def open_promises(asked: Asked) -> Lack:
    """The act lists every promise of ours that is open on the day; where none is, there is nothing to list."""
    listed = asked.act.commitments if asked.act else ()
    return those(one.id for one in undisposed(asked.case, asked.day) if one.id not in listed)


def live_contacts(asked: Asked) -> Lack:
    """The act lists the live contacts, and among them every intermediary and source of the day.

    An empty list is no list: whoever takes over a file takes over somebody to call.
    """
    listed = set(asked.act.contacts) if asked.act else set()
    of = asked.case.files
    roles = (one for one in asked.case.dossier.near(Role, of) if one.kind in CONTACTS and current(one, asked.day))
    left_out = {one.actor for one in roles if one.actor} - listed
    return those(left_out) if left_out else unless(listed)


def next_dates(asked: Asked) -> Lack:
    """The act says what comes next, and when."""
    return unless(asked.act and asked.act.next_dates)


def confirmed(asked: Asked) -> Lack:
    """Both confirmed it: who takes over, and who hands over.

    Who hands over is the owner of the file; when the file already names the new one, anybody else than that.
    """
    if asked.act is None:
        return ()
    by, takes, owner = set(asked.act.confirmed_by), asked.act.new_owner, asked.case.engagement.owner
    gives = owner in by if owner and owner != takes else bool(by - {takes})
    return unless(gives and (takes in by if takes else by - {owner}))


HANDING_OVER = (
    Guard(
        "hand_over", "a hand-over", "en overlevering",
        "record the hand-over", "registrer overleveringen", hand_over,
    ),
    Guard(
        "new_owner", "who takes over", "hvem som tar over",
        "name somebody else than the owner", "oppgi en annen enn den ansvarlige", new_owner,
    ),
    Guard(
        "open_promises", "every open promise of ours", "hvert åpent løfte fra oss",
        "list the open promises", "før opp de åpne løftene", open_promises,
    ),
    Guard(
        "live_contacts", "the live contacts", "de levende kontaktene",
        "list the contacts, and every intermediary and source among them",
        "før opp kontaktene, og hver mellommann og kilde blant dem", live_contacts,
    ),
    Guard(
        "next_dates", "the next dates", "de neste datoene",
        "say what comes next, and when", "oppgi hva som kommer, og når", next_dates,
    ),
    Guard(
        "confirmed", "confirmed by both", "bekreftet av begge",
        "have it confirmed by who hands over and who takes over",
        "få det bekreftet av den som gir fra seg og den som tar over", confirmed,
    ),
)  # fmt: skip
