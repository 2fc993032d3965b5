"""The digest of a function's code: its own, and that of every function and constant of ours it stands on."""

import ast
import hashlib
import importlib
import importlib.util
import inspect
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from typing import Any

Known = tuple[str, str]
"""A module and a name in it."""


@lru_cache(maxsize=1024)
def digest_of(function: Callable[..., Any]) -> str:
    """Hash of what a function computes; comments, docstrings and layout are no part of it.

    Args:
        function: A function of a module's text, or a ``partial`` of one: what it was given is part of it.

    Returns:
        64 hexadecimal digits. They change when the function changes, or anything it reaches by name in its own module,
        or, through an import, in another module of the same package.

    Raises:
        ValueError: It reaches a module of the package in a way whose parts cannot be followed (``import a.b`` without
            ``as``, or a module handed on as a value).
    """
    given = ""
    if isinstance(function, partial):
        given = repr((function.args, sorted(function.keywords.items())))
        function = function.func
    own = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    reached: dict[Known, ast.AST] = {("", ""): own}
    waiting: list[tuple[str, ast.AST]] = [(function.__module__, own)]
    while waiting:
        for home, name, node in _stands_on(*waiting.pop()):
            if (home, name) not in reached:
                reached[home, name] = node
                waiting.append((home, node))
    text = "\n".join(ast.dump(_undocumented(reached[known])) for known in sorted(reached))
    return hashlib.sha256((given + text).encode()).hexdigest()


def _stands_on(module: str, node: ast.AST) -> Iterator[tuple[str, str, ast.AST]]:
    """What a piece of a module reaches by name: where it is written, under which name, and its code."""
    modules = _modules(module)
    through = {
        id(part.value): (modules[part.value.id], part.attr)
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id in modules
    }
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            if part.id in modules and id(part) not in through:
                raise ValueError(f"{module} hands on the module {part.id}: import what is used of it by name")
            home, name = through.get(id(part)) or _imports(module).get(part.id, (module, part.id))
            # What a module passes on from another is looked up where it is written.
            while name in _imports(home):
                home, name = _imports(home)[name]
            if name in _written(home):
                yield home, name, _written(home)[name]
            elif (home, name) != (module, part.id) and _is_module(f"{home}.{name}"):
                raise ValueError(f"{module} reaches through {part.id} into {home}.{name}: import what is used by name")


@lru_cache(maxsize=256)
def _tree(module: str) -> ast.Module:
    try:
        return ast.parse(inspect.getsource(importlib.import_module(module)))
    except (OSError, TypeError):  # a notebook's cells are no module's text; the function's own code still counts
        return ast.Module([], [])


@lru_cache(maxsize=256)
def _written(module: str) -> Mapping[str, ast.AST]:
    """A module's own functions, classes and constants by name; not the measure, which is no part of a method."""
    named: dict[str, ast.AST] = {}
    for node in _statements(_tree(module).body):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            named[node.name] = _with(named.get(node.name), node)
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)}
            named |= {name: _with(named.get(name), node) for name in names}
    named.pop("MEASURE", None)
    return named


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """A module's statements, those under conditions too."""
    for node in body:
        yield node
        if isinstance(node, ast.If | ast.Try | ast.With | ast.For | ast.While):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)


def _with(before: ast.AST | None, node: ast.stmt) -> ast.AST:
    """What a name is made by: several statements when it is written more than once."""
    if before is None:
        return node
    return ast.Module([*(before.body if isinstance(before, ast.Module) else [before]), node], [])


@lru_cache(maxsize=256)
def _imports(module: str) -> Mapping[str, Known]:
    """Names that a module takes from others of its package, inside functions too."""
    package = module.partition(".")[0]
    return {
        taken.asname or taken.name: (home, taken.name)
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.ImportFrom) and (home := _home(module, node)).partition(".")[0] == package
        for taken in node.names
    }


def _home(module: str, node: ast.ImportFrom) -> str:
    """The module that an import takes from; dots count from the importing module's package."""
    if not node.level:
        return node.module or ""
    above = module.rsplit(".", node.level)[0]
    return f"{above}.{node.module}" if node.module else above


@lru_cache(maxsize=256)
def _modules(module: str) -> Mapping[str, str]:
    """Names under which a module has other modules of its package, inside functions too."""
    package = module.partition(".")[0]
    found = {name: f"{home}.{one}" for name, (home, one) in _imports(module).items() if _is_module(f"{home}.{one}")}
    for node in ast.walk(_tree(module)):
        for taken in node.names if isinstance(node, ast.Import) else ():
            if taken.name.partition(".")[0] == package:
                found[taken.asname or package] = taken.name if taken.asname else package
    return found


@lru_cache(maxsize=1024)
def _is_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def _undocumented(node: ast.AST) -> ast.AST:
    if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    return node
