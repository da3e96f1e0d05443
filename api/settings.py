"""Settings: one object, built once and passed.  Flag > OWNERSHIP_* > ownership.toml > default.

Owns names, defaults and limits, and tells where each value came from.  An OWNERSHIP_* name that nobody knows is refused.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from graph.queries.options import Limits
from graph.rdf.server import SparqlServer
from ontology.errors import UsageError
from ontology.terms import DEFAULT_BASE

if TYPE_CHECKING:
    from loaders.article.extractors.model_server import ModelServer

PREFIX: Final = "OWNERSHIP_"
FILE: Final = "ownership.toml"
_TEST_PREFIXES: Final = ("OWNERSHIP_TEST_", "OWNERSHIP_UPDATE_")
_MASK: Final = "********"
_ADDRESSES: Final = ("sparql_url", "neo4j_uri", "llm_url")
"""Settings that are addresses of other servers, in which somebody may have written a secret."""


class Settings(BaseModel):
    """Every setting of the product with its default.  Sizes in bytes, times in seconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: Path = Field(Path("data"), description="the data folder: ledger, generations and their projections")
    base: str = Field(DEFAULT_BASE, description="base of party, statement and source IRIs; frozen when a data folder is made")
    public_url: str | None = Field(None, description="address under which readers reach the service, for permalinks in pictures")
    frame_ancestors: str | None = Field(
        None,
        description="sites that may show `/entity/{id}/embed` in a frame, with spaces between (`https://paper.example`); none: nobody may",
        pattern=r"^(\*|https?://[\w.*:-]+( https?://[\w.*:-]+)*)$",
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, description="port to listen on", ge=1, le=65535)
    sparql_workers: int = Field(2, description="processes that answer SPARQL", ge=1, le=64)
    sparql_deadline: float = Field(30.0, description="seconds a SPARQL query may take", gt=0, le=3600)
    sparql_memory: int = Field(2 * 2**30, description="bytes of memory one SPARQL query may take", ge=2**28)
    sparql_per_key: int = Field(4, description="SPARQL queries of one key at a time in one process, those that wait included", ge=1)
    sparql_result: int = Field(256 * 2**20, description="bytes of one SPARQL answer", ge=2**16)
    sparql_url: str | None = Field(
        None, description="another SPARQL server, without user and password, to which `/sparql` passes queries on; none: this one answers"
    )
    sparql_user: str | None = Field(None, description="user at that server, and at that of `ownership index triples --to`")
    sparql_password: SecretStr | None = Field(None, description="its password")
    sparql_auth_file: Path | None = Field(None, description="a file that holds `user/password` in one line, in place of the two above")
    max_body: int = Field(2**20, description="bytes of a request body", ge=2**10)
    max_url: int = Field(8 * 2**10, description="bytes of a request target", ge=2**8)
    max_connections: int = Field(
        4_000, description="connections of one process; beyond, who has waited longest without asking is let go", ge=8
    )
    head_timeout: float = Field(15.0, description="seconds in which the head of a request arrives", gt=0, le=600)
    body_timeout: float = Field(60.0, description="seconds in which the body of a request arrives", gt=0, le=3600)
    read_timeout: float = Field(60.0, description="seconds in which a client reads on in what it is sent", gt=0, le=3600)
    cache: int = Field(128 * 2**20, description="bytes of answers that one process keeps to give them again", ge=0)
    list_cache: int = Field(
        64 * 2**20, description="bytes of long lists, packed, that one process keeps while they are paged through; 0: none", ge=0
    )
    api_keys: SecretStr | None = Field(
        None,
        description="`name:digest` of each key that may ask, with commas between (`ownership key NAME` makes one); none: everybody may",
    )
    api_rate: float = Field(50.0, description="requests a second of each key, in one process", gt=0)
    request_log: bool = Field(True, description="whether a line of JSON on stderr tells of each request")
    max_parties: int = Field(200_000, description="parties above or below that one question walks before it says `truncated`", ge=100)
    max_companies: int = Field(2_000, description="companies below supposed changes whose controllers are compared", ge=1)
    max_periods: int = Field(400, description="days at which a history asks anew", ge=2)
    max_cycles: int = Field(1_000, description="cycles in one answer, and members told of one", ge=1)
    max_links: int = Field(50_000, description="links in all chains of one answer that lists companies", ge=1)
    max_batch: int = Field(10_000, description="parties in one request of several, and rows of supposed changes", ge=1)
    export_workers: int = Field(2, description="exports over HTTP at a time, each in a process of its own", ge=0)
    neo4j_uri: str | None = Field(
        None,
        description="`bolt://host:7687`, or `neo4j://`, `bolt+s://`, `neo4j+s://`, without user and password; none: nothing talks to Neo4j",
    )
    neo4j_user: str = Field("neo4j", description="user at that server")
    neo4j_password: SecretStr | None = Field(None, description="its password")
    neo4j_auth_file: Path | None = Field(None, description="a file that holds `user/password` in one line, in place of the two above")
    neo4j_ca_file: Path | None = Field(
        None,
        description="PEM certificates of who vouches for that server, for `bolt+s://` and `neo4j+s://`; without it those of the system",
    )
    neo4j_database: str = Field("neo4j", description="database at that server")
    llm_url: str | None = Field(
        None,
        description="`https://HOST/v1` of a language model with OpenAI's interface, for `--extractor llm`, which sends it the article; "
        "none: no text leaves this machine",
    )
    llm_model: str | None = Field(None, description="name of the model that is asked there")
    llm_key: SecretStr | None = Field(None, description="its key")
    llm_timeout: float = Field(120.0, description="seconds in which one answer of it arrives", gt=0, le=3600)

    def limits(self) -> Limits:
        """How far one question may go."""
        return Limits(self.max_parties, self.max_companies, self.max_periods, self.max_cycles, self.max_links)

    def neo4j_login(self) -> tuple[str, str | None]:
        """User and password, from the file when one is named.  Raises UsageError BAD_AUTH_FILE."""
        return self._read_login(self.neo4j_user, self.neo4j_password, self.neo4j_auth_file)

    def model_server(self) -> ModelServer | None:
        """The language model that reads articles; None where none is configured.  Raises UsageError BAD_MODEL_URL."""
        if self.llm_url is None or self.llm_model is None:
            return None
        # What reads articles takes a tenth of a second to import, and almost no command needs it.
        from loaders.article.extractors.model_server import ModelServer

        key = self.llm_key.get_secret_value() if self.llm_key else None
        return ModelServer(self.llm_url, self.llm_model, key, self.llm_timeout)

    def sparql_server(self, url: str | None = None) -> SparqlServer | None:
        """The other SPARQL server, or that at another address, with its login; None where there is none.

        Raises UsageError BAD_AUTH_FILE, BAD_SPARQL_URL.
        """
        if url is None and self.sparql_url is None:
            return None
        user, password = self._read_login(self.sparql_user or "", self.sparql_password, self.sparql_auth_file)
        return SparqlServer(url or self.sparql_url or "", user or None, password)

    @staticmethod
    def _read_login(user: str, password: SecretStr | None, file: Path | None) -> tuple[str, str | None]:
        if file is None:
            return user, password.get_secret_value() if password else None
        try:
            user, slash, secret = file.read_text(encoding="utf-8").strip().partition("/")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError("BAD_AUTH_FILE", f"{file} cannot be read", "it holds one line: user/password") from error
        if not slash:
            raise UsageError("BAD_AUTH_FILE", f"{file} does not hold user/password", "write one line: user/password")
        return user, secret


def load(
    flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[Settings, dict[str, str]]:
    """Load the settings and, for each name, where its value came from.  Raises UsageError BAD_SETTING, UNKNOWN_SETTING."""
    values: dict[str, Any] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    for origin, texts in (
        (FILE, _read_file(folder or Path.cwd())),
        ("environment", _read_environment(os.environ if environment is None else environment)),
        ("flag", {k: v for k, v in (flags or {}).items() if v is not None}),
    ):
        for name, value in texts.items():
            if name not in Settings.model_fields:
                setting = f"{PREFIX}{name.upper()}" if origin == "environment" else f"{name} in {origin}"
                raise UsageError("UNKNOWN_SETTING", f"there is no setting {setting}", f"settings: {', '.join(Settings.model_fields)}")
            values[name] = value
            origins[name] = origin
    try:
        return Settings(**values), origins
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise UsageError("BAD_SETTING", f"{name} ({origins.get(name, '?')}): {first['msg']}", "see docs/reference/settings.md") from None


def describe_settings(settings: Settings, origins: Mapping[str, str]) -> list[dict[str, str]]:
    """List name, value and origin of each setting, secrets masked."""
    return [{"name": name, "value": _tell(name, getattr(settings, name)), "origin": origins[name]} for name in Settings.model_fields]


def _tell(name: str, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, SecretStr):
        return _MASK
    return _mask_address(str(value)) if name in _ADDRESSES else str(value)


def _mask_address(address: str) -> str:
    """Mask what of the address of another server may be a secret: who logs in, and what follows a question mark.

    >>> _mask_address("https://ann:secret@example.org/sparql?key=secret"), _mask_address("http://localhost:7878/query")
    ('https://********@example.org/sparql?********', 'http://localhost:7878/query')
    """
    address, question, _ = address.partition("?")
    return re.sub(r"//.*@", f"//{_MASK}@", address) + (question and f"?{_MASK}")


def _read_environment(environment: Mapping[str, str]) -> dict[str, str]:
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and not name.startswith(_TEST_PREFIXES)
    }


def _read_file(folder: Path) -> dict[str, Any]:
    file = folder / FILE
    if not file.is_file():
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError("BAD_SETTINGS_FILE", f"{FILE} cannot be read: {error}", "mend it or remove it") from error
