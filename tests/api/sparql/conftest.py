"""Services shared by the modules of this folder; each is started once a module and only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.sparql.serving import Service, build, holding, serving


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Three hundred holdings in one graph and one in another."""
    quads = [holding(number, number + 1) for number in range(300)] + [holding(900, 901, "leak")]
    with serving(build(tmp_path_factory.mktemp("triples") / "store", quads)) as running:
        yield running
