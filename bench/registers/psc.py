"""Lines of the UK register of persons with significant control, as its daily snapshot has them."""

from __future__ import annotations

from typing import Final, NamedTuple

from bench.registers.draw import COUNTRIES, Draw, company_number

BANDS: Final = ("25-to-50-percent", "50-to-75-percent", "75-to-100-percent")
"""Quarter to half of a company is held most often, then all of it."""
BAND_PARTS: Final = (0.42, 0.13, 0.45)
_RIGHTS: Final = (
    '["ownership-of-shares-{0}"]',
    '["ownership-of-shares-{0}","voting-rights-{0}"]',
    '["ownership-of-shares-{0}","voting-rights-{0}","right-to-appoint-and-remove-directors"]',
    '["voting-rights-{0}"]',
    '["significant-influence-or-control"]',
    '["ownership-of-shares-{0}-as-trust","voting-rights-{0}-as-trust"]',
    '["ownership-of-shares-{0}-as-firm"]',
    '["right-to-share-surplus-assets-{0}-limited-liability-partnership"]',
    '["right-to-appoint-and-remove-directors"]',
)
NATURES: Final = tuple(right.format(band) for right in _RIGHTS for band in BANDS)
NATURE_PARTS: Final = tuple(part * share for part in (0.36, 0.2, 0.26, 0.02, 0.05, 0.03, 0.02, 0.03, 0.03) for share in BAND_PARTS)
_STATEMENTS: Final = (
    "no-individual-or-entity-with-signficant-control",
    "psc-exists-but-not-identified",
    "psc-details-not-confirmed",
    "steps-to-find-psc-not-yet-completed",
    "psc-contacted-but-no-response",
)
_KINDS: Final = ("individual", "corporate", "legal", "statement", "secure")
_KIND_PARTS: Final = (0.82, 0.118, 0.004, 0.057, 0.001)
_NATIONS: Final = ("British", "British", "British", "British", "Irish", "Polish", "Romanian", "Indian", "Chinese", "German", "American")
_FORMS: Final = ("Private Limited Company", "Limited Company", "Limited By Shares", "Company Limited By Shares", "Llp", "Corporate")
_LAWS: Final = ("Companies Act 2006", "Companies Act 2006", "United Kingdom (England And Wales)", "Laws Of England And Wales", "Delaware")
_PREMISES: Final = ("", " House", " Court", " Lodge")


def lines(draw: Draw, first: int, last: int) -> list[str]:
    """Two lines of three name a company that no other names."""
    count = last - first
    natures = draw.of(NATURES, count, NATURE_PARTS)
    columns = zip(
        draw.of(_KINDS, count, _KIND_PARTS),
        [company_number(n * 3 // 4) for n in range(first, last)],
        draw.hexes(count, 40),
        draw.links(count),
        draw.forenames(count),
        draw.forenames(count),
        draw.surnames(count),
        draw.days(count),
        draw.days(count, 12_700, 13_900),
        draw.numbers(0, 10, count),
        natures,
        _addresses(draw, count),
        draw.numbers(0, 2**20, count),
        strict=True,
    )
    companies = draw.companies(count)
    return [_write_line(_Drawn(companies[place], *drawn)) for place, drawn in enumerate(columns)]


def totals(records: int) -> str:
    return (
        f'\n{{"data":{{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":{records},'
        f'"statements_count":{records // 17},"exemptions_count":77,"generated_at":"2024-11-22T03:43:03Z"}}}}\n'
    )


class _Drawn(NamedTuple):
    """What is drawn for one line."""

    company: str
    kind: str
    number: str
    etag: str
    link: str
    forename: str
    middle: str
    surname: str
    day: str
    end: str
    chance: int
    natures: str
    address: str
    more: int


def _write_line(drawn: _Drawn) -> str:
    company, kind, number, etag, link, forename, middle, surname, day, end, chance, natures, address, more = drawn
    ended = f'"ceased_on":"{end}",' if chance < 3 else ""
    self = f'"links":{{"self":"/company/{number}/persons-with-significant-control'
    if kind == "individual":
        title = ("Mr", "Mrs", "Ms", "Dr")[more & 3]
        nation = _NATIONS[more % 11]
        if chance < 5:
            middle_name, full = f'"middle_name":"{middle}",', f"{title} {forename} {middle} {surname}"
        else:
            middle_name, full = "", f"{title} {forename} {surname}"
        return (
            f'{{"company_number":"{number}","data":{{{address},{ended}"country_of_residence":"{COUNTRIES[more % 10]}",'
            f'"date_of_birth":{{"month":{more % 12 + 1},"year":{1935 + more % 68}}},"etag":"{etag}",'
            f'"kind":"individual-person-with-significant-control",{self}/individual/{link}"}},"name":"{full}",'
            f'"name_elements":{{"forename":"{forename}",{middle_name}"surname":"{surname}","title":"{title}"}},"nationality":"{nation}",'
            f'"natures_of_control":{natures},"notified_on":"{day}"}}}}'
        )
    if kind == "statement":
        return (
            f'{{"company_number":"{number}","data":{{{ended}"etag":"{etag}","kind":"persons-with-significant-control-statement",'
            f'{self}-statements/{link}"}},"notified_on":"{day}","statement":"{_STATEMENTS[more % 5 if chance < 3 else 0]}"}}}}'
        )
    if kind == "secure":
        return (
            f'{{"company_number":"{number}","data":{{"ceased":false,"description":"super-secure-persons-with-significant-control",'
            f'"etag":"{etag}","kind":"super-secure-person-with-significant-control",{self}/super-secure/{link}"}}}}}}'
        )
    if kind == "legal":
        return (
            f'{{"company_number":"{number}","data":{{{address},{ended}"etag":"{etag}","identification":{{"legal_authority":'
            f'"{_LAWS[more % 5]}","legal_form":"Government Department"}},"kind":"legal-person-person-with-significant-control",'
            f'{self}/legal-person/{link}"}},"name":"{company} Authority","natures_of_control":{natures},"notified_on":"{day}"}}}}'
        )
    registered = (
        f',"country_registered":"England & Wales","place_registered":"Companies House","registration_number":"{company_number(more)}"'
        if chance < 7
        else ""
    )
    return (
        f'{{"company_number":"{number}","data":{{{address},{ended}"etag":"{etag}","identification":{{"legal_authority":"{_LAWS[more % 5]}",'
        f'"legal_form":"{_FORMS[more % 6]}"{registered}}},"kind":"corporate-entity-person-with-significant-control",'
        f'{self}/corporate-entity/{link}"}},"name":"{company} Limited","natures_of_control":{natures},"notified_on":"{day}"}}}}'
    )


def _addresses(draw: Draw, count: int) -> list[str]:
    columns = zip(
        draw.surnames(count),
        draw.places(count),
        draw.places(count),
        draw.postcodes(count),
        draw.numbers(1, 400, count),
        draw.of(COUNTRIES, count),
        strict=True,
    )
    return [
        f'"address":{{"address_line_1":"{street} {("Street", "Road", "Lane", "Avenue")[number & 3]}",'
        + (f'"address_line_2":"{area}",' if number % 3 == 0 else "")
        + f'"country":"{country}","locality":"{town}","postal_code":"{code}","premises":"{number}{_PREMISES[number % 4]}"}}'
        for street, area, town, code, number, country in columns
    ]
