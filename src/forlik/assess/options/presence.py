"""Presence: which activities a country has somewhere on a day, and who else has one there, as IATI files have it.

Facts and no score: nothing here is added to what a question on need asks, and nothing stands for ability before a
person has coded it. Only what the imported files say is known, which is never all aid: where no file tells of an
activity, it is unknown whether there is one, never none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forlik.assess.options.presence_activities import There, activity_files, ref_of, there
from forlik.assess.options.presence_money import INCOMING, Amount, amounts, kind_of, pillars
from forlik.assess.options.presence_parts import Organisation, organisations
from forlik.assess.options.presence_standing import Standing, Why
from forlik.assess.options.presence_whose import Home, home_actor
from forlik.core.figure import Basis
from forlik.places import Place
from forlik.world import World


@dataclass(frozen=True, slots=True)
class Present:
    """One activity that is there on the day, or may be.

    Args:
        about: Its row of ``iati__activities``, with the file, the line and the bytes.
        standing: ``running`` or ``unsure``.
        why: Why it is unsure.
        since: Its start as stated; nothing where none is.
        pillars: What its money there is for; empty where no sector tells.
        amounts: Its money there: of the home actor's own all, else what the home actor gave.
        basis: The file.
    """

    about: Mapping[str, Any]
    standing: Standing
    why: Why
    since: date | None
    pillars: tuple[str, ...]
    amounts: tuple[Amount, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is where on a day.

    Args:
        place: Where.
        day: The day.
        home: The home actor.
        files: How many files of activities are known.
        renewed: The newest instant at which one of them was known.
        ours: Activities that an organisation of the home actor reports or gives to, those running first.
        organisations: Organisations of the home actor in them.
        partners: All others that report an activity there or receive money from one, also those of which it is
            unknown whose they are.
    """

    place: Place
    day: date
    home: Home
    files: int
    renewed: str
    ours: tuple[Present, ...]
    organisations: tuple[Organisation, ...]
    partners: tuple[Organisation, ...]


def presence(world: World, place: Place, home: Home | None = None) -> Presence:
    """Which activities of the home actor are running at a place on a world's day, and who else is there.

    Args:
        world: What was known on the day.
        place: The place.
        home: The home actor; that of the setting ``home_actor`` when none is named.

    Raises:
        NoData: No IATI file was known on the day.
        UsageError: The setting names no country.
    """
    home = home or home_actor()
    found = there(world, place)
    files = activity_files(world)
    ours = [_present(world, one, home) for one in found if _is_ours(one, home)]
    return Presence(
        place=place,
        day=world.day,
        home=home,
        files=len(files),
        renewed=max((world.then.bases[row["basis"]].known_at for row in files), default=""),
        ours=tuple(sorted(ours, key=lambda one: (one.standing != "running", str(one.about["activity_key"])))),
        organisations=organisations(world, found, home, frozenset({"home"}), ("reports", "gives")),
        partners=organisations(world, found, home, frozenset({"other", "unknown"}), ("reports", "receives")),
    )


def _is_ours(one: There, home: Home) -> bool:
    return _reports(one, home) or any(_gives(row, home) for row in one.money)


def _reports(one: There, home: Home) -> bool:
    return home.whose(ref_of(one.about, "reporting")) == "home"


def _gives(row: Mapping[str, Any], home: Home) -> bool:
    return kind_of(row) in INCOMING and home.whose(ref_of(row, "provider")) == "home"


def _present(world: World, one: There, home: Home) -> Present:
    own = _reports(one, home)
    money = [row for row in one.money if own or _gives(row, home)]
    return Present(
        about=one.about,
        standing=one.standing,
        why=one.why,
        since=one.about["started"],
        pillars=pillars(money),
        amounts=amounts(money),
        basis=world.then.bases[one.about["basis"]],
    )
