"""The tools, one module a question, named as the query, the route and the verb of the same question."""

from __future__ import annotations

from typing import Any, Final

from api.mcp.tool import Tool
from api.mcp.tools.controlled import controlled_tool
from api.mcp.tools.controllers import controllers_tool
from api.mcp.tools.history import history_tool
from api.mcp.tools.owners import owners_tool
from api.mcp.tools.paths import paths_tool
from api.mcp.tools.rules import rules_tool
from api.mcp.tools.search import search_tool
from api.mcp.tools.sources import sources_tool
from api.mcp.tools.what_if import what_if_tool

TOOLS: Final[tuple[Tool[Any, Any], ...]] = (
    search_tool,
    controllers_tool,
    controlled_tool,
    owners_tool,
    paths_tool,
    history_tool,
    what_if_tool,
    sources_tool,
    rules_tool,
)
"""In the order in which they are listed."""
