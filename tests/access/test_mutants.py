"""Does the table bite? Every mutant of the policy's two files must give some cell another answer."""

import itertools
import sys
import types
from pathlib import Path

import pytest

from forlik.desk.access import labels as labels_file
from forlik.desk.access import verbs as verbs_file

sys.path.insert(0, str(Path(__file__).parent))
from actors import ACTORS, NOW
from mutate import mutants
from policy_by_rule import HOLDS, VERBS
from situations import about
from test_policy import table

STRIDE = 97
EQUIVALENT: dict[str, str] = {}
"""Mutant → why no caller can tell it from the policy. None is."""


@pytest.fixture(scope="module")
def cells():
    """Every cell; of every kind some come early, so that most mutants fall after a few hundred."""
    found = [
        (ACTORS[actor], verb, asked, expected[verb])
        for actor, relation, situation, expected in table()
        for asked in [about(situation, relation)]
        for verb in VERBS
    ]
    return list(itertools.chain.from_iterable(found[start::STRIDE] for start in range(STRIDE)))


def loaded(name: str, tree, **others) -> types.ModuleType:
    module = types.ModuleType(name)
    kept = {other: sys.modules[other] for other in others}
    sys.modules.update(others)
    try:
        exec(compile(tree, name, "exec"), module.__dict__)  # noqa: S102 - our own module, changed on purpose
    finally:
        sys.modules.update(kept)
    return module


def killed(policy: types.ModuleType, labels, cells) -> bool:
    """Whether some cell gets another answer; one that cannot answer has given another one."""
    try:
        for actor, text in HOLDS.items():
            if labels.labels(ACTORS[actor], NOW) != frozenset(text.partition("|")[0].split()):
                return True
        return any(policy.may(person, verb, asked, NOW) is not right for person, verb, asked, right in cells)
    except Exception:  # noqa: BLE001 - whatever it is, it is not an answer
        return True


def survivors(file: types.ModuleType, cells):
    number, alive = 0, []
    for what, tree in mutants(Path(file.__file__).read_text(encoding="utf-8")):
        number += 1
        try:
            if file is labels_file:
                labels = loaded("mutant", tree)
                text = Path(verbs_file.__file__).read_text(encoding="utf-8")
                policy = loaded("policy", text, **{labels_file.__name__: labels})
            else:
                labels, policy = labels_file, loaded("mutant", tree)
        except Exception:  # noqa: BLE001, S112 - it does not even load
            continue
        if what not in EQUIVALENT and not killed(policy, labels, cells):
            alive.append(what)
    return number, alive


@pytest.mark.parametrize("file", [labels_file, verbs_file], ids=["labels", "verbs"])
def test_every_mutant_of_the_policy_is_killed_by_the_table(file, cells, record_property):
    number, alive = survivors(file, cells)
    record_property("mutants", number)
    print(f"{number} mutants of {Path(file.__file__).name}, {number - len(alive)} killed")
    assert alive == []
    assert number > 60


def test_the_policy_itself_survives(cells):
    assert not killed(verbs_file, labels_file, cells)


def test_nothing_is_called_equivalent_that_is_no_mutant():
    texts = (Path(file.__file__).read_text(encoding="utf-8") for file in (labels_file, verbs_file))
    told = {what for what, _ in itertools.chain.from_iterable(map(mutants, texts))}
    assert set(EQUIVALENT) <= told
