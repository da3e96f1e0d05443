"""The parts of the Neo4j driver that are used here, loaded without the libraries for tables that it takes up where it finds them.

pandas and PyArrow take six times as long to load as the driver itself, and 75 MiB.  A process that has them already keeps what it has; in
one that has not, this driver is given plain values only, and what comes back can still be made a table.
"""

import importlib
import sys
from typing import Final

_FOR_TABLES: Final = ("pandas", "pyarrow")


def _load() -> None:
    hidden = [name for name in _FOR_TABLES if name not in sys.modules]
    for name in hidden:
        # What the language has for a module that is not to be found.
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        importlib.import_module("neo4j")
    finally:
        for name in hidden:
            del sys.modules[name]


_load()

from neo4j import (  # noqa: E402
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Query,
    Record,
    RoutingControl,
    TrustCustomCAs,
    unit_of_work,
)
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, ConstraintError, DriverError, Neo4jError  # noqa: E402
from neo4j.time import Date  # noqa: E402

__all__ = [
    "AuthError",
    "ClientError",
    "ConfigurationError",
    "ConstraintError",
    "Date",
    "Driver",
    "DriverError",
    "GraphDatabase",
    "ManagedTransaction",
    "Neo4jError",
    "NotificationMinimumSeverity",
    "Query",
    "Record",
    "RoutingControl",
    "TrustCustomCAs",
    "unit_of_work",
]
