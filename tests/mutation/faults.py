"""Faults in the code of a module: what a slip of the hand makes of it, each one alone."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.mutation.patterns import faulty_patterns

COMPARISONS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
               ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
ORDERS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
SEARCHES = ("match", "fullmatch", "search", "finditer", "find", "rfind", "startswith", "endswith")
FAR = 10  # a number of so much or more is no count of a rule's but a size
HOLE = 0xE000  # private letters stand for the `{…}` of an f-string while its pattern is changed


class Fault(NamedTuple):
    """One faulty module: where, what, and how to make its tree. `kind` is `words` for patterns and lists, `reach` for
    where a search or a likeness ends, `bound` for another bound or whole number moved by one, else `code`."""

    line: int
    kind: str
    what: str
    make: Callable[[], ast.Module]


def faults(source: str) -> list[Fault]:
    """All faults of a module, in the order of its lines. What cannot matter is left out: docstrings, annotations,
    decorators (sizes of caches), how a class is made (`frozen`, `gc`), `strict` of `zip`, and the words of messages."""
    tree = ast.parse(source)
    found: list[Fault] = []
    reaches = set(_reaches(tree))
    for path, node in _walk(tree, ()):
        found += [Fault(node.lineno, "reach" if id(node) in reaches and kind != "words" else kind, what,
                        _maker(tree, path, new)) for new, kind, what in _changes(node, source)]
    return sorted(found, key=lambda fault: fault.line)


def _reaches(tree: ast.Module) -> Iterator[int]:
    """The numbers, and comparisons with them, that only say where a search, a list or a likeness ends: `REACH = 60`,
    `text[max(start - 6, 0) : start]`, `text.endswith("số", 0, at)`, `end + 160`, `overlap(a, b) > 0.3`,
    `len(found) < MOST`."""
    named = {name.id: statement.value for statement in tree.body if isinstance(statement, ast.Assign)
             for target in statement.targets for name in ast.walk(target)
             if isinstance(name, ast.Name) and _is_size(statement.value)}
    for value in named.values():
        yield from map(id, ast.walk(value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("max", "min"):
            yield from (id(number) for argument in node.args for number in _numbers(argument))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SEARCHES:
            yield from (id(number) for argument in node.args for number in _numbers(argument)
                        if isinstance(argument, ast.Constant))
        elif isinstance(node, (ast.BinOp, ast.Compare)):
            far = [number for number in _numbers(node) if isinstance(number.value, float) or number.value >= FAR]
            yield from map(id, far)
            if isinstance(node, ast.Compare) and isinstance(node.ops[-1], ORDERS) and (
                    far or any(isinstance(part, ast.Name) and part.id in named for part in node.comparators)):
                yield id(node)


def _is_size(value: ast.expr) -> bool:
    """Whether a value is a number or a row of numbers."""
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    return all(isinstance(part, ast.Constant) and type(part.value) in (int, float) for part in parts)


def _numbers(node: ast.expr) -> list[Any]:
    """The numbers in a sum or a comparison, or the number itself."""
    parts = [node.left, node.right] if isinstance(node, ast.BinOp) else (
        [node.left, *node.comparators] if isinstance(node, ast.Compare) else [node])
    return [part for part in parts if isinstance(part, ast.Constant) and type(part.value) in (int, float)]


def _maker(tree: ast.Module, path: tuple[Any, ...], new: ast.AST) -> Callable[[], ast.Module]:
    def make() -> ast.Module:
        faulty = copy.deepcopy(tree)
        at: Any = faulty
        for step in path[:-1]:
            at = at[step] if isinstance(step, int) else getattr(at, step)
        if isinstance(path[-1], int):
            at[path[-1]] = new
        else:
            setattr(at, path[-1], new)
        return ast.fix_missing_locations(faulty)
    return make


def _walk(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every node that may be at fault, with the way to it from the root."""
    if isinstance(node, list):
        for i, one in enumerate(node):
            yield from _walk(one, (*path, i))
        return
    if not isinstance(node, ast.AST) or isinstance(node, (ast.Import, ast.ImportFrom)) or _is_docstring(node):
        return
    if hasattr(node, "lineno"):
        yield path, node
    if isinstance(node, ast.JoinedStr):
        return
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "returns", "decorator_list", "type_params") and not _is_making(node, name):
            yield from _walk(value, (*path, name))


def _is_making(node: ast.AST, name: str) -> bool:
    """Whether the field says how a class is made, or that a `zip` is strict."""
    if name == "keywords":
        return isinstance(node, ast.ClassDef)
    return isinstance(node, ast.keyword) and node.arg == "strict"


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: Any, source: str) -> Iterator[tuple[ast.AST, str, str]]:
    written = ast.unparse(node) if isinstance(node, ast.expr) else ""
    for new in _faulty(node):
        shown = ast.unparse(new).partition("\n")[0]
        kind = "bound" if _is_bound(node, new) else "code"
        yield new, kind, f"{written[:110]} -> {shown[:110]}" if written else shown[:110]
    if isinstance(node, (ast.Constant, ast.JoinedStr)) and _is_pattern(node, source):
        yield from ((new, "words", what) for new, what in _patterns(node))
    elif isinstance(node, (ast.Tuple, ast.Set)):
        yield from ((new, "words", f"without {word}") for new, word in _shorter(node))
    elif isinstance(node, ast.Compare):
        yield from ((new, "code", ast.unparse(new)[:110]) for new in _other_text(node))


def _is_bound(node: Any, new: Any) -> bool:
    """Whether a comparison lost or gained its equal, or a whole number became the next."""
    if isinstance(node, ast.Compare):
        ops = zip(node.ops, new.ops, strict=True)
        return any(isinstance(op, ORDERS) for op, other in ops if type(op) is not type(other))
    return isinstance(node, ast.Constant) and type(node.value) is int


def _shorter(node: ast.Tuple | ast.Set) -> Iterator[tuple[ast.AST, str]]:
    """A list of words without one of them."""
    if len(node.elts) > 1 and all(map(_is_text, node.elts)):
        for i, word in enumerate(node.elts):
            rest = [*node.elts[:i], *node.elts[i + 1:]]
            yield (ast.Set(rest) if isinstance(node, ast.Set) else ast.Tuple(rest, ast.Load())), ast.unparse(word)


def _other_text(node: ast.Compare) -> Iterator[ast.AST]:
    """Another text to compare with; of signs to be looked for, the first is lost."""
    for i, (op, other) in enumerate(zip(node.ops, node.comparators, strict=True)):
        if isinstance(other, ast.Constant) and isinstance(other.value, str) and other.value:
            new = other.value[1:] if isinstance(op, (ast.In, ast.NotIn)) else f"XX{other.value}XX"
            others = [*node.comparators[:i], ast.Constant(new), *node.comparators[i + 1:]]
            yield ast.Compare(node.left, node.ops, others)


def _faulty(node: Any) -> Iterator[Any]:
    match node:
        case ast.Compare():
            for i, op in enumerate(node.ops):
                ops = [*node.ops[:i], COMPARISONS[type(op)](), *node.ops[i + 1:]]
                yield ast.Compare(node.left, ops, node.comparators)
        case ast.BoolOp():
            yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
            if len(node.values) > 2:
                yield from (ast.BoolOp(node.op, [*node.values[:i], *node.values[i + 1:]])
                            for i in range(len(node.values)))
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.If() if not isinstance(node.test, (ast.Compare, ast.UnaryOp)):
            yield ast.If(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
        case ast.BinOp(op=ast.Add() | ast.Sub()) if not _is_text(node.left) and not _is_text(node.right):
            yield ast.BinOp(node.left, ast.Sub() if isinstance(node.op, ast.Add) else ast.Add(), node.right)
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int(number)):
            yield ast.Constant(number + 1)
        case ast.Constant(value=float(number)):
            yield ast.Constant(number * 1.3)
        case ast.Return(value=ast.expr()) if not (isinstance(node.value, ast.Constant) and not node.value.value):
            yield ast.Return(ast.Constant(None))
        case ast.Assign(targets=[ast.Name(id=name)]) if name.islower() and ast.unparse(node.value) != "None":
            yield ast.copy_location(ast.Assign(node.targets, ast.Constant(None)), node)
        case ast.Continue():
            yield ast.Break()
        case ast.Break():
            yield ast.Continue()


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _is_pattern(node: Any, source: str) -> bool:
    """Patterns are written as raw strings."""
    segment = ast.get_source_segment(source, node) or ""
    return segment[:2].lower() in ("r\"", "r'", "rf", "fr")


def _patterns(node: Any) -> Iterator[tuple[ast.AST, str]]:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    holes = [part for part in parts if not isinstance(part, ast.Constant)]
    marks = {id(hole): chr(HOLE + i) for i, hole in enumerate(holes)}
    pattern = "".join(str(part.value) if isinstance(part, ast.Constant) else marks[id(part)] for part in parts)
    for changed, what in faulty_patterns(pattern):
        pieces: list[ast.expr] = [holes[ord(sign) - HOLE] if sign in marks.values() else ast.Constant(sign)
                                  for sign in changed]
        yield (ast.JoinedStr(pieces) if holes else ast.Constant(changed)), what
