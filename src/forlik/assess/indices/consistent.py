"""Whether an index holds together: names are known, nothing goes round in a circle, and something has a weight."""

import difflib
from collections.abc import Iterator, Mapping

from forlik.assess.indices.classifying import check_bands
from forlik.assess.indices.recipe import Index, Step
from forlik.core.errors import UsageError
from forlik.core.plain_yaml import Flaw


def flaws(index: Index) -> Iterator[Flaw]:
    """All that is wrong with an index, in the order of its file."""
    for name in index.inputs.keys() & index.steps.keys():
        yield Flaw(("steps", name), f"“{name}” is the name of an input and of a step")
    for name, step in index.steps.items():
        yield from _origin(name, step)
        yield from _names(index, name, step)
        yield from _stages(name, step)
    yield from _codes(index)
    yield from _unused(index)
    if not any(True for _ in _unknown_names(index)):
        yield from _circle(index)


def measure_flaws(index: Index, units: Mapping[str, str]) -> Iterator[Flaw]:
    """Inputs that name a measure there is not, or have another unit than the measure.

    Args:
        index: The index.
        units: Name of each measure → its unit.
    """
    for name, one in index.inputs.items():
        if not one.measure:
            continue
        if one.measure not in units:
            yield Flaw(("inputs", name, "measure"), f"there is no measure “{one.measure}”", _near(one.measure, units))
        elif units[one.measure] != one.unit:
            what = f"the measure “{one.measure}” is in {units[one.measure]}, not in {one.unit}"
            yield Flaw(("inputs", name, "unit"), what, "convert it in the step, with times or per")


def order(index: Index) -> list[str]:
    """Names of the steps, each after all that it uses.

    Raises:
        UsageError: The steps go round in a circle.
    """
    done: dict[str, None] = {}
    left = dict(index.steps)
    while left:
        ready = [name for name, step in left.items() if not any(one in left for one in (*step.takes(), *step.beside()))]
        if not ready:
            raise UsageError(f"these steps use one another in a circle: {', '.join(left)}", where=index.name)
        done |= dict.fromkeys(ready)
        left = {name: step for name, step in left.items() if name not in done}
    return list(done)


def _origin(name: str, step: Step) -> Iterator[Flaw]:
    given = [word for word, value in (("from", step.from_), ("sum", step.sum), ("parts", step.parts)) if value]
    if len(given) != 1:
        yield Flaw(("steps", name), "a step starts from one of from, sum and parts", f"it has {given or 'none'}")
    if step.parts and sum(step.parts.values()) == 0:
        yield Flaw(("steps", name, "parts"), "the weights sum to 0, so nothing counts")
    strange = [one for one in step.need_one_of if one not in (step.parts or {})]
    if strange:
        yield Flaw(("steps", name, "need_one_of"), f"{', '.join(strange)} are no parts of it")


def _stages(name: str, step: Step) -> Iterator[Flaw]:
    scale = step.normalise
    if scale and scale.method == "goalposts":
        if scale.lo is None or scale.hi is None:
            yield Flaw(("steps", name, "normalise"), "fixed goalposts need lo and hi")
        elif scale.lo >= scale.hi:
            what = f"the goalposts {scale.lo:g} and {scale.hi:g} do not rise"
            yield Flaw(("steps", name, "normalise"), what, "where less is to score more, say direction: down")
    elif scale and not (scale.lo is None and scale.hi is None):
        yield Flaw(("steps", name, "normalise"), f"“{scale.method}” has no goalposts")
    if step.weights == "pca" and step.how == "pca":
        yield Flaw(("steps", name, "weights"), "a step takes components or weights from them, not both")
    if step.saturate and not scale:
        yield Flaw(("steps", name, "saturate"), "values are saturated where they are normalised")
    if step.outliers and step.outliers.lower >= step.outliers.upper:
        yield Flaw(("steps", name, "outliers"), "the lower share comes first")


def _names(index: Index, name: str, step: Step) -> Iterator[Flaw]:
    known = {*index.inputs, *index.steps}
    for one in (*step.takes(), *step.beside()):
        if one not in known:
            yield Flaw(("steps", name), f"there is no input and no step “{one}”", _near(one, known))
    texts = {one for one, given in index.inputs.items() if given.kind == "text"}
    groups = step.impute.groups if step.impute else None
    for one in (*step.takes(), *step.beside()):
        if one in texts and one != groups:
            yield Flaw(("steps", name), f"“{one}” is a text: it can only be a group")
    if groups and groups in known - texts:
        yield Flaw(("steps", name, "impute"), f"“{groups}” is a number: a group is a text")


def _unknown_names(index: Index) -> Iterator[Flaw]:
    for name, step in index.steps.items():
        yield from (flaw for flaw in _names(index, name, step) if "there is no" in flaw.what)


def _codes(index: Index) -> Iterator[Flaw]:
    seen: set[str] = set()
    for name, step in index.steps.items():
        if step.level in seen:
            yield Flaw(("steps", name, "level"), f"two steps have the level “{step.level}”")
        seen |= {step.level} if step.level else set()
    if not seen:
        yield Flaw(("steps",), "no step has a level, so nothing is published")
    if index.classes:
        if index.classes.level not in seen:
            yield Flaw(
                ("classes", "level"), f"there is no level “{index.classes.level}”", _near(index.classes.level, seen)
            )
        try:
            check_bands(index.classes.cuts, index.classes.names)
        except UsageError as error:
            yield Flaw(("classes", "cuts"), error.what)
    raised = index.reliability.raised if index.reliability else None
    if raised and raised.level not in seen:
        yield Flaw(("reliability", "raised", "level"), f"there is no level “{raised.level}”", _near(raised.level, seen))


def _unused(index: Index) -> Iterator[Flaw]:
    used = {one for step in index.steps.values() for one in (*step.takes(), *step.beside())}
    for name, one in index.inputs.items():
        if one.scored and name not in used:
            yield Flaw(("inputs", name), "no step uses it", "if it only counts as known or missing, say scored: false")
    for name, step in index.steps.items():
        if not step.level and name not in used:
            yield Flaw(("steps", name), "no step uses it, and it is no level")


def _circle(index: Index) -> Iterator[Flaw]:
    try:
        order(index)
    except UsageError as error:
        yield Flaw(("steps",), error.what)


def _near(name: str, known: object) -> str:
    found = difflib.get_close_matches(name, list(known), n=3)  # type: ignore[call-overload]
    return f"did you mean {' or '.join(found)}?" if found else ""
