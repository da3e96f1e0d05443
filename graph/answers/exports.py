"""The answer of ``export`` without a format: which dumps there are."""

from __future__ import annotations

from graph.answers.common import Answer


class ExportAnswer(Answer, frozen=True, kw_only=True):
    """One dump.  ``name``: what the command calls its format, and an ending; ``unit``: what it counts."""

    name: str
    media_type: str
    unit: str
    address: str


class ExportsAnswer(Answer, frozen=True, kw_only=True):
    """Every dump of a generation, of all sources or with ``source=`` of one."""

    exports: tuple[ExportAnswer, ...]
    generation: int
