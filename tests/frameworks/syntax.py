"""CPython's tree of a program, written as the small Python of the instruments writes its own (tests/support/syntax.ts)."""

import ast

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "BitAnd": "&", "BitOr": "|", "BitXor": "^", "LShift": "<<", "RShift": ">>", "USub": "-", "UAdd": "+", "Not": "not",
    "Invert": "~", "And": "and", "Or": "or", "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=",
    "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}  # fmt: skip


def fields(**parts):
    """A node as a sorted list of its fields."""
    return [list(part) for part in sorted(parts.items())]


def sign(operator):
    return OPERATORS[type(operator).__name__]


def block(statements):
    return [with_named(statement(each), each) for each in statements]


def with_named(tree, node):
    """What `:=` binds in the statement's own expressions, where it binds any."""
    named = [each.target.id for each in expressions_in(node) if isinstance(each, ast.NamedExpr)]
    return sorted([*tree, ["named", named]], key=lambda field: field[0]) if named else tree


def expressions_in(node):
    """Those that are not inside another statement or a lambda."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.stmt | ast.Lambda):
            yield child
            yield from expressions_in(child)


def maybe(node):
    return None if node is None else expression(node)


def arguments(call):
    plain = call.args if isinstance(call, ast.Call) else call.bases
    found = [
        (each, fields(value=expression(each.value), name=None, stars=1))
        if isinstance(each, ast.Starred)
        else (each, fields(value=expression(each), name=None, stars=0))
        for each in plain
    ]
    found += [
        (each, fields(value=expression(each.value), name=each.arg, stars=0 if each.arg else 2))
        for each in call.keywords
    ]
    found.sort(key=lambda pair: (pair[0].lineno, pair[0].col_offset))
    return [written for _, written in found]


def parameters(args):
    plain = args.posonlyargs + args.args
    usual = [None] * (len(plain) - len(args.defaults)) + [expression(each) for each in args.defaults]
    kinds = ["positional-only"] * len(args.posonlyargs) + ["ordinary"] * len(args.args)
    found = [fields(name=a.arg, kind=kind, default=d) for a, kind, d in zip(plain, kinds, usual, strict=True)]
    if args.vararg:
        found.append(fields(name=args.vararg.arg, kind="rest", default=None))
    for each, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        found.append(fields(name=each.arg, kind="named", default=maybe(default)))
    if args.kwarg:
        found.append(fields(name=args.kwarg.arg, kind="keywords", default=None))
    return found


def clauses(generators):
    return [
        fields(target=expression(g.target), source=expression(g.iter), tests=[expression(t) for t in g.ifs])
        for g in generators
    ]


def key_of(node):
    if isinstance(node, ast.Slice):
        return fields(kind="slice", start=maybe(node.lower), stop=maybe(node.upper), step=maybe(node.step))
    if isinstance(node, ast.Tuple):
        return fields(kind="tuple", items=[key_of(each) for each in node.elts])
    return expression(node)


def logic(node):
    operator, tree = sign(node.op), expression(node.values[0])
    for value in node.values[1:]:
        tree = fields(kind="logic", operator=operator, left=tree, right=expression(value))
    return tree


def formatted(node):
    """The parts of an f-string; a specification is compared as text, which CPython takes apart."""
    parts = []
    for value in node.values:
        parts.append(str(value.value) if isinstance(value, ast.Constant) else "{}")
    if all(isinstance(value, ast.Constant) for value in node.values):
        return ["constant", repr("".join(parts))]
    return ["format", "".join(parts)]


def expression(node):
    match node:
        case ast.Constant(value=bytes() | complex()):
            return ["other"]
        case ast.Constant(value=value):
            return ["constant", "..." if value is ... else repr(value)]
        case ast.Name(id=name):
            return fields(kind="name", name=name)
        case ast.Attribute():
            return fields(kind="attribute", object=expression(node.value), name=node.attr)
        case ast.Subscript():
            return fields(kind="item", object=expression(node.value), key=key_of(node.slice))
        case ast.Call():
            return fields(kind="call", callee=expression(node.func), args=arguments(node))
        case ast.UnaryOp():
            return fields(kind="unary", operator=sign(node.op), operand=expression(node.operand))
        case ast.BinOp():
            left, right = expression(node.left), expression(node.right)
            return fields(kind="binary", operator=sign(node.op), left=left, right=right)
        case ast.BoolOp():
            return logic(node)
        case ast.Compare():
            pairs = zip(node.ops, node.comparators, strict=True)
            rest = [fields(operator=sign(op), right=expression(right)) for op, right in pairs]
            return fields(kind="comparison", first=expression(node.left), rest=rest)
        case ast.IfExp():
            test, yes, no = expression(node.test), expression(node.body), expression(node.orelse)
            return fields(kind="conditional", test=test, yes=yes, no=no)
        case ast.Lambda():
            return fields(kind="lambda", parameters=parameters(node.args), body=expression(node.body))
        case ast.Starred():
            return fields(kind="star", inner=expression(node.value))
        case ast.JoinedStr():
            return formatted(node)
        case ast.NamedExpr():
            return fields(kind="named", target=node.target.id, value=expression(node.value))
        case ast.Yield():
            return fields(kind="yield", value=maybe(node.value), from_="false")
        case ast.YieldFrom():
            return fields(kind="yield", value=expression(node.value), from_="true")
    return collection(node)


def collection(node):
    """A display or a comprehension."""
    match node:
        case ast.Tuple() | ast.List() | ast.Set():
            return fields(kind=type(node).__name__.lower(), items=[expression(each) for each in node.elts])
        case ast.Dict():
            pairs = zip(node.keys, node.values, strict=True)
            return fields(kind="dict", entries=[fields(key=maybe(k), value=expression(v)) for k, v in pairs])
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            of = {"ListComp": "list", "SetComp": "set", "GeneratorExp": "generator"}[type(node).__name__]
            element, found = expression(node.elt), clauses(node.generators)
            return fields(kind="comprehension", of=of, element=element, value=None, clauses=found)
        case ast.DictComp():
            element, value, found = expression(node.key), expression(node.value), clauses(node.generators)
            return fields(kind="comprehension", of="dict", element=element, value=value, clauses=found)
    return ["other"]


def statement(node):
    match node:
        case ast.Expr():
            return fields(kind="expression", value=expression(node.value))
        case ast.Assign():
            return fields(
                kind="assign", targets=[expression(t) for t in node.targets], value=expression(node.value)
            )
        case ast.AnnAssign(value=None):
            return fields(kind="annotate", name=ast.unparse(node.target))
        case ast.AnnAssign():
            return fields(kind="assign", targets=[expression(node.target)], value=expression(node.value))
        case ast.AugAssign():
            target, value = expression(node.target), expression(node.value)
            return fields(kind="update", target=target, operator=sign(node.op), value=value)
        case ast.Return():
            return fields(kind="return", value=maybe(node.value))
        case ast.Raise():
            return fields(kind="raise", value=maybe(node.exc))
        case ast.Assert():
            return fields(kind="assert", test=expression(node.test), message=maybe(node.msg))
        case ast.Delete():
            return fields(kind="delete", targets=[expression(each) for each in node.targets])
        case ast.Pass() | ast.Break() | ast.Continue():
            return fields(kind=type(node).__name__.lower())
        case ast.Import():
            modules = [[["as", each.asname], ["path", each.name]] for each in node.names]
            return fields(kind="import", modules=modules)
        case ast.ImportFrom():
            names = [[["as", each.asname or each.name], ["name", each.name]] for each in node.names]
            return fields(kind="from", path="." * node.level + (node.module or ""), names=names)
        case ast.Global() | ast.Nonlocal():
            return fields(kind="scope", scope=type(node).__name__.lower(), names=node.names)
    return compound(node)


def compound(node):
    """A statement that holds statements."""
    match node:
        case ast.If() | ast.While():
            kind = type(node).__name__.lower()
            return fields(
                kind=kind, test=expression(node.test), body=block(node.body), otherwise=block(node.orelse)
            )
        case ast.For() | ast.AsyncFor():
            target, source = expression(node.target), expression(node.iter)
            body, otherwise = block(node.body), block(node.orelse)
            return fields(kind="for", target=target, source=source, body=body, otherwise=otherwise)
        case ast.Try():
            handlers = [fields(type=maybe(h.type), name=h.name, body=block(h.body)) for h in node.handlers]
            final, otherwise = block(node.finalbody), block(node.orelse)
            return fields(
                kind="try", body=block(node.body), handlers=handlers, otherwise=otherwise, final=final
            )
        case ast.With() | ast.AsyncWith():
            items = [
                fields(value=expression(i.context_expr), target=maybe(i.optional_vars)) for i in node.items
            ]
            return fields(kind="with", items=items, body=block(node.body))
    return definition(node)


def definition(node):
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yields = any(isinstance(each, ast.Yield | ast.YieldFrom) for each in own(node.body))
            return fields(
                kind="function",
                name=node.name,
                parameters=parameters(node.args),
                body=block(node.body),
                decorators=[expression(each) for each in node.decorator_list],
                isGenerator=str(yields).lower(),
            )
        case ast.ClassDef():
            decorators = [expression(each) for each in node.decorator_list]
            bases = arguments(node)
            return fields(
                kind="class", name=node.name, bases=bases, body=block(node.body), decorators=decorators
            )
    return ["other"]


def own(nodes):
    """The nodes of a function's body that are not inside another definition."""
    for node in nodes:
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            yield from own(ast.iter_child_nodes(node))
