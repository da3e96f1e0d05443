"""One writing for each identifier, so that records which name the same one meet; nothing that is empty ever joins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.identifiers import OPENCORPORATES, REGISTERS, is_strong, is_valid_lei, normalise_identifier, normalise_registration_number
from ontology.statements import Identifier

SCHEMES = st.sampled_from(
    [
        *sorted(REGISTERS),
        "LEI",
        "XI-LEI",
        "GB COH",
        "Companies House",
        "WIKIDATA",
        "OpenCorporates",
        "Some Register",
        "RA000463",
        "https://opencorporates.com",
        "http://org-id.guide/list/DK-CVR",
    ]
)
FIGURES = {"DK-CVR": 8, "PL-KRS": 10, "BE-BCE_KBO": 10, "BR-CNPJ": 14, "GB-COH": 8}


@given(SCHEMES, st.text(max_size=24) | st.from_regex(r"[ A-Za-z0-9./:-]{0,24}", fullmatch=True))
def test_the_one_writing_is_its_own(scheme: str, value: str) -> None:
    identifier = normalise_identifier(scheme, value)
    if identifier is not None:
        assert normalise_identifier(identifier.scheme, identifier.value) == identifier


@given(st.integers(1, 99_999_999), st.sampled_from(["", " ", "\u00a0", "'"]), st.booleans())
def test_padding_and_blanks_of_a_company_number_do_not_matter(number: int, blank: str, padded: bool) -> None:
    text = f"{number:08d}" if padded else str(number)
    assert normalise_identifier("GB-COH", blank + text + blank) == Identifier(scheme="GB-COH", value=f"{number:08d}")


@given(st.sampled_from(["SC", "NI", "OC", "OE", "fc", "r0"]), st.integers(1, 999_999), st.booleans(), st.sampled_from(["", " "]))
def test_prefix_case_and_padding_of_a_company_number_do_not_matter(prefix: str, number: int, padded: bool, blank: str) -> None:
    figures = f"{number:06d}" if padded else str(number)
    identifier = normalise_identifier("Companies House", prefix + blank + figures)
    assert identifier == Identifier(scheme="GB-COH", value=f"{prefix.upper()}{number:06d}")
    assert is_strong(identifier)


@pytest.mark.parametrize("written", ["Sc311560", "SC311560", "sc 311560", " SC311560 "])
def test_the_case_of_a_prefix_does_not_matter(written: str) -> None:
    assert normalise_identifier("GB COH", written) == Identifier(scheme="GB-COH", value="SC311560")


@given(st.sampled_from(sorted(FIGURES)), st.data())
def test_marks_and_zeros_that_were_lost_do_not_matter(scheme: str, data: st.DataObject) -> None:
    size = FIGURES[scheme]
    number = str(data.draw(st.integers(10 ** (size - 5), 10**size - 1)))
    cut = data.draw(st.integers(1, len(number) - 1))
    mark = data.draw(st.sampled_from([".", " ", "-", ""]))
    identifier = normalise_identifier(scheme, number[:cut] + mark + number[cut:])
    assert identifier == Identifier(scheme=scheme, value=number.zfill(size))
    assert is_strong(identifier)


@given(st.sampled_from(sorted(FIGURES)), st.integers(1, 9), st.integers(15, 25))
def test_too_few_or_too_many_figures_never_join(scheme: str, figure: int, size: int) -> None:
    for text in ("9" * size, *(() if scheme == "GB-COH" else (str(figure),))):
        identifier = normalise_identifier(scheme, text)
        assert identifier is not None
        assert not is_strong(identifier)


@pytest.mark.parametrize(
    "blank",
    [
        "",
        " ",
        "-",
        "N/A",
        "none",
        "0",
        "00000000",
        "unknown",
        "\u00a0",
        "''",
        "TBC",
        "\u2003\u2002",
        "xxxx",
        "0000-0000",
        "Not available",
        "n.a.",
        "not registered",
        "None Provided",
        "\u200b",
    ],
)
@pytest.mark.parametrize("scheme", ["LEI", "GB-COH", "DK-CVR", "WIKIDATA", "OpenCorporates", "anything"])
def test_what_is_empty_is_no_identifier(scheme: str, blank: str) -> None:
    assert normalise_identifier(scheme, blank) is None


def test_without_a_scheme_there_is_no_identifier() -> None:
    assert normalise_identifier("", "12345678") is None
    assert normalise_identifier("  ", "12345678") is None


@pytest.mark.parametrize(
    ("scheme", "value", "expected"),
    [
        ("XI-LEI", "5493001kjtiigc8y1r12", "LEI 5493001KJTIIGC8Y1R12"),
        ("Global Legal Entity Identifier Index", "5493 001KJTIIGC8Y1R12", "LEI 5493001KJTIIGC8Y1R12"),
        ("https://www.gleif.org/", "LEI:5493001KJTIIGC8Y1R12", "LEI 5493001KJTIIGC8Y1R12"),
        ("https://www.gov.uk/government/organisations/companies-house", "GB-COH-1234567", "GB-COH 01234567"),
        ("GB-COH", "https://find-and-update.company-information.service.gov.uk/company/SC123456", "GB-COH SC123456"),
        ("Wikidata", "http://www.wikidata.org/entity/Q4242", "WIKIDATA Q4242"),
        ("OpenCorporates", "https://opencorporates.com/companies/GB/01234567", "OPENCORPORATES gb/01234567"),
        ("DK Centrale Virksomhedsregister", "1234 5678", "DK-CVR 12345678"),
        ("SE-BLV", "5566778899", "SE-ON 556677-8899"),
        ("FI-PRO", "12345678", "FI-PRO 1234567-8"),
        ("FI-PRO", "1234567-8", "FI-PRO 1234567-8"),
        ("IE-CRO", "012345", "IE-CRO 12345"),
        ("CH-FDJP", "CHE-123.456.789", "CH-FDJP CHE123456789"),
        ("BE-BCE_KBO", "0123.456.789", "BE-BCE_KBO 0123456789"),
    ],
)
def test_what_publishers_write_is_one_identifier(scheme: str, value: str, expected: str) -> None:
    identifier = normalise_identifier(scheme, value)
    assert identifier is not None
    assert f"{identifier.scheme} {identifier.value}" == expected
    assert is_strong(identifier)


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("LEI", "5493001KJT"),
        ("GB-COH", "Fnord2"),
        ("GB-COH", "123456789"),
        ("GB-COH", "GERMANYX"),
        ("WIKIDATA", "P42"),
        ("VAT", "GB123456789"),
        ("RU-INN", "7723861614"),
        ("ISIN", "US0378331005"),
        ("TAX", "12345678"),
        ("ID", "12345678"),
        ("Not a valid Org-Id scheme, provided for backwards compatibility", "12345678"),
        ("MISC-Cayman Islands Registry", "MC-12345"),
        ("GB Persons Of Significant Control Register", "/company/01234567/persons-with-significant-control/individual/abc"),
        ("OpenCorporates", "companies"),
        ("FR-RCS", "512 788 308 00025"),
        ("FI-PRO", "123"),
        ("scheme", "123456789"),
    ],
)
def test_tax_numbers_and_what_has_no_form_never_join(scheme: str, value: str) -> None:
    identifier = normalise_identifier(scheme, value)
    assert identifier is not None
    assert not is_strong(identifier)


def test_check_digits_of_an_lei() -> None:
    assert is_valid_lei("5493001KJTIIGC8Y1R12")
    assert not is_valid_lei("5493001KJTIIGC8Y1R21")
    assert not is_valid_lei("short")
    assert not is_valid_lei("")


@given(st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=18, max_size=18), st.integers(0, 17))
def test_check_digits_find_every_slip_of_a_digit_or_of_a_letter(body: str, place: int) -> None:
    """A digit in place of a letter changes the length of the number that is checked; of those slips one in 97 is not found."""
    checked = next(f"{body}{n:02d}" for n in range(2, 99) if is_valid_lei(f"{body}{n:02d}"))
    alike = "0123456789" if checked[place].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    other = alike[(alike.index(checked[place]) + 1) % len(alike)]
    assert not is_valid_lei(checked[:place] + other + checked[place + 1 :])


@pytest.mark.parametrize(
    ("authority", "value", "expected"),
    [
        ("RA000585", "9361466", "GB-COH 09361466"),
        ("ra000585 ", "SC123456", "GB-COH SC123456"),
        ("RA000587", "311560", "GB-COH SC311560"),
        ("RA000587", "SC311560", "GB-COH SC311560"),
        ("RA000586", "00012345", "GB-COH NI012345"),
        ("RA000587", "12345678", "RA000587 12345678"),
        ("RA000463", "12345678", "NL-KVK 12345678"),
        ("RA000544", "5566778899", "SE-ON 556677-8899"),
        ("RA000242", "HRB 1", "RA000242 HRB 1"),
    ],
)
def test_a_registration_authority_names_the_scheme_where_it_is_known(authority: str, value: str, expected: str) -> None:
    identifier = normalise_registration_number(authority, value)
    assert identifier is not None
    assert f"{identifier.scheme} {identifier.value}" == expected
    assert is_strong(identifier)


@pytest.mark.parametrize(
    ("authority", "value"),
    [("RA888888", "1234"), ("RA999999", "1234"), ("", "1234"), ("RA000585", ""), ("RA000587", "000000"), ("RA000585", "N/A")],
)
def test_no_authority_or_no_number_is_no_identifier(authority: str, value: str) -> None:
    assert normalise_registration_number(authority, value) is None


def test_numbers_of_one_court_do_not_meet_those_of_another() -> None:
    assert normalise_registration_number("RA000242", "HRB 1234") != normalise_registration_number("RA000243", "HRB 1234")


def test_numbers_of_open_corporates_bear_their_place() -> None:
    assert normalise_identifier("opencorporates", "us_de/1234567") == Identifier(scheme=OPENCORPORATES, value="us_de/1234567")


@given(SCHEMES | st.sampled_from(["OpenCorporates", "GB-COH", "WIKIDATA"]), st.from_regex(r"https?://[a-z./-]{0,20}", fullmatch=True))
def test_an_address_that_leads_nowhere_comes_to_an_end(scheme: str, value: str) -> None:
    identifier = normalise_identifier(scheme, value)
    assert identifier is None or normalise_identifier(identifier.scheme, identifier.value) == identifier
