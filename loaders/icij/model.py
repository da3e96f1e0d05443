"""The columns of every layout of the leaks, called by one name each.

Layouts: 2016 (``node_1,rel_type,node_2``), 2017 (``START_ID,TYPE,END_ID``), 2018 (``n.name``, ``r.start_date``), 2020 (``_id``,
``_start``, ``_end``), 2022 and later (``node_id_start,node_id_end,rel_type,link``), and the tables of the power players of 2016
(``data.properties.name``).
"""

from __future__ import annotations

import csv
import re
from typing import Final

from loaders.contract import RawRecord
from ontology.errors import RecordError

_PREFIX: Final = re.compile(r"^:|^[nr]\.|^data\.properties\.")
_NAMES: Final = {
    "node_1": "start",
    "start_id": "start",
    "_start": "start",
    "node_id_start": "start",
    "source": "start",
    "node_2": "end",
    "end_id": "end",
    "_end": "end",
    "node_id_end": "end",
    "target": "end",
    "rel_type": "type",
    "_type": "type",
    "data.type": "type",
    "node_id": "id",
    "_id": "row_id",
    "_labels": "labels",
    "labels(n)": "labels",
    "data.categories.0": "labels",
    "incorporationdate": "incorporation_date",
    "registrationdate": "incorporation_date",
    "inactivationdate": "inactivation_date",
    "date_start": "start_date",
    "date_end": "end_date",
    "country": "countries",
    "sourceid": "leak",
    "ibcruc": "registration_number",
    "file_number": "registration_number",
    "company_type": "legal_form",
}
_EDGE: Final = frozenset(("start", "end", "type"))
_OF_EDGES: Final = frozenset(("link", "leak", "start_date", "end_date", "valid_until", "hover"))
_OF_NODES: Final = frozenset(("leak", "country_codes", "valid_until", "internal_id"))
ROWS: Final = "icij-2020"
POWER_PLAYERS: Final = frozenset(("data.type", "data.categories.0"))


def header(line: str) -> tuple[str, ...]:
    """The cells of the first line; none where it is no CSV."""
    try:
        return tuple([cell.strip() for cell in next(csv.reader([line.strip("\r")]), [])])
    except csv.Error:
        return ()


def columns(cells: tuple[str, ...]) -> tuple[str, ...]:
    """The house's name of each column.

    >>> columns(("node_id_start", "node_id_end", "rel_type", "sourceID")), columns(("n.node_id", "n.name"))
    (('start', 'end', 'type', 'leak'), ('id', 'name'))
    """
    lower = [cell.lower() for cell in cells]
    power = not POWER_PLAYERS.isdisjoint(lower)
    found = []
    for cell in lower:
        plain = _PREFIX.sub("", cell)
        if power and cell in ("type", "data.properties.name"):
            # In these tables the plain column is how the edge was drawn; the name of an edge is its link.
            found.append("drawn" if cell == "type" else "link" if "data.type" in lower else "name")
        else:
            found.append(_NAMES.get(cell, _NAMES.get(plain, plain)))
    return tuple(found)


def schemes(cells: tuple[str, ...]) -> tuple[str, str]:
    """Of which numbering the nodes of a file are, and of which the ends of its edges.

    The power players of 2016 are numbered by themselves; so are the rows of 2020, whose edges lead from row to row: a number there is
    another node than the same number in the database.
    """
    lower = [cell.lower() for cell in cells]
    if not POWER_PLAYERS.isdisjoint(lower):
        return "icij-power-players", "icij-power-players"
    return "icij", ROWS if "_start" in lower else "icij"


def known(cells: tuple[str, ...]) -> bool:
    """Whether this is a header of the leaks."""
    names, lower = set(columns(cells)), [cell.lower() for cell in cells]
    if names >= _EDGE:
        plain = lower in (["node_1", "rel_type", "node_2"], ["start_id", "type", "end_id"], ["node_id_start", "node_id_end", "rel_type"])
        return plain or not names.isdisjoint(_OF_EDGES)
    if "data.categories.0" in lower:
        return "id" in names
    numbered = not names.isdisjoint(("id", "row_id")) and not {"node_id", "_id", "n.node_id"}.isdisjoint(lower)
    return numbered and not names.isdisjoint(_OF_NODES)


def row(raw_record: RawRecord, names: tuple[str, ...]) -> dict[str, str]:
    """The cells that have a value.  Raises RecordError BAD_ROW."""
    try:
        text = raw_record.raw.decode()
        # Only line feeds end a line here: to the csv module every other mark that ends one in Unicode is a letter of its cell.
        cells = next(csv.reader([f"{line}\n" for line in text.split("\n")]), []) if '"' in text else text.rstrip("\r").split(",")
    except (UnicodeDecodeError, csv.Error):
        raise RecordError("BAD_ROW", "the row is no CSV", "check that the file is not damaged there") from None
    if len(cells) != len(names):
        what = f"the row has {len(cells)} cells, the header names {len(names)}"
        raise RecordError("BAD_ROW", what, "check that the file is not damaged there")
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=True):
        text = cell.strip()
        if text and text.lower() not in ("null", "none"):
            found.setdefault(name, text)
    return found
