"""Statements of BODS 0.4, one a line: for each interest its company, its holder and the relationship."""

from __future__ import annotations

from typing import Final, NamedTuple

from bench.registers.draw import Draw, company_number

_MADE: Final = (
    '"publicationDetails":{"publicationDate":"2025-03-05","bodsVersion":"0.4","license":"https://creativecommons.org/publicdomain/zero/1.0/",'
    '"publisher":{"name":"Invented Register","url":"https://register.example"}},'
    '"source":{"type":["officialRegister"],"url":"https://register.example/data"}}'
)
_BANDS: Final = ('"exclusiveMinimum":25,"maximum":50', '"exclusiveMinimum":50,"exclusiveMaximum":75', '"minimum":75,"maximum":100')


def statements(draw: Draw, first: int, last: int) -> list[str]:
    count = (last - first + 2) // 3
    columns = zip(
        range(first // 3, first // 3 + count),
        draw.uuids(count),
        draw.uuids(count),
        draw.uuids(count),
        draw.links(count),
        draw.companies(count),
        draw.companies(count),
        draw.forenames(count),
        draw.surnames(count),
        draw.surnames(count),
        draw.places(count),
        draw.postcodes(count),
        draw.days(count),
        draw.days(count, 0, 9_500),
        draw.numbers(0, 2**20, count),
        strict=True,
    )
    lines: list[str] = []
    for drawn in columns:
        lines += _write_statements(_Drawn(*drawn))
    return lines[: last - first]


class _Drawn(NamedTuple):
    """What is drawn for one relationship between a company and its holder."""

    company_index: int
    company_id: str
    holder_id: str
    link_id: str
    link: str
    company: str
    other: str
    forename: str
    surname: str
    street: str
    town: str
    code: str
    day: str
    founded: str
    more: int


def _write_statements(drawn: _Drawn) -> tuple[str, str, str]:
    company_index, company_id, holder_id, link_id, link, company, other, forename, surname, street, town, code, day, founded, more = drawn
    number = company_number(company_index)
    person = more % 5 > 0
    address = (
        f'"addresses":[{{"type":"registered","address":"{more % 300 + 1} {street} Street, {town}","postCode":"{code}",'
        '"country":{"name":"United Kingdom","code":"GB"}}]'
    )
    subject = (
        f'{{"statementId":"{company_id}","recordId":"GB-COH-{number}","recordType":"entity","recordStatus":"new","statementDate":"{day}",'
        f'"declarationSubject":"GB-COH-{number}","recordDetails":{{"isComponent":false,"entityType":{{"type":"registeredEntity",'
        f'"details":"Private Limited Company"}},"name":"{company} Limited","jurisdiction":{{"name":"United Kingdom","code":"GB"}},'
        f'"foundingDate":"{founded}","identifiers":[{{"id":"{number}","scheme":"GB-COH","schemeName":"Companies House"}}],'
        f"{address}}},{_MADE}"
    )
    if person:
        record = f"GB-COH-PER-{number}-{link}"
        holder = (
            f'{{"statementId":"{holder_id}","recordId":"{record}","recordType":"person","recordStatus":"new","statementDate":"{day}",'
            f'"declarationSubject":"GB-COH-{number}","recordDetails":{{"isComponent":false,"personType":"knownPerson",'
            f'"names":[{{"type":"legal",'
            f'"fullName":"{forename} {surname}","familyName":"{surname}","givenName":"{forename}"}}],'
            f'"nationalities":[{{"name":"United Kingdom","code":"GB"}}],"birthDate":"{1935 + more % 68}-{more % 12 + 1:02d}",'
            f"{address}}},{_MADE}"
        )
    else:
        record = f"GB-COH-ENT-{number}-{link}"
        holder = (
            f'{{"statementId":"{holder_id}","recordId":"{record}","recordType":"entity","recordStatus":"new","statementDate":"{day}",'
            f'"declarationSubject":"GB-COH-{number}","recordDetails":{{"isComponent":false,"entityType":{{"type":"registeredEntity"}},'
            f'"name":"{other} Limited","identifiers":[{{"id":"{company_number(more)}","scheme":"GB-COH"}}],{address}}},{_MADE}'
        )
    band, benefits = _BANDS[more % 3], "true" if person else "false"
    circumstances = f'"directOrIndirect":"unknown","beneficialOwnershipOrControl":{benefits},"startDate":"{day}"'
    ended = f',"endDate":"{day[:3]}9{day[4:]}"' if more % 12 == 0 else ""
    interests = f'{{"type":"shareholding",{circumstances}{ended},"details":"ownership-of-shares","share":{{{band}}}}}'
    if more % 2:
        interests += f',{{"type":"votingRights",{circumstances}{ended},"details":"voting-rights","share":{{{band}}}}}'
    if more % 4 == 0:
        interests += f',{{"type":"appointmentOfBoard",{circumstances}{ended},"details":"right-to-appoint-and-remove-directors"}}'
    relationship = (
        f'{{"statementId":"{link_id}","recordId":"GB-COH-REL-{number}-{link}","recordType":"relationship","recordStatus":"new",'
        f'"statementDate":"{day}","declarationSubject":"GB-COH-{number}","recordDetails":{{"isComponent":false,"subject":"GB-COH-{number}",'
        f'"interestedParty":"{record}","interests":[{interests}]}},{_MADE}'
    )
    return subject, holder, relationship
