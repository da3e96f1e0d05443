"""Read from the tokens of a query its form, its dataset clause, and what is refused.

Owns a small SPARQL lexer.  It is no parser: syntax errors are the engine's to report, with their position.
Refusal by syntax gives the reader a clean 403; that nothing is reached is the sandbox's duty (sandbox.py).
Must not know HTTP or the store.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from ontology.errors import Refused, UsageError

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_FORMS: Final[tuple[Form, ...]] = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
_CHANGING: Final = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")
_RESOLVING: Final = ("IRI", "URI")
"""Functions that read a text as an IRI against the address of the endpoint."""

_TESTS: Final = ("ISIRI", "ISURI")
_SCHEME: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:")
_MAX_NESTING: Final = 400
"""The engine parses by recursion: 2,000 levels work and 20,000 end the process."""

_TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#[^\r\n]*)
    | (?P<iri>     <[^<>"{}|^`\x00-\x20]*>)
    | (?P<string>  \"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<var>     [?$]\w+)
    | (?P<lang>    @[A-Za-z][A-Za-z0-9-]*)
    | (?P<blank>   _:[\w.\-]+)
    | (?P<run>     [^\W\d_][\w.\-]*(?::(?:[\w:.\-%]|\\.)*)? | :(?:[\w:.\-%]|\\.)*)
    | (?P<open>    [({\[])
    | (?P<close>   [)}\]])
    | (?P<other>   .)
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE_PREFIX: Final = re.compile(r"(^|[.\-])service", re.IGNORECASE)
"""The engine reads ``SERVICE:x { ... }`` as a federated call to ``:x``, also where ``SERVICE:`` is declared as a prefix."""

_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00[01][0-9A-Fa-f]{5})")


@dataclass(frozen=True, slots=True)
class Shape:
    """Facts of one query.

    ``form`` is None where the text does not begin like a query; ``own_dataset``: it has FROM or FROM NAMED;
    ``repeatable``: asked again of the same data it gives the same answer; ``absolute``: under whichever address it is asked, too.
    """

    form: Form | None
    own_dataset: bool
    repeatable: bool
    absolute: bool = False


def read_shape(query: str) -> Shape:
    """Read the shape of ``query``; refuse updates and SERVICE.

    Raises Refused (403) for updates and federated queries, UsageError (400) for nesting that no person writes.

    >>> read_shape("PREFIX ask: <http://x/> # DROP\\nSELECT ?service FROM <http://g/> { ?service ask:SERVICE 'SERVICE' }")
    Shape(form='SELECT', own_dataset=True, repeatable=True, absolute=True)
    >>> read_shape("DROP ALL")
    Traceback (most recent call last):
    ontology.errors.Refused: error[UPDATE_REFUSED]: this endpoint answers queries only, and DROP is an update
    """
    shape = _scan(query)
    plain = _CODEPOINT.sub(_decode_escape, query)
    if plain != query:
        # Codepoint escapes may stand for any character of a query, keywords included (SPARQL 1.1, section 19.2).
        _scan(plain)
        return replace(shape, absolute=False)
    return shape


def _decode_escape(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF else match[0]


def _scan(query: str) -> Shape:
    form: Form | None = None
    started = own_dataset = False
    repeatable = absolute = True
    depth = 0
    prefixes: set[str] = set()
    before = ""
    for match in _TOKEN.finditer(query):
        kind, text = match.lastgroup, match[0]
        if kind == "comment" or text.isspace():
            continue
        if kind == "open":
            depth += 1
            if depth > _MAX_NESTING:
                raise UsageError("QUERY_TOO_DEEP", f"the query nests more than {_MAX_NESTING} brackets", "write it with fewer levels")
        elif kind == "close":
            depth -= 1
        elif kind == "iri":
            absolute = absolute and _SCHEME.match(text) is not None
        elif kind == "run" and before == "PREFIX" and text.endswith(":"):
            if _SERVICE_PREFIX.search(text):
                raise Refused(
                    "SERVICE_REFUSED",
                    f"the prefix {text[:40]} reads as a call to another server (SERVICE), which this endpoint does not do",
                    "give the prefix another name",
                )
            prefixes.add(text)
        elif kind == "run":
            keyword = _read_keyword(text, prefixes)
            if "SERVICE" in keyword:
                raise Refused(
                    "SERVICE_REFUSED",
                    "the query asks another server (SERVICE), which this endpoint does not do",
                    "remove the SERVICE part, or run the query on your own copy: ownership export --format nquads",
                )
            if not started and keyword and not keyword.startswith(("PREFIX", "BASE", "VERSION")):
                started = True
                form = _find_form(keyword)
            own_dataset = own_dataset or keyword.startswith("FROM")
            # The engine lets a keyword run into the next: ORDER BYRAND().
            repeatable = repeatable and not keyword.endswith(_CHANGING)
            absolute = absolute and (keyword in _TESTS or not keyword.endswith(_RESOLVING))
        before = text.upper()
    return Shape(form, own_dataset, repeatable, absolute)


def _read_keyword(run: str, prefixes: set[str]) -> str:
    """Read a run of characters as a keyword, empty for a prefixed name.

    The engine also reads ``SERVICE:x`` as SERVICE and ``:x``, so only a declared prefix makes a prefixed name.
    """
    prefix, colon, _ = run.partition(":")
    return "" if colon and f"{prefix}:" in prefixes else prefix.upper()


def _find_form(keyword: str) -> Form | None:
    for form in _FORMS:
        if keyword.startswith(form):
            return form
    for update in _UPDATES:
        if keyword == update:
            raise Refused(
                "UPDATE_REFUSED",
                f"this endpoint answers queries only, and {update} is an update",
                "data comes in through the command: ownership load FILE",
            )
    return None
