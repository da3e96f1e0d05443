"""The template environment and the one function that renders a page.  Autoescape is on for every template."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from api.pages.directions import isolate_names
from graph.answers.common import Range
from graph.queries.interest_words import name_interest
from graph.queries.phrases import describe_kind, format_range, name_author
from graph.queries.provenance import list_provenance
from graph.queries.rivals import describe_rival

_FOLDER: Final = Path(__file__).resolve().parents[1] / "templates"

_CONTROL_CHARACTERS: Final = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Characters of a name that would turn the direction of the words around it, and control characters."""


def _remove_control_characters(value: object) -> object:
    """Clean what a template prints, so that no name can reorder the sentence it stands in."""
    return _CONTROL_CHARACTERS.sub("", value) if isinstance(value, str) and not isinstance(value, Markup) else value


ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(_FOLDER),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_remove_control_characters,
)
ENVIRONMENT.filters["kind"] = describe_kind
ENVIRONMENT.filters["describe_rival"] = describe_rival
ENVIRONMENT.filters["interest"] = name_interest
ENVIRONMENT.filters["rests_on"] = list_provenance
ENVIRONMENT.filters["unbroken"] = lambda words: words.replace(" %", "\u00a0%")
"""Figures whose sign never stands on a line of its own."""
ENVIRONMENT.filters["spread"] = lambda size: format_range(size if isinstance(size, Range) else size.range).replace(" %", "\u00a0%")
ENVIRONMENT.filters["by"] = lambda source: name_author(source.title, source.author, source.publisher)
ENVIRONMENT.filters["capitalize_first"] = lambda text: text[:1].upper() + text[1:]
ENVIRONMENT.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]


def render_page(template: str, *, status: int = 200, headers: dict[str, str] | None = None, **content: Any) -> HTMLResponse:
    """Render a page.  ``content`` is what its template names; markup in it is escaped unless it is a Markup object."""
    html = isolate_names(ENVIRONMENT.get_template(template).render(content))
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-cache", **(headers or {})})
