"""Read a question from its file: strictly, and each version under the day from which it is in use."""

import difflib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from forlik.assess.acceptability.weights import LEAST_SETS
from forlik.assess.indices.normalising import normalise
from forlik.assess.indices.transforming import LOGARITHMS
from forlik.assess.screens.question import Indicator, Question
from forlik.assess.screens.wall import wall_flaws
from forlik.core.errors import UsageError
from forlik.core.plain_yaml import Flaw, bytes_at, modelled, wrong

FIX = "correct the file of the question"
FOLDER = "questions"


@lru_cache(maxsize=1)
def _versions() -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for one in (files("forlik.assess.screens") / FOLDER).iterdir():
        if one.name.endswith(".yaml"):
            name, _, version = one.name.removesuffix(".yaml").rpartition(".")
            found.setdefault(name, []).append(int(version))
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def question_names() -> tuple[str, ...]:
    """Names of the questions that come with Forlik."""
    return tuple(_versions())


def question_bytes(name: str, version: int) -> bytes:
    """The file of one version of a question."""
    return (files("forlik.assess.screens") / FOLDER / f"{name}.{version}.yaml").read_bytes()


def bytes_of(one: Question) -> bytes:
    """The file of a question that comes with Forlik; of one's own, what it says as JSON."""
    ours = one.version in _versions().get(one.name, ()) and _version(one.name, one.version) == one
    return question_bytes(one.name, one.version) if ours else one.model_dump_json().encode()


@lru_cache(maxsize=64)
def _version(name: str, version: int) -> Question:
    return parse_question(question_bytes(name, version), f"{name}.{version}.yaml")


def question(name: str, day: date | None = None) -> Question:
    """A question in the version that was in use on a day: the latest adopted by then, else the first.

    Args:
        name: Its name; :func:`question_names` gives all.
        day: The day; the newest version when not given.

    Raises:
        UsageError: There is none of that name.
    """
    if name not in _versions():
        near = difflib.get_close_matches(name, _versions(), n=1, cutoff=0.5)
        hint = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(_versions())}"
        raise UsageError(f"there is no question “{name}”", remedy=hint)
    return in_force([_version(name, version) for version in _versions()[name]], day)


def in_force(versions: list[Question], day: date | None) -> Question:
    """Of versions of a question, oldest first, the one in use on a day: the latest adopted by then, else the first."""
    adopted = [one for one in versions if day is None or one.adopted <= day]
    return adopted[-1] if adopted else versions[0]


def read_question(path: Path | str) -> Question:
    """Read a question from a file of one's own.

    Args:
        path: The file, ``NAME.VERSION.yaml``.

    Raises:
        BadInput: It cannot be read, says what is not foreseen, or breaks a rule; with file, line and field.
    """
    return parse_question(*bytes_at(path))


def parse_question(text: bytes, file: str, units: Mapping[str, str] | None = None) -> Question:
    """Read a question from the bytes of its file.

    Args:
        text: YAML in UTF-8.
        file: Name of the file, ``NAME.VERSION.yaml``.
        units: Measures that there are, each with its unit; those of Forlik when not given.

    Raises:
        BadInput: As in :func:`read_question`.
    """
    found, lines = modelled(Question, text, file, FIX)
    for flaw in _flaws(found, file, _units() if units is None else units):
        raise wrong(flaw, file, lines, FIX)
    return found


def _units() -> Mapping[str, str]:
    from forlik.discover import measures

    return {name: one.unit for name, one in measures().items()}


def _flaws(found: Question, file: str, units: Mapping[str, str]) -> Iterator[Flaw]:
    called = f"{found.name}.{found.version}.yaml"
    if file != called:
        yield Flaw(("name",), f"the file of this question is called “{called}”, and not “{file}”")
    before: set[str] = set()
    for dimension, one in found.dimensions.items():
        for name, indicator in one.indicators.items():
            at = ("dimensions", dimension, "indicators", name)
            if name in before:
                yield Flaw(at, "an indicator of that name stands in two dimensions")
            before.add(name)
            yield from _indicator(at, indicator, units)
    for name, beside in found.beside.items():
        yield from _measure(("beside", name, "measure"), beside.measure, units)
    if found.universe.where_known:
        yield from _measure(("universe", "where_known"), found.universe.where_known, units)
    yield from wall_flaws(found)
    yield from _weights(found)
    if found.hysteresis.leave >= found.hysteresis.enter:
        yield Flaw(("hysteresis", "leave"), "the share for leaving is not below the one for entering")
    if len(set(found.aggregation)) < len(found.aggregation):
        yield Flaw(("aggregation",), "a mean is named twice")


def _indicator(at: tuple[str, ...], one: Indicator, units: Mapping[str, str]) -> Iterator[Flaw]:
    yield from _measured((*at,), one.measure, one.unit, units)
    if one.per:
        yield from _measured((*at, "per"), one.per.measure, one.per.unit, units)
    if one.normalise.method != "goalposts" or one.normalise.lo is None or one.normalise.hi is None:
        yield Flaw((*at, "normalise"), "an indicator of a question stands between two fixed goalposts, lo and hi")
        return
    try:
        normalise([0.0], one.normalise.lo, one.normalise.hi, one.normalise.direction)
    except UsageError as error:
        yield Flaw((*at, "normalise"), error.what, error.remedy)
    if one.when_zero and not (one.transform and one.transform.bend in LOGARITHMS):
        yield Flaw((*at, "when_zero"), "only a logarithm needs to be told what 0 scores")


def _measured(at: tuple[str, ...], measure: str, unit: str, units: Mapping[str, str]) -> Iterator[Flaw]:
    yield from _measure((*at, "measure"), measure, units)
    if measure in units and units[measure] != unit:
        yield Flaw(
            (*at, "unit"), f"the measure “{measure}” is in {units[measure]}, not in {unit}", "convert it with per"
        )


def _measure(at: tuple[str, ...], measure: str, units: Mapping[str, str]) -> Iterator[Flaw]:
    if measure not in units:
        near = difflib.get_close_matches(measure, units, n=1, cutoff=0.5)
        yield Flaw(at, f"there is no measure “{measure}”", f"did you mean “{near[0]}”?" if near else "")


def _weights(found: Question) -> Iterator[Flaw]:
    said, dimensions = found.weights, set(found.dimensions)
    if said.kind == "ordinal" and set(said.order or ()) != dimensions:
        yield Flaw(("weights", "order"), "it does not give each dimension its rank")
    if said.kind == "sets":
        if len(said.sets or ()) < LEAST_SETS:
            yield Flaw(("weights", "sets"), "there are not two sets of weights or more")
        for whose, weights in (said.sets or {}).items():
            if set(weights) != dimensions:
                yield Flaw(("weights", "sets", whose), "it does not give each dimension its weight")
            elif not any(weights.values()):
                yield Flaw(("weights", "sets", whose), "the weights sum to 0, so nothing counts")
