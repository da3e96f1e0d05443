"""Prints docs/reference/errors.md: every error code that the code can raise, read from its syntax tree.

Owns the reading of error constructions and the form of the page.  Knows the tree of ontology/errors.py and nothing else of the product.  A
code is read where it is a literal: the first argument of an error class, or the matching argument of a function that hands it on to one.
The ``.code`` of another error is passed over; anything else is refused, since a code that cannot be read here cannot be documented.

Run as ``python -m tools.errors_reference``.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ontology import errors

CHECKOUT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "loaders", "graph", "api", "cli")

_CLASSES = {name: value for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.OwnershipError)}
_HEAD = """\
# Error codes

Written by `make docs` from the code; do not edit. Every error is printed as `error[CODE]: what happened`, then `hint: what to do`.
Over HTTP it is a problem document (RFC 9457) with the same `code` and `hint`, in which options are parameters
and commands routes. A code keeps its meaning from release to release.

| code | kind | HTTP | exit code | raised in | hint |
|---|---|---|---|---|---|
"""


class RaisedError(NamedTuple):
    """One place where an error is constructed."""

    code: str
    error_class: str
    module: str
    hint: str


_HandingOn = tuple[ast.FunctionDef | ast.AsyncFunctionDef, str, ast.Call]


class ErrorMaker(NamedTuple):
    """An error class, or a function that hands a code on to one."""

    error_class: str
    position: int
    """Place of the code among the positional arguments."""
    keyword: str


def read_raised(root: Path) -> tuple[list[RaisedError], list[str]]:
    """Read every error raised in the rooms under ``root``, and every place (``file:line``) where the code is not a literal."""
    trees = {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
    }
    handing_on = {module: list(_find_handing_on(tree)) for module, tree in trees.items()}
    makers = {name: ErrorMaker(name, 0, "code") for name in _CLASSES}
    for found in handing_on.values():
        makers |= _find_forwarders(found)
    raised: list[RaisedError] = []
    unreadable: list[str] = []
    for module, tree in trees.items():
        constants = _find_constants(tree)
        handed_on = {id(call) for _, _, call in handing_on[module]}
        for call, maker in _find_constructions(tree, makers):
            codes = _read_literals(_find_argument(call, maker.position, maker.keyword), constants)
            if codes:
                hint = (
                    _read_text(_find_argument(call, 2, "hint"), constants)
                    if maker.position == 0 and maker.error_class == _called_name(call)
                    else ""
                )
                raised += [RaisedError(code, maker.error_class, module, hint) for code in codes]
            elif id(call) not in handed_on and not _is_copy(call, maker):
                unreadable.append(f"{module}:{call.lineno}")
    return raised, unreadable


def format_page(raised: list[RaisedError]) -> str:
    """Format the reference page, one row a code and kind."""
    rows: dict[tuple[str, str], tuple[set[str], list[str]]] = {}
    for error in sorted(raised):
        modules, hints = rows.setdefault((error.code, error.error_class), (set(), []))
        modules.add(f"`{error.module}`")
        if error.hint and error.hint not in hints:
            hints.append(errors.address(error.hint, errors.Reader.EITHER))
    lines = []
    for (code, error_class), (modules, hints) in sorted(rows.items()):
        kind = _CLASSES[error_class]
        cells = (f"`{code}`", error_class, str(kind.status), str(kind.exit_code), ", ".join(sorted(modules)), "; or: ".join(hints))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return _HEAD + "\n".join(lines) + "\n"


def _called_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _find_constructions(tree: ast.AST, makers: dict[str, ErrorMaker]) -> Iterator[tuple[ast.Call, ErrorMaker]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (maker := makers.get(_called_name(node))) is not None:
            yield node, maker


def _find_handing_on(tree: ast.AST) -> Iterator[_HandingOn]:
    """Find functions that construct an error from one of their own parameters: (function, parameter, the call)."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            names = {arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _called_name(node) in _CLASSES:
                    code = _find_argument(node, 0, "code")
                    if isinstance(code, ast.Name) and code.id in names:
                        yield function, code.id, node


def _find_forwarders(handing_on: Iterable[_HandingOn]) -> dict[str, ErrorMaker]:
    forwarders = {}
    for function, parameter, call in handing_on:
        names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args) if arg.arg not in ("self", "cls")]
        forwarders[function.name] = ErrorMaker(_called_name(call), names.index(parameter) if parameter in names else sys.maxsize, parameter)
    return forwarders


def _find_argument(call: ast.Call, position: int, keyword: str) -> ast.expr | None:
    if position < len(call.args):
        return call.args[position]
    return next((word.value for word in call.keywords if word.arg == keyword), None)


def _find_constants(tree: ast.Module) -> dict[str, ast.expr]:
    constants = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                constants[name] = value
    return constants


def _is_copy(call: ast.Call, maker: ErrorMaker) -> bool:
    """Whether the code is another error's ``.code``, which is read where that error is constructed."""
    code = _find_argument(call, maker.position, maker.keyword)
    return isinstance(code, ast.Attribute) and code.attr == "code"


def _read_literals(node: ast.expr | None, constants: dict[str, ast.expr]) -> list[str]:
    match node:
        case ast.Constant(value=str() as text):
            return [text]
        case ast.IfExp(body=body, orelse=other):
            first, second = _read_literals(body, constants), _read_literals(other, constants)
            return first + second if first and second else []
        case ast.Name(id=name) if name in constants:
            return _read_literals(constants[name], {})
        case _:
            return []


def _read_text(node: ast.expr | None, constants: dict[str, ast.expr]) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…" for part in parts)
        case ast.Name(id=name) if name in constants:
            return _read_text(constants[name], {})
        case _:
            return ""


def main() -> int:
    raised, unreadable = read_raised(CHECKOUT)
    for place in unreadable:
        sys.stderr.write(f"{place}: the error code is not a literal, so it cannot be documented\n")
    sys.stdout.write(format_page(raised))
    return 1 if unreadable else 0


if __name__ == "__main__":
    sys.exit(main())
