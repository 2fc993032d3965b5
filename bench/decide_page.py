"""The page about where and when while a weight is moved: what each step takes, beside the page of all draws.

    python bench/decide_page.py [--steps 100] [--pages 10]

The whole desk answers over the built starter and the made-up register, with sessions, the log of what was read, and
templates; only the sockets are left out. Each step has other weights, so nothing of it is kept. The page of 10,000
draws is measured with what is known on the day already read, and again as it is kept for the next reader.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from _table import forlik, options, show

LIMIT = 300
"""Milliseconds in which a step is to be answered."""
OWNER, PHRASE = "demo-owner", "made up to measure with"
PAGE = "/register/decide"
DIMENSIONS = ("violence", "displacement", "vulnerability")
SEED = 5


def client() -> Any:
    """The desk's own test client, signed in as the owner of the made-up files."""
    from forlik.desk.access.opening import ready, set_up

    set_up()
    ready()
    from allauth.mfa.models import Authenticator
    from django.contrib.auth import get_user_model
    from django.test import Client

    from forlik.desk.register.starting import seed_fictional
    from forlik.desk.signin.names import BY, STRENGTH
    from forlik.desk.signin.users import make_user

    make_user(seed_fictional()[OWNER], OWNER, PHRASE, one_time=False)
    user = get_user_model().objects.get(username=OWNER)
    key, _ = Authenticator.objects.get_or_create(user=user, type="webauthn", defaults={"data": {}})
    found = Client(headers={"host": "localhost"})
    found.force_login(user)
    session = found.session
    session[STRENGTH], session[BY] = "passkey", key.pk
    session.save()
    return found


def asked(desk: Any, address: str) -> tuple[float, int]:
    """Milliseconds that an address takes, and the bytes of its answer."""
    began = time.perf_counter()
    answer = desk.get(address)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != HTTPStatus.OK:
        raise SystemExit(f"{address} answered {answer.status_code}; nothing is measured")
    if b'data-said="' not in answer.content:
        raise SystemExit(f"{address} has no ranked places; nothing is measured")
    return took, len(answer.content)


def measured(count: int, ask: Callable[[int], tuple[float, int]]) -> Mapping[str, float]:
    """The median, the 95th percentile and the size of some answers."""
    told = [ask(turn) for turn in range(count)]
    times = sorted(took for took, _ in told)
    return {"p50": statistics.median(times), "p95": times[-1 - len(times) // 20], "kB": told[-1][1] / 1000}


def main() -> None:
    """Build the starter, measure, print."""
    wanted = options(sys.argv[1:], steps=100, pages=10)
    with tempfile.TemporaryDirectory() as room:
        home = Path(room)
        forlik("build", "--starter", home=home)
        os.environ["FORLIK_HOME"] = room
        desk = client()
        from forlik.desk import screens

        asked(desk, PAGE)
        chance = random.Random(SEED)  # noqa: S311 - weights, no secret

        def step(_turn: int) -> tuple[float, int]:
            weights = "&".join(f"w.{name}={chance.uniform(0.1, 10):.2f}" for name in DIMENSIONS)
            return asked(desk, f"{PAGE}?{weights}&rest=0")

        def drawn(_turn: int) -> tuple[float, int]:
            screens._drawn.cache_clear()  # noqa: SLF001 - the page as its first reader has it
            return asked(desk, PAGE)

        step(0)
        found = {
            "a step: one weighting, 1,000 draws": measured(wanted["steps"], step),
            "the page: all weightings, 10,000 draws": measured(wanted["pages"], drawn),
            "the same page, kept": measured(wanted["pages"], lambda _turn: asked(desk, PAGE)),
        }
    whole = found["the page: all weightings, 10,000 draws"]["p50"]
    show(
        "Where and when, need-top-20 on the offline starter",
        ("", "p50 ms", "p95 ms", "÷ the page of all draws", "kB"),
        [(name, one["p50"], one["p95"], one["p50"] / whole, one["kB"]) for name, one in found.items()],
        f"a step is aimed at under {LIMIT} ms on two cores",
    )


if __name__ == "__main__":
    main()
