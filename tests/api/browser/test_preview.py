"""The preview of a party fits the frame of the size that the manifest of the reconciliation service names, however long its names are."""

from __future__ import annotations

import pytest

from api.routes.reconcile import PREVIEW_HEIGHT, PREVIEW_WIDTH
from tests.api.browser.conftest import Opened

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("party", ["ent:held", "ent:long", "ent:hostile", "ent:contested", "ent:anna", "ent:ring1"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_preview_fits_its_frame(opened: Opened, party: str, scheme: str) -> None:
    page = opened(
        f"/reconcile/preview?id={party}&as_of=2021-01-01",
        viewport={"width": PREVIEW_WIDTH, "height": PREVIEW_HEIGHT},
        color_scheme=scheme,
        java_script_enabled=False,
    )
    assert page.locator("script").count() == 0
    for part in ("h1", "p", "a"):
        for each in page.locator(part).all():
            box = each.bounding_box()
            assert box
            assert box["width"] > 0
            assert box["height"] > 0
            assert box["x"] >= 0
            assert box["y"] >= 0
            assert box["x"] + box["width"] <= PREVIEW_WIDTH
            assert box["y"] + box["height"] <= PREVIEW_HEIGHT
