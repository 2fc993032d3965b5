"""The register behind its pages: files, list, Today, a compartment, an act added, a chain of promises, the log.

    python bench/register.py [--engagements 500] [--acts 50000] [--promises 20000] [--sealed 1500] [--times 100]
                             [--home FOLDER]

The whole desk answers, with sessions, encryption, the log of what was read, and templates; only the sockets are left
out. A filled register can be kept in FOLDER and measured again. Each figure stands beside the desk's own answer to an
address that does not exist, which is what the framework alone costs here.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import Any

from _table import options, show
from register_in_memory import chained

OWNER, SEAT = "measured", "Made up to measure with"
BATCH = 500
CHAIN = 1_000
SEED = 7


def quantiles(times: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(times), sorted(times)[-1 - len(times) // 20]


def timed(what: Callable[[], Any]) -> float:
    """How long something takes, in milliseconds."""
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def expect(held: bool, otherwise: str) -> None:
    """End the measuring where it would measure something else."""
    if not held:
        raise SystemExit(otherwise)


def records(wanted: dict[str, int], owner: str) -> Iterator[tuple[Any, str]]:
    """Records and the file of each: the same as in ``register_in_memory.py``, some acts with something sealed said."""
    from forlik.register.concepts import Act, Commitment, Engagement, Process
    from forlik.register.evidence import Evidence

    said = (Evidence(citation=SEAT),)
    engagements, sealed = wanted["engagements"], wanted["sealed"]
    for n in range(engagements):
        about = {"places": ("XXX",), "pillars": ("peace",), "process": f"p{n}", "owner": owner}
        yield Engagement(id=f"e{n}", title=f"Made-up file {n}", **about), f"e{n}"
        yield Process(id=f"p{n}", label=f"Made-up process {n}"), f"e{n}"
    for n in range(wanted["acts"]):
        file, day = f"e{n % engagements}", (date(2021, 1, 1) + timedelta(days=n % 1900)).isoformat()
        kind = "meeting" if n < sealed else ("note", "training", "public_statement")[n % 3]
        words = {"said": f"Sealed {n}"} if n < sealed else {}
        yield Act(id=f"a{n}", kind=kind, happened=day, engagement=file, title=SEAT, evidence=said, **words), file
    for n in range(wanted["promises"]):
        # Of the first of each chain some are overdue, and some fall due within the month.
        first = {"on": (date.today() + timedelta(days=3 * (n % engagements) - 60)).isoformat()}  # noqa: DTZ011
        due = first if n < engagements else {"commitment": f"c{n - engagements}", "offset": 90}
        file = f"e{n % engagements}"
        yield Commitment(id=f"c{n}", kind="provision", process=f"p{n % engagements}", promise=SEAT, due=due), file


def filled(wanted: dict[str, int]) -> None:
    """Record everything through the one door."""
    from forlik.desk.access.people import enrol, found_compartment, let_in, person
    from forlik.desk.records.change import Change, Grounds
    from forlik.desk.records.together import record_together
    from forlik.desk.signin.users import make_user
    from forlik.register.facets import SECRET
    from forlik.register.placing import place

    now = datetime.now(UTC)
    owner, guardian = enrol(SEAT, now), enrol(f"{SEAT}: guardian", now)
    make_user(owner, OWNER, "made up to measure with 1", one_time=False)
    label = f"2:{found_compartment(SEAT, person(guardian, 'passkey'), now)}"
    let_in(owner, label[2:], 2, person(guardian, "passkey"), now)
    author, why = person(owner, "passkey"), Grounds(SEAT, SEAT, now.date() + timedelta(days=700))
    batch: list[Change] = []
    for record, file in records(wanted, owner):
        name = type(record).__name__.lower()
        for facet, body in place(record).items():
            under = label if facet is SECRET else "1"
            batch.append(Change(record.id, name, facet.word, under, body, file=file, grounds=why))
        if len(batch) >= BATCH:
            record_together(batch, author, datetime.now(UTC))
            batch = []
    record_together(batch, author, datetime.now(UTC))


def visitor() -> Any:
    """A browser of the owner, signed in as by a passkey."""
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model
    from django.test import Client

    from forlik.desk.signin.names import BY, STRENGTH

    user = get_user_model().objects.get(username=OWNER)
    key, _ = Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.WEBAUTHN, defaults={"data": {}})
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    session = client.session
    session[STRENGTH], session[BY] = "passkey", key.pk
    session.save()
    return client


def pages(client: Any, wanted: dict[str, int]) -> list[tuple[str, float, float]]:
    """What each page takes: its name, median and 95th percentile in milliseconds."""
    drawn = random.Random(SEED)  # noqa: S311 - to be drawn again the same
    files = [f"/register/e{drawn.randrange(wanted['engagements'])}" for _ in range(wanted["times"])]

    def asked(path: str, status: int = 200) -> float:
        answer: list[Any] = []
        took = timed(lambda: answer.append(client.get(path)))
        expect(answer[0].status_code == status, f"{path} answers {answer[0].status_code}")
        return took

    def after_an_act(path: str) -> float:
        return added(client, path) + asked(path)

    for warm in ("/register", "/", files[0]):
        asked(warm)
    return [
        ("no such address", *quantiles([asked("/nothing/here", 404) for _ in files])),
        ("engagement page", *quantiles([asked(path) for path in files])),
        ("list of engagements", *quantiles([asked("/register") for _ in files[: len(files) // 4]])),
        ("Today, signed in", *quantiles([asked("/") for _ in files[: len(files) // 4]])),
        ("an act added", *quantiles([added(client, path) for path in files])),
        ("an act added, and its page", *quantiles([after_an_act(path) for path in files])),
        ("list after an act", *quantiles([(added(client, path), asked("/register"))[1] for path in files])),
    ]


def added(client: Any, path: str) -> float:
    """One act added by the form, from the click to the answer."""
    form = {"happened": date.today().isoformat(), "kind": "note", "title": SEAT, "evidence": SEAT}  # noqa: DTZ011
    answer: list[Any] = []
    took = timed(lambda: answer.append(client.post(f"{path}/act", form)))
    expect(answer[0].status_code == HTTPStatus.SEE_OTHER, answer[0].content.decode())
    return took


def compartment(wanted: dict[str, int]) -> tuple[float, int]:
    """The sealed rows of a member opened, with nothing in memory: milliseconds, and how many."""
    from forlik.desk.access.models import Compartment
    from forlik.desk.records.rows import everything

    label = f"2:{Compartment.objects.get().pk}"
    found: list[Any] = []
    took = min(timed(lambda: found.append(list(everything(frozenset({label}))))) for _ in range(5))
    expect(len(found[-1]) == wanted["sealed"], f"{len(found[-1])} rows are sealed, not {wanted['sealed']}")
    return took, len(found[-1])


def verified() -> tuple[float, int]:
    """The log verified: milliseconds, and its rows."""
    from forlik.desk.access.log import verify_log
    from forlik.desk.access.models import Log

    rows = Log.objects.count()
    return timed(verify_log), rows


def main() -> None:
    """Fill, measure, print."""
    given = sys.argv[1:]
    home = given[given.index("--home") + 1] if "--home" in given else tempfile.mkdtemp(prefix="forlik-bench-")
    if "--home" in given:
        del given[given.index("--home") : given.index("--home") + 2]
    wanted = options(given, engagements=500, acts=50_000, promises=20_000, sealed=1_500, times=100)
    os.environ["FORLIK_HOME"] = home
    from forlik.desk.access.opening import ready, set_up

    set_up()
    ready()
    from forlik.desk.records.models import Revision

    if not Revision.objects.exists():
        took = timed(lambda: filled(wanted)) / 1000
        print(f"{Revision.objects.count():,} revisions recorded in {took:,.0f} s")
    opened, sealed = compartment(wanted)
    figures = pages(visitor(), wanted)
    least = figures[0][1]
    held = f"{wanted['engagements']:,} engagements, {wanted['acts']:,} acts, {wanted['promises']:,} promises"
    show(
        f"pages over {held}",
        ("what", "median ms", "p95 ms", "median ÷ no such address"),
        [(name, middle, high, middle / least) for name, middle, high in figures],
    )
    anew, hand = chained(CHAIN)
    show(
        "promises projected anew",
        ("what", "ms", "÷ by hand"),
        [(f"a chain of {CHAIN:,}", anew, anew / hand), ("the same chain, day by day", hand, 1.0)],
    )
    took, rows = verified()
    show(
        "the register itself",
        ("what", "ms", "rows", "rows a second"),
        [
            ("a compartment opened", opened, sealed, sealed / opened * 1000),
            ("the log verified", took, rows, rows / took * 1000),
        ],
    )
    print(f"{Path(home, 'register.db').stat().st_size / 1e6:,.0f} MB" if Path(home, "register.db").exists() else "")


if __name__ == "__main__":
    main()
