"""The answers of ``reconcile``: the shapes of the Reconciliation Service API 0.2, and of the match service of its 1.0 draft.

The names of fields are the specification's.  ``errors`` is this service's own, where the specification allows more fields: what of a query
could not be used, so that nobody takes an answer for the answer to all that was asked.
"""

from __future__ import annotations

from msgspec import UNSET, UnsetType, field

from graph.answers.common import Answer


class NamedId(Answer, frozen=True, kw_only=True):
    """A type, or a party, by its id and its name."""

    id: str
    name: str


class UnusedPart(Answer, frozen=True, kw_only=True):
    """A part of a query that was not used: where it stands, and why."""

    where: str
    what: str


class FeatureAnswer(Answer, frozen=True, kw_only=True):
    """What a score was made of: a number of 0 to 100, a count, or whether something that was asked agrees."""

    id: str
    name: str
    value: bool | float


class CandidateAnswer(Answer, frozen=True, kw_only=True):
    """A party that may be meant.  ``match``: whether it is surely the one, so that a client may take it without asking."""

    id: str
    name: str
    description: str
    score: float
    match: bool
    type: tuple[NamedId, ...]
    features: tuple[FeatureAnswer, ...]


class ReconcileAnswer(Answer, frozen=True, kw_only=True):
    """The candidates of one query, best first."""

    result: tuple[CandidateAnswer, ...]
    errors: tuple[UnusedPart, ...] | UnsetType = UNSET


class CandidatesAnswer(Answer, frozen=True, kw_only=True):
    """The same in the 1.0 draft."""

    candidates: tuple[CandidateAnswer, ...]
    errors: tuple[UnusedPart, ...] | UnsetType = UNSET


class ReconcileMatchAnswer(Answer, frozen=True, kw_only=True):
    """The candidates of several queries in the 1.0 draft, in the order of the queries."""

    results: tuple[CandidatesAnswer, ...]


class SuggestionAnswer(Answer, frozen=True, kw_only=True):
    """A party, a type or a property that begins like what was typed.  ``notable``: the types of a party; ``broader``: those above it."""

    id: str
    name: str
    description: str | UnsetType = UNSET
    notable: tuple[NamedId, ...] | UnsetType = UNSET
    broader: tuple[NamedId, ...] | UnsetType = UNSET


class SuggestAnswer(Answer, frozen=True, kw_only=True):
    """What begins like a text, best first.  ``cursor``: how many to skip for those that follow; not there where none do."""

    result: tuple[SuggestionAnswer, ...]
    cursor: int | UnsetType = UNSET


class PropertiesAnswer(Answer, frozen=True, kw_only=True):
    """The properties that parties of a type can have."""

    properties: tuple[SuggestionAnswer, ...]
    type: str | UnsetType = UNSET
    limit: int | UnsetType = UNSET


class ColumnAnswer(Answer, frozen=True, kw_only=True):
    """A property that was asked for.  ``type``: that of its values, where they are parties."""

    id: str
    name: str
    type: NamedId | UnsetType = UNSET


class ExtendAnswer(Answer, frozen=True, kw_only=True):
    """Values of properties: ``rows`` has the values for each id and each property, none where nothing is stated.

    A value is an object with ``str``, ``float``, ``int`` or ``date``, or a party with ``id``, ``name`` and ``description``.
    """

    meta: tuple[ColumnAnswer, ...]
    rows: dict[str, dict[str, tuple[dict[str, str | float], ...]]]
    errors: tuple[UnusedPart, ...] | UnsetType = UNSET


class UrlTemplate(Answer, frozen=True, kw_only=True):
    """An address with ``{{id}}`` in it."""

    url: str


class PreviewTemplate(Answer, frozen=True, kw_only=True):
    """An address with ``{{id}}`` in it, and the size of the frame that its page fits, in pixels."""

    url: str
    width: int
    height: int


class ServicePath(Answer, frozen=True, kw_only=True):
    """An address in two parts."""

    service_url: str
    service_path: str


class SuggestPaths(Answer, frozen=True, kw_only=True):
    """Where suggestions are given."""

    entity: ServicePath
    property: ServicePath
    type: ServicePath


class SettingChoice(Answer, frozen=True, kw_only=True):
    """A value of a setting, and what it is called."""

    value: str
    name: str


class PropertySetting(Answer, frozen=True, kw_only=True):
    """A setting of a property.  ``choices``: of a ``select``."""

    name: str
    label: str
    type: str
    default: str
    help_text: str
    choices: tuple[SettingChoice, ...] | UnsetType = UNSET


class ExtendPaths(Answer, frozen=True, kw_only=True):
    """Where properties are proposed, and how they can be set."""

    propose_properties: ServicePath
    property_settings: tuple[PropertySetting, ...]


class ManifestAnswer(Answer, frozen=True, kw_only=True):
    """What the service is, for clients that register it."""

    versions: tuple[str, ...]
    name: str
    identifier_space: str = field(name="identifierSpace")
    schema_space: str = field(name="schemaSpace")
    documentation: str
    logo: str
    service_version: str = field(name="serviceVersion")
    default_types: tuple[NamedId, ...] = field(name="defaultTypes")
    view: UrlTemplate
    preview: PreviewTemplate
    suggest: SuggestPaths
    extend: ExtendPaths
    batch_size: int = field(name="batchSize")
    authentication: dict[str, str] | UnsetType = UNSET
