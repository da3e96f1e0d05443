"""Prints docs/reference/errors.md: every error code that the code can raise, read from its syntax tree.

Owns the reading of error constructions and the page's form.  Knows the tree of ontology/errors.py and nothing else of the
product.  A code counts as found when it is a literal: the first argument of an error class, or the matching argument of a
function that hands it on to one.  Another error's ``.code`` is passed over; anything else is refused, since a code that cannot be
read here cannot be documented.

Run as ``python -m tools.errors_reference``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ontology import errors

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "loaders", "graph", "api", "cli")

_CLASSES = {name: value for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.OwnershipError)}
_HEAD = """\
# Error codes

Written by `make docs` from the code; do not edit. Every error is printed as `error[CODE]: what happened`, then `hint: what to do`.
Over HTTP it is a problem document (RFC 9457) with the same `code` and `hint`. A code keeps its meaning from release to release.

| code | kind | HTTP | exit code | raised in | hint |
|---|---|---|---|---|---|
"""


class Raised(NamedTuple):
    """One place where an error is made."""

    code: str
    error: str
    module: str
    hint: str


class Maker(NamedTuple):
    """Something that makes an error: an error class, or a function that hands a code on to one."""

    error: str
    position: int
    """Place of the code among the positional arguments."""
    keyword: str


def read(root: Path) -> tuple[list[Raised], list[str]]:
    """Every error made in the rooms under ``root``, and every place (``file:line``) where the code is not a literal."""
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
    }
    makers = {name: Maker(name, 0, "code") for name in _CLASSES}
    for tree in trees.values():
        makers |= _forwarders(tree)
    raised: list[Raised] = []
    unreadable: list[str] = []
    for module, tree in trees.items():
        constants = _constants(tree)
        handed_on = {id(call) for _, _, call in _handing_on(tree)}
        for call, maker in _made(tree, makers):
            codes = _literals(_argument(call, maker.position, maker.keyword), constants)
            if codes:
                hint = _text(_argument(call, 2, "hint"), constants) if maker.position == 0 and maker.error == _called(call) else ""
                raised += [Raised(code, maker.error, module, hint) for code in codes]
            elif id(call) not in handed_on and not _copies(call, maker):
                unreadable.append(f"{module}:{call.lineno}")
    return raised, unreadable


def page(raised: list[Raised]) -> str:
    """The reference page, one row a code and kind."""
    rows: dict[tuple[str, str], tuple[set[str], list[str]]] = {}
    for one in sorted(raised):
        modules, hints = rows.setdefault((one.code, one.error), (set(), []))
        modules.add(f"`{one.module}`")
        if one.hint and one.hint not in hints:
            hints.append(one.hint)
    lines = []
    for (code, error), (modules, hints) in sorted(rows.items()):
        kind = _CLASSES[error]
        cells = (f"`{code}`", error, str(kind.status), str(kind.exit_code), ", ".join(sorted(modules)), "; or: ".join(hints))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return _HEAD + "\n".join(lines) + "\n"


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _made(tree: ast.AST, makers: dict[str, Maker]) -> Iterator[tuple[ast.Call, Maker]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (maker := makers.get(_called(node))) is not None:
            yield node, maker


def _handing_on(tree: ast.AST) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, str, ast.Call]]:
    """Functions with an error made from one of their own parameters: (function, parameter, the call)."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            names = {arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _called(node) in _CLASSES:
                    code = _argument(node, 0, "code")
                    if isinstance(code, ast.Name) and code.id in names:
                        yield function, code.id, node


def _forwarders(tree: ast.AST) -> dict[str, Maker]:
    found = {}
    for function, parameter, call in _handing_on(tree):
        names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args) if arg.arg not in ("self", "cls")]
        found[function.name] = Maker(_called(call), names.index(parameter) if parameter in names else sys.maxsize, parameter)
    return found


def _argument(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    if position < len(call.args):
        return call.args[position]
    return next((word.value for word in call.keywords if word.arg == keyword), None)


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    found = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found[name] = value
    return found


def _copies(call: ast.Call, maker: Maker) -> bool:
    """Whether the code is another error's ``.code``, which is read where that error is made."""
    code = _argument(call, maker.position, maker.keyword)
    return isinstance(code, ast.Attribute) and code.attr == "code"


def _literals(node: ast.expr | None, constants: dict[str, ast.expr]) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            first, second = _literals(body, constants), _literals(other, constants)
            return first + second if first and second else []
        case ast.Name(id=name) if name in constants:
            return _literals(constants[name], {})
        case _:
            return []


def _text(node: ast.expr | None, constants: dict[str, ast.expr]) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…" for part in parts)
        case ast.Name(id=name) if name in constants:
            return _text(constants[name], {})
        case _:
            return ""


def main() -> int:
    raised, unreadable = read(CHECKOUT)
    for place in unreadable:
        sys.stderr.write(f"{place}: the error code is not a literal, so it cannot be documented\n")
    sys.stdout.write(page(raised))
    return 1 if unreadable else 0


if __name__ == "__main__":
    sys.exit(main())
