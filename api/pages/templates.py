"""The template environment and the one function that renders a page.  Autoescape is on for every template."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from graph.chart.wording import kind_words, span

_FOLDER: Final = Path(__file__).resolve().parents[1] / "templates"

ENVIRONMENT: Final = Environment(
    loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
)
ENVIRONMENT.filters["kind"] = kind_words
ENVIRONMENT.filters["spread"] = lambda size: span(size.min, size.max)
ENVIRONMENT.filters["lower_first"] = lambda text: text[:1].lower() + text[1:]


def page(template: str, *, status: int = 200, headers: dict[str, str] | None = None, **content: Any) -> HTMLResponse:
    """A page.  ``content`` is what its template names; markup in it is escaped unless it is a Markup object."""
    html = ENVIRONMENT.get_template(template).render(content)
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-cache", **(headers or {})})
