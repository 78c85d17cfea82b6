"""What the expressions of a lab (tests/pages/told/labs/) may ask: it runs once, in a kernel of its own, so they ask its code."""

import ast
import contextlib
from types import SimpleNamespace

import numpy as np
import told

HARMLESS = {"np", "range", "len", "max", "min", "dict", "sorted"}  # called where a name is given its value


def namespace(page):
    """`code`, its text; each name that it gives a literal; `asserted`, whether a cell asserts this; `lab`, its functions."""
    trees = [ast.parse(cell.source) for cell in page.cells]
    found = {"np": np, "code": "".join(cell.source for cell in page.cells)}
    for name, value in _literals(trees):
        found.setdefault(name, value)
    claims = {_normal(claim) for tree in trees for claim in _claims(tree)}

    def lab(**given):
        return SimpleNamespace(**_functions(trees, given))

    return {**found, "asserted": lambda claim: _normal(ast.parse(claim).body[0].value) in claims, "lab": lab}


def _literals(trees):
    for tree in trees:
        for node in ast.walk(tree):
            for target in node.targets if isinstance(node, ast.Assign) else ():
                value = ast.Tuple([node.value]) if isinstance(target, ast.Tuple) else node.value
                for name, part in told.unpacked(target, value):
                    with contextlib.suppress(ValueError):
                        yield name, ast.literal_eval(part)


def _claims(tree):
    """Each part of what a cell asserts; of `assert all(claims.values())` each value of the dictionary."""
    given = {
        names[0]: n.value for n in ast.walk(tree) if (names := _named(n)) and isinstance(n.value, ast.Dict)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert):
            whole = node.test
            yield from (
                whole.values if isinstance(whole, ast.BoolOp) and isinstance(whole.op, ast.And) else [whole]
            )
            for name, dictionary in given.items():
                if ast.unparse(whole) == f"all({name}.values())":
                    yield from dictionary.values


def _named(node):
    """The names that an assignment gives values; none where it gives one to something else."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return [part.id for part in parts] if all(isinstance(part, ast.Name) for part in parts) else []


def _normal(expression):
    return ast.unparse(expression)


def _functions(trees, given):
    """The lab's functions, made without running its cells: with its imports, and the names that cost nothing to give."""
    names = dict(given)
    for node in (node for tree in trees for node in tree.body):
        named = _named(node)
        cheap = named and _called(node.value) <= HARMLESS and not given.keys() & set(named)
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef)) or cheap:
            with contextlib.suppress(NameError, LookupError):  # made of what the cells compute
                exec(compile(ast.Module([node], []), "<lab>", "exec"), names)
    return {name: value for name, value in names.items() if name != "__builtins__"}


def _called(expression):
    """The names whose functions are called when the expression is evaluated, "" for those of a result."""
    if isinstance(expression, ast.Lambda):
        return set()
    found = set()
    if isinstance(expression, ast.Call):
        root = expression.func
        while isinstance(root, (ast.Attribute, ast.Call)):
            root = root.value if isinstance(root, ast.Attribute) else root.func
        found.add(getattr(root, "id", ""))
    return found.union(*map(_called, ast.iter_child_nodes(expression)))
