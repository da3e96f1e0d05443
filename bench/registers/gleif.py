"""The golden copies of GLEIF: who is who, who consolidates whom, why no parent is named; as CSV and as JSON.

The LEI of record n is the same in every file, so that the files of one size belong together.
Long, because it is two columns of real field names a file, read one at a time.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from bench.registers.draw import Draw, leis

_LOUS: Final = ("EVK05KS7XY1DEII3R011", "5493001KJTIIGC8Y1R12", "529900F6BNUR3RJ2WH29", "213800WAVVOPS85N2205", "335800FVH4MOKZS9VH40")
_COUNTRIES: Final = (
    ("US", "US-DE", "RA000602"),
    ("DE", "DE", "RA000242"),
    ("GB", "GB", "RA000585"),
    ("IT", "IT", "RA000407"),
    ("IN", "IN", "RA000394"),
    ("FR", "FR", "RA000189"),
    ("CN", "CN", "RA000117"),
    ("NL", "NL", "RA000463"),
)
_CATEGORIES: Final = ("GENERAL", "FUND", "SOLE_PROPRIETOR", "RESIDENT_GOVERNMENT_ENTITY", "BRANCH", "INTERNATIONAL_ORGANIZATION")
_CATEGORY_PARTS: Final = (3_040, 249, 127, 7, 2, 0.1)
_TYPES: Final = (
    "IS_FUND-MANAGED_BY",
    "IS_ULTIMATELY_CONSOLIDATED_BY",
    "IS_DIRECTLY_CONSOLIDATED_BY",
    "IS_SUBFUND_OF",
    "IS_INTERNATIONAL_BRANCH_OF",
    "IS_FEEDER_TO",
)
_TYPE_PARTS: Final = (150_982, 132_877, 126_688, 73_834, 1_959, 1_381)
_REASONS: Final = (
    "NATURAL_PERSONS",
    "NON_CONSOLIDATING",
    "NO_KNOWN_PERSON",
    "NO_LEI",
    "NON_PUBLIC",
    "CONSENT_NOT_OBTAINED",
    "BINDING_LEGAL_COMMITMENTS",
    "DETRIMENT_NOT_EXCLUDED",
)
_REASON_PARTS: Final = (2_360, 2_200, 1_340, 243, 217, 5, 3, 1)
_PARENTS: Final = ("DIRECT_ACCOUNTING_CONSOLIDATION_PARENT", "ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT")
_FORMS: Final = ("8888", "T91T", "HZEH", "2HBR", "H0PO", "ECAK", "P9F2", "XTIQ", "9999", "B5PM")


def _numbered(name: str, count: int, parts: tuple[str, ...]) -> list[str]:
    return [f"{name}.{number}{part}" for number in range(1, count + 1) for part in parts]


def _address(name: str) -> list[str]:
    return [
        f"{name}.xmllang",
        f"{name}.FirstAddressLine",
        f"{name}.AddressNumber",
        f"{name}.AddressNumberWithinBuilding",
        f"{name}.MailRouting",
        *_numbered(f"{name}.AdditionalAddressLine", 3, ("",)),
        f"{name}.City",
        f"{name}.Region",
        f"{name}.Country",
        f"{name}.PostalCode",
    ]


_LEI_COLUMNS: Final = (
    "LEI",
    "Entity.LegalName",
    "Entity.LegalName.xmllang",
    *_numbered("Entity.OtherEntityNames.OtherEntityName", 5, ("", ".xmllang", ".type")),
    *_numbered("Entity.TransliteratedOtherEntityNames.TransliteratedOtherEntityName", 5, ("", ".xmllang", ".type")),
    *_address("Entity.LegalAddress"),
    *_address("Entity.HeadquartersAddress"),
    *(
        column
        for number in range(1, 6)
        for column in [f"Entity.OtherAddresses.OtherAddress.{number}.type", *_address(f"Entity.OtherAddresses.OtherAddress.{number}")]
    ),
    *(column for number in range(1, 6) for column in _address(f"Entity.TransliteratedOtherAddresses.TransliteratedOtherAddress.{number}")),
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.OtherRegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.LegalJurisdiction",
    "Entity.EntityCategory",
    "Entity.EntitySubCategory",
    "Entity.LegalForm.EntityLegalFormCode",
    "Entity.LegalForm.OtherLegalForm",
    "Entity.EntityStatus",
    "Entity.EntityCreationDate",
    "Entity.EntityExpirationDate",
    "Entity.EntityExpirationReason",
    *_numbered("Entity.SuccessorEntity", 5, (".SuccessorLEI", ".SuccessorEntityName", ".SuccessorEntityName.xmllang")),
    *_numbered(
        "Entity.LegalEntityEvents",
        5,
        (
            ".LegalEntityEventType",
            ".LegalEntityEventEffectiveDate",
            ".LegalEntityEventRecordedDate",
            ".ValidationDocuments",
            ".ValidationReference",
            ".event_status",
        ),
    ),
    "Registration.InitialRegistrationDate",
    "Registration.LastUpdateDate",
    "Registration.RegistrationStatus",
    "Registration.NextRenewalDate",
    "Registration.ManagingLOU",
    "Registration.ValidationSources",
    "Registration.ValidationAuthority.ValidationAuthorityID",
    "Registration.ValidationAuthority.OtherValidationAuthorityID",
    "Registration.ValidationAuthority.ValidationAuthorityEntityID",
    *_numbered(
        "Registration.OtherValidationAuthorities",
        5,
        (".ValidationAuthorityID", ".OtherValidationAuthorityID", ".ValidationAuthorityEntityID"),
    ),
    "ConformityFlag",
)
_RR_COLUMNS: Final = (
    "Relationship.StartNode.NodeID",
    "Relationship.StartNode.NodeIDType",
    "Relationship.EndNode.NodeID",
    "Relationship.EndNode.NodeIDType",
    "Relationship.RelationshipType",
    "Relationship.RelationshipStatus",
    *_numbered("Relationship.Period", 5, (".startDate", ".endDate", ".periodType")),
    *_numbered("Relationship.Qualifiers", 5, (".QualifierDimension", ".QualifierCategory")),
    *_numbered("Relationship.Quantifiers", 5, (".MeasurementMethod", ".QuantifierAmount", ".QuantifierUnits")),
    "Registration.InitialRegistrationDate",
    "Registration.LastUpdateDate",
    "Registration.RegistrationStatus",
    "Registration.NextRenewalDate",
    "Registration.ManagingLOU",
    "Registration.ValidationSources",
    "Registration.ValidationDocuments",
    "Registration.ValidationReference",
)
_REPEX_COLUMNS: Final = ("LEI", "Exception.Category", *_numbered("Exception.Reason", 5, ("",)), *_numbered("Exception.Reference", 5, ("",)))


def _header(columns: tuple[str, ...]) -> str:
    return ",".join(f'"{column}"' for column in columns)


def _template(columns: tuple[str, ...], filled: tuple[str, ...]) -> str:
    """A row with places to fill and the other cells empty."""
    assert set(filled) <= set(columns)
    order = [column for column in columns if column in filled]
    return ",".join(f'"{{{order.index(column)}}}"' if column in order else '""' for column in columns)


LEI_HEADER: Final = _header(_LEI_COLUMNS)
RR_HEADER: Final = _header(_RR_COLUMNS)
REPEX_HEADER: Final = _header(_REPEX_COLUMNS)
_LEI_FILLED: Final = (
    "LEI",
    "Entity.LegalName",
    "Entity.LegalName.xmllang",
    "Entity.OtherEntityNames.OtherEntityName.1",
    "Entity.OtherEntityNames.OtherEntityName.1.type",
    "Entity.LegalAddress.FirstAddressLine",
    "Entity.LegalAddress.City",
    "Entity.LegalAddress.Region",
    "Entity.LegalAddress.Country",
    "Entity.LegalAddress.PostalCode",
    "Entity.HeadquartersAddress.FirstAddressLine",
    "Entity.HeadquartersAddress.City",
    "Entity.HeadquartersAddress.Region",
    "Entity.HeadquartersAddress.Country",
    "Entity.HeadquartersAddress.PostalCode",
    "Entity.RegistrationAuthority.RegistrationAuthorityID",
    "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    "Entity.LegalJurisdiction",
    "Entity.EntityCategory",
    "Entity.LegalForm.EntityLegalFormCode",
    "Entity.EntityStatus",
    "Entity.EntityCreationDate",
    "Registration.InitialRegistrationDate",
    "Registration.LastUpdateDate",
    "Registration.RegistrationStatus",
    "Registration.NextRenewalDate",
    "Registration.ManagingLOU",
    "Registration.ValidationSources",
    "Registration.ValidationAuthority.ValidationAuthorityID",
    "Registration.ValidationAuthority.ValidationAuthorityEntityID",
    "ConformityFlag",
)
_LEI_ROW: Final = _template(_LEI_COLUMNS, _LEI_FILLED).format
_RR_FILLED: Final = (
    *_RR_COLUMNS[:12],
    "Relationship.Qualifiers.1.QualifierDimension",
    "Relationship.Qualifiers.1.QualifierCategory",
    "Relationship.Quantifiers.1.MeasurementMethod",
    "Relationship.Quantifiers.1.QuantifierAmount",
    "Relationship.Quantifiers.1.QuantifierUnits",
    *_RR_COLUMNS[-8:],
)
_RR_ROW: Final = _template(_RR_COLUMNS, _RR_FILLED).format
_Texts = tuple[str, ...]


def lei_rows(draw: Draw, first: int, last: int) -> list[str]:
    return [_LEI_ROW(*texts) for texts in _entities(draw, first, last)]


def rr_rows(draw: Draw, first: int, last: int) -> list[str]:
    return [_RR_ROW(*texts) for texts in _relationships(draw, first, last)]


def repex_rows(draw: Draw, first: int, last: int) -> list[str]:
    return [f'"{lei}","{category}","{reason}",{_NO_MORE}' for lei, category, reason in _exceptions(draw, first, last)]


_NO_MORE: Final = ",".join(['""'] * 9)


def lei_objects(draw: Draw, first: int, last: int) -> list[str]:
    return [_lei_object(texts) for texts in _entities(draw, first, last)]


def rr_objects(draw: Draw, first: int, last: int) -> list[str]:
    return [_rr_object(texts) for texts in _relationships(draw, first, last)]


def repex_objects(draw: Draw, first: int, last: int) -> list[str]:
    return [
        f'{{"LEI":{{"$":"{lei}"}},"ExceptionCategory":{{"$":"{category}"}},"ExceptionReason":{{"$":"{reason}"}}}}'
        for lei, category, reason in _exceptions(draw, first, last)
    ]


def _entities(draw: Draw, first: int, last: int) -> list[_Texts]:
    """Texts in the order of ``_LEI_FILLED``."""
    count = last - first
    columns = zip(
        leis(np.arange(first, last)),
        draw.companies(count),
        draw.companies(count),
        draw.surnames(count),
        draw.surnames(count),
        draw.places(count),
        draw.places(count),
        draw.postcodes(count),
        draw.days(count, 0, 9_500),
        draw.days(count),
        draw.days(count),
        draw.of(_CATEGORIES, count, _CATEGORY_PARTS),
        draw.of(_COUNTRIES, count),
        draw.numbers(10**6, 10**9, count),
        draw.numbers(0, 2**20, count),
        strict=True,
    )
    return [
        (
            lei,
            name,
            "en",
            other if more % 5 == 0 else "",
            "PREVIOUS_LEGAL_NAME" if more % 5 == 0 else "",
            f"{more % 300 + 1} {street} Street",
            town,
            region,
            country,
            code,
            f"{more % 170 + 1} {road} Road",
            place,
            region,
            country,
            code,
            authority,
            str(number),
            region,
            category,
            _FORMS[more % 10],
            "ACTIVE" if more % 12 else "INACTIVE",
            f"{founded}T00:00:00Z" if more % 3 else "",
            f"{begun}T{more % 24:02d}:{more % 60:02d}:00Z",
            f"{updated}T{more % 23:02d}:09:20Z",
            ("ISSUED", "LAPSED", "ISSUED", "RETIRED")[more % 4],
            f"2026{updated[4:]}T00:00:00Z",
            _LOUS[more % 5],
            "FULLY_CORROBORATED",
            authority,
            str(number),
            "CONFORMING" if more % 3 else "NON_CONFORMING",
        )
        for (
            lei,
            name,
            other,
            street,
            road,
            town,
            place,
            code,
            founded,
            begun,
            updated,
            category,
            (country, region, authority),
            number,
            more,
        ) in columns
    ]


def _lei_object(texts: _Texts) -> str:
    (
        lei,
        name,
        language,
        other,
        kind,
        line,
        city,
        region,
        country,
        code,
        line2,
        city2,
        region2,
        country2,
        code2,
        authority,
        number,
        law,
        category,
        form,
        status,
        founded,
        begun,
        updated,
        state,
        renewal,
        lou,
        sources,
        authority2,
        number2,
        conform,
    ) = texts
    others = f'"OtherEntityNames":{{"OtherEntityName":{{"@type":"{kind}","@xml:lang":"en","$":"{other}"}}}},' if other else ""
    created = f',"EntityCreationDate":{{"$":"{founded}"}}' if founded else ""
    return (
        f'{{"LEI":{{"$":"{lei}"}},"Entity":{{"LegalName":{{"@xml:lang":"{language}","$":"{name}"}},{others}"LegalAddress":{{"@xml:lang":"en",'
        f'"FirstAddressLine":{{"$":"{line}"}},"City":{{"$":"{city}"}},"Region":{{"$":"{region}"}},"Country":{{"$":"{country}"}},'
        f'"PostalCode":{{"$":"{code}"}}}},"HeadquartersAddress":{{"@xml:lang":"en","FirstAddressLine":{{"$":"{line2}"}},'
        f'"City":{{"$":"{city2}"}},"Region":{{"$":"{region2}"}},"Country":{{"$":"{country2}"}},"PostalCode":{{"$":"{code2}"}}}},'
        f'"RegistrationAuthority":{{"RegistrationAuthorityID":{{"$":"{authority}"}},"RegistrationAuthorityEntityID":{{"$":"{number}"}}}},'
        f'"LegalJurisdiction":{{"$":"{law}"}},"EntityCategory":{{"$":"{category}"}},"LegalForm":{{"EntityLegalFormCode":{{"$":"{form}"}}}},'
        f'"EntityStatus":{{"$":"{status}"}}{created}}},"Registration":{{"InitialRegistrationDate":{{"$":"{begun}"}},'
        f'"LastUpdateDate":{{"$":"{updated}"}},"RegistrationStatus":{{"$":"{state}"}},"NextRenewalDate":{{"$":"{renewal}"}},'
        f'"ManagingLOU":{{"$":"{lou}"}},"ValidationSources":{{"$":"{sources}"}},"ValidationAuthority":{{"ValidationAuthorityID":'
        f'{{"$":"{authority2}"}},"ValidationAuthorityEntityID":{{"$":"{number2}"}}}}}},"Extension":{{"gleif:Geocoding":{{'
        f'"gleif:original_address":{{"$":"{line}, {city}, {code}, {country}"}},"gleif:relevance":{{"$":"0.87"}},"gleif:match_type":'
        f'{{"$":"pointAddress"}},"gleif:lat":{{"$":"51.{number}"}},"gleif:lng":{{"$":"-1.{number}"}},"gleif:geocoding_date":'
        f'{{"$":"{updated}"}},"gleif:formatted_address":{{"$":"{line}, {code} {city}"}},"gleif:mapped_street":{{"$":"{line}"}},'
        f'"gleif:mapped_postalcode":{{"$":"{code}"}},"gleif:mapped_city":{{"$":"{city}"}}}},"conf:ConformityFlag":{{"$":"{conform}"}}}}}}'
    )


def _relationships(draw: Draw, first: int, last: int) -> list[_Texts]:
    """Texts in the order of ``_RR_FILLED``.  A child has its own number, so that (child, type) stays unique."""
    count = last - first
    kinds = draw.of(_TYPES, count, _TYPE_PARTS)
    children, parents = np.arange(first, last), draw.random.integers(0, max(last, 2), count)
    parents += parents == children
    columns = zip(
        leis(children),
        leis(parents),
        kinds,
        draw.days(count, 5_000, 12_000),
        draw.days(count),
        draw.hexes(count, 24),
        draw.numbers(0, 2**20, count),
        strict=True,
    )
    found: list[_Texts] = []
    for child, parent, kind, begun, updated, link, more in columns:
        standard = ("ACCOUNTING_STANDARD", ("IFRS", "US_GAAP", "OTHER_ACCOUNTING_STANDARD")[more % 3]) if more % 100 < 31 else ("", "")
        amount = ("ACCOUNTING_CONSOLIDATION", ("1.00", "100.00")[more & 1], "PERCENTAGE") if more % 100 < 11 else ("", "", "")
        other = (f"{begun[:4]}-01-01T00:00:00Z", f"{begun[:4]}-12-31T00:00:00Z", "ACCOUNTING_PERIOD") if more % 100 < 31 else ("", "", "")
        found.append(
            (
                child,
                "LEI",
                parent,
                "LEI",
                kind,
                "ACTIVE" if more % 1_000 else "NULL",
                f"{begun}T00:00:00.000Z",
                "",
                "RELATIONSHIP_PERIOD",
                *other,
                *standard,
                *amount,
                f"{begun}T10:{more % 60:02d}:00Z",
                f"{updated}T11:{more % 60:02d}:00Z",
                "PUBLISHED" if more % 5 else "LAPSED",
                f"2026{updated[4:]}T00:00:00Z",
                _LOUS[more % 5],
                "FULLY_CORROBORATED",
                "SUPPORTING_DOCUMENTS",
                f"https://register.example/filings/{link}",
            )
        )
    return found


def _rr_object(texts: _Texts) -> str:
    (
        child,
        _,
        parent,
        _,
        kind,
        status,
        begun,
        _,
        period,
        begun2,
        ended2,
        period2,
        dimension,
        standard,
        method,
        amount,
        units,
        registered,
        updated,
        state,
        renewal,
        lou,
        sources,
        documents,
        link,
    ) = texts
    periods = f'{{"StartDate":{{"$":"{begun}"}},"PeriodType":{{"$":"{period}"}}}}'
    if period2:
        periods = f'[{periods},{{"StartDate":{{"$":"{begun2}"}},"EndDate":{{"$":"{ended2}"}},"PeriodType":{{"$":"{period2}"}}}}]'
    said = (
        (
            f',"RelationshipQualifiers":{{"RelationshipQualifier":{{"QualifierDimension":{{"$":"{dimension}"}},"QualifierCategory":'
            f'{{"$":"{standard}"}}}}}}'
        )
        if standard
        else ""
    )
    if amount:
        said += (
            f',"RelationshipQuantifiers":{{"RelationshipQuantifier":{{"MeasurementMethod":{{"$":"{method}"}},"QuantifierAmount":'
            f'{{"$":"{amount}"}},"QuantifierUnits":{{"$":"{units}"}}}}}}'
        )
    return (
        f'{{"RelationshipRecord":{{"Relationship":{{"StartNode":{{"NodeID":{{"$":"{child}"}},"NodeIDType":{{"$":"LEI"}}}},"EndNode":'
        f'{{"NodeID":{{"$":"{parent}"}},"NodeIDType":{{"$":"LEI"}}}},"RelationshipType":{{"$":"{kind}"}},"RelationshipPeriods":'
        f'{{"RelationshipPeriod":{periods}}},"RelationshipStatus":{{"$":"{status}"}}{said}}},"Registration":{{"InitialRegistrationDate":'
        f'{{"$":"{registered}"}},"LastUpdateDate":{{"$":"{updated}"}},"RegistrationStatus":{{"$":"{state}"}},"NextRenewalDate":'
        f'{{"$":"{renewal}"}},"ManagingLOU":{{"$":"{lou}"}},"ValidationSources":{{"$":"{sources}"}},"ValidationDocuments":'
        f'{{"$":"{documents}"}},"ValidationReference":{{"$":"{link}"}}}}}}}}'
    )


def _exceptions(draw: Draw, first: int, last: int) -> list[tuple[str, str, str]]:
    """Two of each LEI: about the direct and about the ultimate parent."""
    entities = leis(np.arange(first, last) // 2)
    reasons = draw.of(_REASONS, last - first, _REASON_PARTS)
    return [(lei, _PARENTS[number & 1], reason) for number, (lei, reason) in enumerate(zip(entities, reasons, strict=True), first)]
