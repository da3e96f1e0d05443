"""One writing for each identifier, so that records which name the same one meet; nothing that is empty ever joins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import identifier, is_strong, lei_ok, of_registration_authority
from ontology.statements import Identifier

SCHEMES = st.sampled_from(["LEI", "XI-LEI", "GB-COH", "Companies House", "WIKIDATA", "DK-CVR", "Some Register", "RA000463"])


@given(SCHEMES, st.text(max_size=24))
def test_the_one_writing_is_its_own(scheme: str, value: str) -> None:
    found = identifier(scheme, value)
    if found is not None:
        assert identifier(found.scheme, found.value) == found


@given(st.integers(1, 99_999_999), st.sampled_from(["", " ", "  "]), st.booleans())
def test_padding_and_blanks_of_a_company_number_do_not_matter(number: int, blank: str, padded: bool) -> None:
    text = f"{number:08d}" if padded else str(number)
    assert identifier("GB-COH", blank + text + blank) == Identifier(scheme="GB-COH", value=f"{number:08d}")


@pytest.mark.parametrize("written", ["Sc311560", "SC311560", "sc 311560", " SC311560 "])
def test_the_case_of_a_prefix_does_not_matter(written: str) -> None:
    assert identifier("GB COH", written) == Identifier(scheme="GB-COH", value="SC311560")


@pytest.mark.parametrize("blank", ["", " ", "-", "N/A", "none", "0", "00000000", "unknown", "\u00a0", "''", "TBC"])
@pytest.mark.parametrize("scheme", ["LEI", "GB-COH", "DK-CVR", "WIKIDATA", "anything"])
def test_what_is_empty_is_no_identifier(scheme: str, blank: str) -> None:
    assert identifier(scheme, blank) is None


@pytest.mark.parametrize(("scheme", "value", "strong"), [
    ("LEI", "5493001KJTIIGC8Y1R12", True), ("LEI", "5493001KJT", False), ("GB-COH", "OE000123", True), ("GB-COH", "Fnord2", False),
    ("WIKIDATA", "http://www.wikidata.org/entity/Q42", True), ("WIKIDATA", "P42", False), ("VAT", "GB123456789", False),
    ("DK-CVR", "12345678", True),
])
def test_only_numbers_of_one_legal_entity_join(scheme: str, value: str, strong: bool) -> None:
    found = identifier(scheme, value)
    assert found is not None
    assert is_strong(found) is strong


def test_check_digits_of_an_lei() -> None:
    assert lei_ok("5493001KJTIIGC8Y1R12")
    assert not lei_ok("5493001KJTIIGC8Y1R21")
    assert not lei_ok("short")


def test_a_registration_authority_names_the_scheme_where_it_is_known() -> None:
    assert of_registration_authority("RA000585", "9361466") == Identifier(scheme="GB-COH", value="09361466")
    assert of_registration_authority("RA000999", "HRB 1") == Identifier(scheme="RA000999", value="HRB 1")
    assert of_registration_authority("RA888888", "1234") is None
    assert of_registration_authority("RA999999", "") is None
