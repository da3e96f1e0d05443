"""Agents ask with candidates: what holds only so is told with its condition, and without it how many there are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.api.mcp.sessions import call, reply_of, serving_agents_here, text_of
from tests.api.test_candidates import load_two_registers

pytestmark = pytest.mark.thorough

ASKED: list[tuple[str, dict[str, Any]]] = [
    ("controllers", {"party": "Mole Shipping Ltd"}),
    ("controlled", {"party": "Rowan Birch"}),
    ("owners", {"party": "Mole Shipping Ltd"}),
    ("history", {"party": "Mole Shipping Ltd"}),
    ("what_if", {"party": "Mole Shipping Ltd", "changes": [{"holder": "new:Ann", "subject": "HALDEN AS", "share": "20"}]}),
    ("paths", {"from": "Rowan Birch", "to": "Mole Shipping Ltd"}),
]


def test_candidates_are_asked_for_by_agents(tmp_path: Path) -> None:
    with serving_agents_here(load_two_registers(tmp_path), public_url="https://who.example") as url:
        for tool, arguments in ASKED:
            stated, asked = (call(url, tool, **arguments, identity=how) for how in ("stated", "candidates"))
            assert "would change this answer (ask with identity candidates)" in text_of(stated), tool
            is_shown = tool != "paths"
            assert bool(re.search("Licence and age:\n- [12] of its sources states? no licence.\n", text_of(stated))) == is_shown, tool
            assert "If Halden A/S in “one.csv” is HALDEN AS in “two.csv”" in text_of(asked), tool
            assert "identity=candidates" in str(reply_of(asked)), tool
