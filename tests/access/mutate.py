"""Mutants of a module: each condition negated, each operand dropped, each comparison moved, each constant changed."""

import ast
import copy
from collections.abc import Iterator

SWAPS = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.BitOr: (ast.BitAnd,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


def _of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What a node can be changed into."""
    if isinstance(node, ast.If | ast.IfExp):
        changed = copy.deepcopy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield "negate", changed
    if isinstance(node, ast.comprehension):
        for place, one in enumerate(node.ifs):
            changed = copy.deepcopy(node)
            del changed.ifs[place]
            yield "drop filter", changed
            changed = copy.deepcopy(node)
            changed.ifs[place] = ast.UnaryOp(ast.Not(), one)
            yield "negate filter", changed
    if isinstance(node, ast.BoolOp):
        for place in range(len(node.values)):
            rest = [one for turn, one in enumerate(node.values) if turn != place]
            yield "drop operand", rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest)
        for other in SWAPS[type(node.op)]:
            yield "and for or", ast.BoolOp(other(), node.values)
    if isinstance(node, ast.Compare):
        for place, operator in enumerate(node.ops):
            for other in SWAPS[type(operator)]:
                changed = copy.deepcopy(node)
                changed.ops[place] = other()
                yield "comparison", changed
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "drop not", node.operand
    if isinstance(node, ast.BinOp) and type(node.op) in SWAPS:
        for other in SWAPS[type(node.op)]:
            yield "set operation", ast.BinOp(node.left, other(), node.right)
        yield "drop side", node.left
        yield "drop side", node.right
    if isinstance(node, ast.Constant) and not isinstance(node.value, bool | bytes) and node.value is not None:
        value = node.value
        for other in [value + 1, value - 1] if isinstance(value, int) else [value + "x", "" if value else "x"]:
            yield "constant", ast.Constant(other)
    if isinstance(node, ast.Set) and len(node.elts) > 1:
        for place in range(len(node.elts)):
            yield "drop element", ast.Set([one for turn, one in enumerate(node.elts) if turn != place])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"any", "all"}:
        other = {"any": "all", "all": "any"}[node.func.id]
        yield "any for all", ast.Call(ast.Name(other, ast.Load()), node.args, node.keywords)
    if isinstance(node, ast.Return) and node.value is not None:
        for other in (True, False):
            yield "answer", ast.Return(ast.Constant(other))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "drop statement", ast.Pass()


class _Put(ast.NodeTransformer):
    def __init__(self, target: ast.AST, new: ast.AST) -> None:
        self.target, self.new = target, new

    def visit(self, node: ast.AST) -> ast.AST:
        return self.new if node is self.target else self.generic_visit(node)


def _skipped(tree: ast.Module) -> set[int]:
    """Docstrings and texts that stand alone, annotations, and f-string formats change nothing that is decided."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        for part in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if part is not None:
                found.update(id(one) for one in ast.walk(part))
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript):
            found.update(id(one) for one in ast.walk(node.value))
    return found


def mutants(source: str) -> Iterator[tuple[str, ast.Module]]:
    """Each mutant, with the line and the change by which it differs."""
    tree = ast.parse(source)
    skipped = _skipped(tree)
    for node in list(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for what, new in _of(node):
            changed = copy.deepcopy(tree)
            # The same place in the copy: both are walked in the same order.
            twin = next(two for one, two in zip(ast.walk(tree), ast.walk(changed), strict=True) if one is node)
            mutant = ast.fix_missing_locations(_Put(twin, new).visit(changed))
            line = getattr(node, "lineno", 0)
            yield f"line {line}, {what}: {ast.unparse(node)} → {ast.unparse(new)}", mutant
