"""The columns of every layout of the leaks, with one name each, and the decoding of a row.

Layouts: 2016 (``node_1,rel_type,node_2``), 2017 (``START_ID,TYPE,END_ID``), 2018 (``n.name``, ``r.start_date``), 2020 (``_id``,
``_start``, ``_end``), 2022 and later (``node_id_start,node_id_end,rel_type,link``), and the tables of the power players of 2016
(``data.properties.name``).
"""

from __future__ import annotations

import csv
import re
from typing import Final

from loaders.common.decoding import DAMAGED, check_cells
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
_EDGE_COLUMNS: Final = frozenset(("start", "end", "type"))
_ONLY_EDGES: Final = frozenset(("link", "leak", "start_date", "end_date", "valid_until", "hover"))
_ONLY_NODES: Final = frozenset(("leak", "country_codes", "valid_until", "internal_id"))
ROWS: Final = "icij-2020"
POWER_PLAYERS: Final = frozenset(("data.type", "data.categories.0"))


def rename_columns(header: tuple[str, ...]) -> tuple[str, ...]:
    """Return our name of each column.

    >>> rename_columns(("node_id_start", "node_id_end", "rel_type", "sourceID")), rename_columns(("n.node_id", "n.name"))
    (('start', 'end', 'type', 'leak'), ('id', 'name'))
    """
    lower = [name.lower() for name in header]
    of_power_players = not POWER_PLAYERS.isdisjoint(lower)
    columns = []
    for name in lower:
        plain = _PREFIX.sub("", name)
        if of_power_players and name in ("type", "data.properties.name"):
            # In these tables the plain column is how the edge was drawn; the name of an edge is its link.
            columns.append("drawn" if name == "type" else "link" if "data.type" in lower else "name")
        else:
            columns.append(_NAMES.get(name, _NAMES.get(plain, plain)))
    return tuple(columns)


def find_schemes(header: tuple[str, ...]) -> tuple[str, str]:
    """Return the scheme of the numbers of a file's nodes, and of those at the ends of its edges.

    The power players of 2016 are numbered by themselves; so are the rows of 2020, whose edges lead from row to row: a number there is
    another node than the same number in the database.
    """
    lower = [name.lower() for name in header]
    if not POWER_PLAYERS.isdisjoint(lower):
        return "icij-power-players", "icij-power-players"
    return "icij", ROWS if "_start" in lower else "icij"


def is_header(header: tuple[str, ...]) -> bool:
    """Whether this is a header of the leaks."""
    names, lower = set(rename_columns(header)), [name.lower() for name in header]
    if names >= _EDGE_COLUMNS:
        plain = lower in (["node_1", "rel_type", "node_2"], ["start_id", "type", "end_id"], ["node_id_start", "node_id_end", "rel_type"])
        return plain or not names.isdisjoint(_ONLY_EDGES)
    if "data.categories.0" in lower:
        return "id" in names
    numbered = not names.isdisjoint(("id", "row_id")) and not {"node_id", "_id", "n.node_id"}.isdisjoint(lower)
    return numbered and not names.isdisjoint(_ONLY_NODES)


def decode(raw: bytes, columns: tuple[str, ...]) -> dict[str, str]:
    """Return the cells that have a value, by column.  Raises RecordError BAD_ROW."""
    try:
        text = raw.decode()
        # Only line feeds end a line here: to the csv module every other mark that ends one in Unicode is a letter of its cell.
        cells = next(csv.reader([f"{line}\n" for line in text.split("\n")]), []) if '"' in text else text.rstrip("\r").split(",")
    except (UnicodeDecodeError, csv.Error):
        raise RecordError("BAD_ROW", "the row is no CSV", DAMAGED) from None
    check_cells(cells, columns)
    values: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=True):
        value = cell.strip()
        if value and value.lower() not in ("null", "none"):
            values.setdefault(column, value)
    return values
