"""Connect to Neo4j: settings, one checked driver, and the driver's errors translated into those of the product.

Owns every mapping from a driver or server error to BackendError.  Knows nothing of what is read or written.
A password appears in no message and no repr.
"""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph.neo4j.driver import (
    AuthError,
    ClientError,
    ConfigurationError,
    Driver,
    DriverError,
    GraphDatabase,
    Neo4jError,
    NotificationMinimumSeverity,
    TrustCustomCAs,
)
from ontology.errors import BackendError, UsageError

OLDEST_VERSION: Final = (5, 26)
"""First version with all that queries.cypher uses, and the oldest one that is tested."""

_SCHEMES: Final = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_TRUSTING_SCHEMES: Final = ("bolt+s", "neo4j+s")
_READ_ONLY_CODES: Final = ("ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase", "NotALeader")
_AUTH_CODES: Final = ("Unauthorized", "AuthenticationRateLimit", "TokenExpired", "CredentialsExpired")


@dataclass(frozen=True, slots=True)
class Neo4jSettings:
    """Where Neo4j is and who we are there; without user and password no authentication is offered.

    ``beside_others``: a first sync may write into a database that holds data of somebody else.  ``ca_file``: PEM certificates of who
    vouches for the server, in place of those of the system.

    >>> Neo4jSettings("bolt://localhost:7687", "neo4j", "secret")
    Neo4jSettings(uri='bolt://localhost:7687', user='neo4j', database='neo4j', beside_others=False, ca_file=None)
    """

    uri: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    database: str = "neo4j"
    beside_others: bool = False
    ca_file: Path | None = None

    @property
    def address(self) -> str:
        """The URI fit for a message: without a user or password that was put into it."""
        return re.sub(r"//[^@/]*@", "//", self.uri)


@contextmanager
def connect(settings: Neo4jSettings) -> Iterator[Driver]:
    """Open a driver that has answered from this database; it is closed at the end.

    Errors of the driver inside the block leave it as BackendError NEO4J_UNREACHABLE, NEO4J_AUTH, NEO4J_VERSION,
    NEO4J_DATABASE, NEO4J_READ_ONLY, NEO4J_TLS or NEO4J_FAILED; a malformed URI is UsageError NEO4J_URI, certificates that cannot be
    read or are of no use NEO4J_CA_FILE.
    """
    scheme = settings.uri.partition("://")[0]
    if scheme not in _SCHEMES:
        what = f"{settings.address!r} is not a Neo4j address"
        raise UsageError("NEO4J_URI", what, "write OWNERSHIP_NEO4J_URI=bolt://host:7687 (or neo4j://, neo4j+s://)")
    if "@" in settings.uri:
        what = f"the Neo4j address {settings.address!r} was given with a user or password in it"
        raise UsageError("NEO4J_URI", what, "keep them out of OWNERSHIP_NEO4J_URI: set OWNERSHIP_NEO4J_USER and OWNERSHIP_NEO4J_PASSWORD")
    auth = (settings.user or "neo4j", settings.password) if settings.password is not None else None
    with (
        translate_errors(settings),
        GraphDatabase.driver(
            auth=auth,
            **_name_server(settings, scheme),
            user_agent="ownership-graph",
            connection_timeout=10,
            notifications_min_severity=NotificationMinimumSeverity.OFF,
        ) as driver,
    ):
        # Answers at once when nothing listens; a query would be tried again for half a minute.
        driver.verify_connectivity()
        _, summary, _ = driver.execute_query("RETURN 1", database_=settings.database)
        check_version(summary.server.agent, settings)
        yield driver


def _name_server(settings: Neo4jSettings, scheme: str) -> dict[str, Any]:
    """The driver's address of the server, with whom it trusts to vouch for it."""
    if settings.ca_file is None:
        return {"uri": settings.uri}
    if scheme not in _TRUSTING_SCHEMES:
        hint = "write OWNERSHIP_NEO4J_URI=bolt+s://host:7687 or neo4j+s://host:7687, or unset OWNERSHIP_NEO4J_CA_FILE"
        raise UsageError("NEO4J_CA_FILE", f"{scheme}:// asks for no certificate that somebody vouches for", hint)
    try:
        ssl.create_default_context(cafile=str(settings.ca_file))
    except OSError as error:
        what = f"{settings.ca_file} does not hold certificates in PEM form that can be read"
        raise UsageError("NEO4J_CA_FILE", what, "name the certificate of who signed the server's own in OWNERSHIP_NEO4J_CA_FILE") from error
    # The driver takes certificates only beside an address that does not speak of them.
    uri = settings.uri.replace("+s://", "://", 1)
    return {"uri": uri, "encrypted": True, "trusted_certificates": TrustCustomCAs(str(settings.ca_file))}


@contextmanager
def translate_errors(settings: Neo4jSettings) -> Iterator[None]:
    """Translate what the driver or the server raises.  See ``connect``."""
    try:
        yield
    except (Neo4jError, DriverError, OSError) as error:
        raise translate_error(error, settings) from error
    except ValueError as error:
        # The driver refuses a malformed address with a bare ValueError; its text may repeat what was in the URI.
        if "address" not in str(error) and "port" not in str(error):
            raise
        raise UsageError("NEO4J_URI", f"{settings.address!r} is not a Neo4j address", "write bolt://host:7687") from None


def translate_error(error: Neo4jError | DriverError | OSError, settings: Neo4jSettings) -> BackendError | UsageError:
    """Return the product's error for one of the driver's."""
    at = f"Neo4j at {settings.address}"
    code = str(getattr(error, "code", "") or "")
    if isinstance(error, AuthError) or code.rsplit(".", 1)[-1] in _AUTH_CODES:
        user = f"user {settings.user!r}" if settings.user else "a connection without user and password"
        return BackendError(
            "NEO4J_AUTH", f"{at} refused {user}", "set OWNERSHIP_NEO4J_USER and OWNERSHIP_NEO4J_PASSWORD, then run the command again"
        )
    if code.endswith(".Forbidden"):
        line = (getattr(error, "message", None) or "").partition("\n")[0]
        return BackendError(
            "NEO4J_AUTH",
            f"{at} does not let user {settings.user or 'neo4j'!r} do what this needs: {line}".rstrip(": "),
            "give that user a role that may read, write and make constraints and indexes, or set OWNERSHIP_NEO4J_USER to one who may",
        )
    if code.startswith("Neo.ClientError.Database.") or code == "Neo.TransientError.Database.DatabaseUnavailable":
        return BackendError(
            "NEO4J_DATABASE",
            f"{at} has no database {settings.database!r} in service",
            "set OWNERSHIP_NEO4J_DATABASE to one that SHOW DATABASES lists as online",
        )
    if code.endswith(_READ_ONLY_CODES):
        return BackendError(
            "NEO4J_READ_ONLY",
            f"{at} lets nobody write to the database {settings.database!r}",
            "allow writing there (server.databases.read_only, server.databases.default_to_read_only), then run the command again",
        )
    if isinstance(error, ConfigurationError):
        return UsageError("NEO4J_URI", f"{settings.address!r} is not a Neo4j address that the driver accepts", "write bolt://host:7687")
    if isinstance(error, Neo4jError):
        line = (error.message or "").partition("\n")[0]
        return BackendError(
            "NEO4J_FAILED", f"{at} failed: {code} {line}".rstrip(), "run: ownership sync --verify; what was committed before is kept"
        )
    if _is_tls_failure(error):
        return BackendError(
            "NEO4J_TLS",
            f"{at} shows no certificate that is trusted here, or speaks without encryption",
            "name the certificate of who signed its own in OWNERSHIP_NEO4J_CA_FILE, or write bolt:// where the server has none",
        )
    return BackendError("NEO4J_UNREACHABLE", f"{at} does not answer", "start it or correct OWNERSHIP_NEO4J_URI, then run the command again")


def _is_tls_failure(error: BaseException | None) -> bool:
    """Whether an error, or one that it came of, is about encryption."""
    while error is not None:
        if isinstance(error, ssl.SSLError) or "[SSL" in str(error) or "encrypted connection" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def is_transient(error: Neo4jError) -> bool:
    """Whether trying again can help although the server calls it a client's error.

    The two that are meant occur when someone else changes the same data or schema at the same moment.
    """
    code = str(error.code or "")
    return isinstance(error, ClientError) and code.rsplit(".", 1)[-1] in ("EntityNotFound", "EquivalentSchemaRuleAlreadyExists")


def check_version(agent: str, settings: Neo4jSettings) -> None:
    """Raise BackendError NEO4J_VERSION unless the server's agent text is that of a Neo4j that is new enough."""
    match = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
    if match is None or (int(match[1]), int(match[2])) < OLDEST_VERSION:
        wanted = f"{OLDEST_VERSION[0]}.{OLDEST_VERSION[1]}"
        raise BackendError(
            "NEO4J_VERSION",
            f"{settings.address} is {agent[:60]}; this product needs Neo4j {wanted} or later",
            "upgrade the server, or unset OWNERSHIP_NEO4J_URI to work without it",
        )
