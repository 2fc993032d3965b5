"""Long chains and long rings are followed to their end; how fast is measured in bench/register.py."""

from datetime import date

from forlik.register.concepts import Commitment
from forlik.register.promises.projection import project
from forlik.register.promises.ties import cycle

DAY = date(2024, 6, 1)


def linked(promise, count):
    yield promise("c0", "2024-01-01", 1)
    for n in range(1, count):
        yield promise(f"c{n}", f">c{n - 1}", 1)


def test_a_chain_of_1000_promises_moves_as_one(seen, promise):
    dossier = seen(DAY, *linked(promise, 1000))
    found = project(dossier)
    assert len(found.chain("c999")) == 999
    # Nothing is met: the first fell due long ago, and each of the others is a day after the one before it at least.
    assert found["c999"].projected.latest == date.fromordinal(DAY.toordinal() + 999)


def test_a_ring_of_20000_promises_is_found_whole(promise):
    there = list(linked(promise, 20_000))
    assert len(cycle(there, promise("c0", ">c19999", 1))) == 20_000
    assert cycle(there, Commitment(id="new", kind="provision", promise="p", due={"commitment": "c19999"})) is None
