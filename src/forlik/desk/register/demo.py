"""The register of the demo: the made-up engagements with their persons, and the public engagements beside them.

Run as ``python -m forlik.desk.register.demo``, in a process of its own: it prints every user name with the password of
its first visit, as JSON. Where the register is there already, those who never came get another password, and whoever
has set one up keeps it.
"""

import json
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass

from forlik.core.days import now
from forlik.core.errors import ForlikError
from forlik.desk.access.opening import set_up


@dataclass(frozen=True, slots=True)
class Way:
    """How one of the made-up persons gets in.

    Args:
        username: The user name.
        name: What the person is called.
        password: The password of the first visit; empty for somebody who has set one up.
    """

    username: str
    name: str
    password: str


def ways() -> list[Way]:
    """Fill the register, unless it is full, and say how to get in."""
    from forlik.desk.access.log import writing
    from forlik.desk.access.opening import ready
    from forlik.desk.signin.models import User

    ready()
    if not User.objects.exists():
        with writing():
            return _filled()
    return _again()


def publish() -> None:
    """Publish what the public reads of it into the folder of its own copy; made-up records stand there marked.

    What was released against a rule stops no demo: the copy before stays.
    """
    from forlik.desk.public import folder
    from forlik.desk.register.publishing import publish as made

    # Without a site: the desk's own pages read the package, and the demo starts the sooner.
    with suppress(ForlikError):
        made(folder(), now(), made_up=True, fewer=True)


def _filled() -> list[Way]:
    from forlik.desk.access.people import person
    from forlik.desk.register.starting import DEMO, seed_fictional, seed_public
    from forlik.desk.signin.users import make_user, new_password

    ids = seed_fictional()
    found = [Way(name, title, new_password()) for name, (title, *_) in DEMO.items()]
    for one in found:
        make_user(ids[one.username], one.username, one.password, one_time=True)
    seed_public(person(ids["demo-owner"], "passkey"), now())
    return found


def _again() -> list[Way]:
    from forlik.desk.signin.models import User
    from forlik.desk.signin.users import listed, reset

    never = set(User.objects.exclude(one_time_until=None).values_list("username", flat=True))
    rows = sorted(listed(), key=lambda one: str(one["username"]))
    return [
        Way(one["username"], one["name"], reset(one["id"]) if one["username"] in never else "")
        for one in rows
        if one["username"]
    ]


if __name__ == "__main__":
    set_up()
    found = ways()
    publish()
    json.dump([asdict(one) for one in found], sys.stdout)
