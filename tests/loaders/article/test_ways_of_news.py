"""How news tells who holds a company: families of wording, each with forms that say that it is over, only meant, or not so."""

from __future__ import annotations

import pytest

from tests.loaders.article.extraction import told


def lines(text: str) -> set[str]:
    """What a text tells, as ``HOLDER | COMPANY | SHARE | STATUS``, without a share that is not told and without a status in effect."""
    rows = ((holder, subject, share, status if status != "in-effect" else None) for holder, subject, share, status in told(text))
    return {" | ".join(filter(None, row)) for row in rows}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A month that is cut short ends no sentence and names nobody.
        ("Aral Oil on Oct. 3 bought Buri Steel.", {"Aral Oil | Buri Steel"}),
        ("On Sept 12 Aral Oil bought Buri Steel.", {"Aral Oil | Buri Steel"}),
        ("Buri Steel was bought on 3 October by Aral Oil.", {"Aral Oil | Buri Steel"}),
        # A list of holders, each with what he is.
        (
            "Buri Gas is a joint venture of Oman's national oil company Aral (51%), Indian refiner Cetin Oil (30%) and miner Dena (19%).",
            {"Aral | Buri Gas | 51 %", "Cetin Oil | Buri Gas | 30 %", "Dena | Buri Gas | 19 %"},
        ),
        ("Buri Gas is owned by oil trader Aral Oil and Danish refiner Cetin.", {"Aral Oil | Buri Gas", "Cetin | Buri Gas"}),
        ("Buri Gas is owned by Aral Oil and Danish refiner Cetin sold coal.", {"Aral Oil | Buri Gas"}),
        # In equal parts; since when.
        (
            "Buri Glass, which belongs in equal thirds to the sisters Ada Brook, Lena Brook and Rita Holm, will cut jobs.",
            {f"{name} | Buri Glass" for name in ("Ada Brook", "Lena Brook", "Rita Holm")},
        ),
        ("Buri Glass is owned in equal halves by Aral Oil and Cetin Gas.", {"Aral Oil | Buri Glass", "Cetin Gas | Buri Glass"}),
        ("Buri Glass belonged solely to Ada Brook.", {"Ada Brook | Buri Glass | former"}),
        ("Buri Glass does not belong in equal parts to Ada Brook and Emil Holm.", set()),
        ("Buri Glass has since 2020 been owned by Aral Oil.", {"Aral Oil | Buri Glass"}),
        ("Buri Glass has not since 2020 been owned by Aral Oil.", set()),
    ],
)
def test_lists_parts_and_days(text: str, expected: set[str]) -> None:
    assert lines(text) == expected
