"""The invented network, loaded once a run: no export changes it."""

from __future__ import annotations

import pytest

from graph.generation.generation import Generation
from tests.graph.exports.invented import publish


@pytest.fixture(scope="session")
def generation(tmp_path_factory: pytest.TempPathFactory) -> Generation:
    return publish(tmp_path_factory.mktemp("exports") / "data", with_triples=True)
