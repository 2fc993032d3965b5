"""Whether the cases would notice: every comparison, limit and condition is turned round, one at a time."""

import ast
import importlib
import inspect
from functools import cached_property, partial
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from good_case import DAY, case_of
from spoilt_case import every

from forlik.register.machines.guards import why_not

MODULES = (
    "guards.exploring", "guards.activating", "guards.suspending", "guards.closing", "guards.handing_over",
    "guards.guard", "guards", "consent", "listing", "ours", "mandate", "began", "phase", "steps", "when", "debts",
    "lifecycle", "checks",
)  # fmt: skip
TURNED = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip


def spots(tree):
    """Everything in a function that can be turned round: what, and how to do it and undo it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for n, one in enumerate(node.ops):
                yield node, type(one).__name__, (node.ops, n, TURNED[type(one)]())
        elif isinstance(node, ast.BoolOp):
            yield node, type(node.op).__name__, (node.__dict__, "op", TURNED[type(node.op)]())
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "Not", (node.__dict__, "operand", ast.UnaryOp(ast.Not(), node.operand))
        elif isinstance(node, ast.Name) and node.id in ("any", "all"):
            yield node, node.id, (node.__dict__, "id", "all" if node.id == "any" else "any")
        elif isinstance(node, ast.comprehension):
            for n in range(len(node.ifs)):
                yield node.ifs[n], "if", (node.ifs, n, ast.Constant(True))


def alone(function):
    """A function without its module: only its code is wanted."""
    return ast.fix_missing_locations(ast.Module([function], type_ignores=[]))


def code_in(code, name):
    return next(one for one in code.co_consts if inspect.iscode(one) and one.co_name == name)


def functions(module, tree):
    """The functions of a module and of its classes: the live one, its tree and the way to its code."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield getattr(module, node.name), node, (node.name,)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    live = vars(getattr(module, node.name))[inner.name]
                    live = live.func if isinstance(live, cached_property) else getattr(live, "fget", live)
                    yield live, inner, (node.name, inner.name)


def mutants(name):
    """One mutant after the other, in force while it is looked at."""
    module = importlib.import_module(f"forlik.register.{name if name == 'checks' else f'machines.{name}'}")
    tree = ast.parse(inspect.getsource(module))
    for live, function, path in functions(module, tree):
        for node, kind, (where, key, other) in list(spots(function)):
            kept, code = where[key], live.__code__
            where[key] = other
            said = f"{name}.{'.'.join(path)} {node.lineno - function.lineno} {kind}: {ast.unparse(node)}"
            live.__code__ = code_in(compile(alone(function), module.__file__, "exec"), path[-1])
            try:
                yield said
            finally:
                where[key], live.__code__ = kept, code
    for constant, value in vars(module).items():
        if constant.isupper() and isinstance(value, int):
            others = [value - 1, value + 1]
        elif constant.isupper() and isinstance(value, frozenset) and constant in _assigned(tree):
            others = [value - {one} for one in sorted(value)]
        else:
            continue
        for other in others:
            setattr(module, constant, other)
            try:
                yield f"{name}.{constant} = {sorted(other) if isinstance(other, frozenset) else other}"
            finally:
                setattr(module, constant, value)


def _assigned(tree):
    return {one.id for node in tree.body if isinstance(node, ast.Assign) for one in node.targets}


TESTS = (
    "lifecycle", "judge", "debts", "consent", "listing", "mandate", "began", "phase", "when", "checks",
)  # fmt: skip
"""Tests that ask for nothing are cases too."""
SAME = {
    **dict.fromkeys(
        (
            "debts._days 4 And: one.happened or one.kind in PAYING_ACTS",
            "debts._days 4 if: one.happened and one.kind in PAYING_ACTS",
            "debts._days 5 And: one.made_on or one.kind in PAYING_JUDGEMENTS",
            "debts._days 5 if: one.made_on and one.kind in PAYING_JUDGEMENTS",
        ),
        "to look at more days takes longer and finds no more",
    ),
    "debts._days 8 Lt: since <= one <= day": "the day itself has been looked at already",
}
"""Mutants that do the same as what they were made from, and why."""


FIRST = {
    "guards.exploring": ("explore",), "guards.activating": ("activate",), "guards.suspending": ("suspend", "resume"),
    "guards.closing": ("begin_closing", "close", "reopen"), "guards.handing_over": ("hand_over",),
    "guards": ("judge",), "consent": ("activate", "consent"), "listing": ("explore", "listing"), "ours": ("close",),
    "steps": ("lifecycle",),
}  # fmt: skip
"""Module → the cases that are asked first, since they are likely to notice."""


def comes_out(case, step, missing):
    return {one.item: one.about for one in why_not(case, step, DAY)} == missing


def sentences(name):
    """The tests of a file that ask for nothing."""
    folder = Path(__file__).parent
    path = next(one for one in (folder / f"test_{name}.py", folder.parent / f"test_{name}.py") if one.exists())
    spec = spec_from_file_location(f"mutated_{name}", path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    tests = [one for word, one in vars(module).items() if word.startswith("test_")]
    return [one for one in tests if not inspect.signature(one).parameters]


@pytest.fixture(scope="module")
def battery():
    """All cases, each of which says whether it comes out as it should, and what they are of."""
    spoilt = [(step, partial(comes_out, case_of(records), step, missing)) for _, step, records, missing in every()]
    return [*spoilt, *((name, test) for name in TESTS for test in sentences(name))]


def noticed(battery):
    """Whether a case comes out otherwise; it is then asked first next time, since mutants stand in rows."""
    for case in battery:
        try:
            held = case[1]() is not False
        except Exception:  # noqa: BLE001 - a mutant may break anything
            held = False
        if not held:
            battery.remove(case)
            battery.insert(0, case)
            return True
    return False


def test_every_mutant_is_noticed(battery):
    assert not noticed(battery)
    every_one, survived = [], []
    for name in MODULES:
        battery.sort(key=lambda case: case[0] not in FIRST.get(name, (name,)))
        for said in mutants(name):
            every_one.append(said)
            if not noticed(battery):
                survived.append(said)
    assert sorted(survived) == sorted(SAME)
    assert len(every_one) > 400
