"""The texts that the rules are taken from, each with the words that were read of it, where and when, and what could not be read.

Data only.  A quote is given as it stands in the copy that was read; where no copy of the text itself could be read, a report of it was,
which ``unchecked`` says.  Nothing here is quoted from memory.
"""

from __future__ import annotations

from typing import Final

from graph.rules.model import Citation

_READ: Final = "2026-11-28"
_OWN_PAGE: Final = "its own page; quoted from a report of it"

COMPANY_CONTROL: Final = (
    Citation(
        "S. Ceri, G. Gottlob, L. Tanca, Logic Programming and Databases (Springer 1990): the company control problem",
        unchecked="the book; a definition, no law",
    ),
    Citation("K. A. Ross, Y. Sagiv, Monotonic aggregation in deductive databases (PODS 1992)", unchecked="the paper; a definition, no law"),
)

OFAC_GUIDANCE: Final = Citation(
    "OFAC, Revised guidance on entities owned by persons whose property and interests in property are blocked, 13 August 2014",
    "https://ofac.treasury.gov/media/6186/download",
    quote="Any entity owned in the aggregate, directly or indirectly, 50 percent or more by one or more blocked persons is itself "
    "considered to be a blocked person",
    checked=_READ,
    copy="https://www.complianceweek.com/ofac-amends-50-percent-rule-for-sanctions/13343.article",
    unchecked=_OWN_PAGE,
)
OFAC_FAQ: Final = (
    Citation(
        "OFAC FAQ 398",
        "https://ofac.treasury.gov/faqs/398",
        quote="OFAC’s 50 Percent Rule speaks only to ownership and not to control.",
        checked=_READ,
    ),
    Citation(
        "OFAC FAQ 399",
        "https://ofac.treasury.gov/faqs/399",
        quote="Does OFAC aggregate ownership stakes of all blocked persons",
        checked=_READ,
        copy="https://home.treasury.gov/policy-issues/financial-sanctions/faqs/topic/1521",
        unchecked="the answer to the question; that it is yes is in the guidance",
    ),
    Citation(
        "OFAC FAQ 401",
        "https://ofac.treasury.gov/faqs/401",
        quote="through another entity or entities that are 50 percent or more owned in the aggregate by the blocked person(s)",
        checked=_READ,
    ),
)

BIS_AFFILIATES: Final = Citation(
    "BIS, Expansion of End-User Controls To Cover Affiliates of Certain Listed Entities, interim final rule, 90 FR 47201",
    "https://thefederalregister.org/documents/2025-19001/expansion-of-end-user-controls-to-cover-affiliates-of-certain-listed-entities",
    quote="any entity that is at least 50 percent owned by one or more entities on the Entity List will itself automatically be subject to "
    "Entity List restrictions",
    checked=_READ,
)
BIS_EFFECTIVE: Final = Citation(
    "BIS, interim final rule, 90 FR 47201, dates", BIS_AFFILIATES.url, quote="This rule is effective September 29, 2025.", checked=_READ
)
BIS_SUSPENSION: Final = Citation(
    "BIS, One Year Suspension of Expansion of End-User Controls for Affiliates of Certain Listed Entities, final rule, 10 November 2025",
    quote="the suspension will be in effect from November 10, 2025 through November 9, 2026",
    checked=_READ,
    copy="https://www.bassberrygovcontrade.com/update-bis-affiliates-rule-suspended-for-one-year-following-u-s-china/",
    unchecked="the final rule itself; quoted from a report of it",
)
BIS_RETURN: Final = Citation(
    "BIS, the same final rule, the end of the suspension",
    quote="the suspension automatically reimposes the Affiliates Rule on November 10, 2026, unless BIS takes further regulatory action",
    checked=_READ,
    copy="https://www.skadden.com/insights/publications/2025/11/bis-suspends-affiliates-rule-for-one-year-as-part-of-the-us-china-trade-deal",
    unchecked="the final rule itself, quoted from a report of it; and whether the suspension was prolonged",
)

EU_BEST_PRACTICES: Final = Citation(
    "Council of the European Union, EU Best Practices for the effective implementation of restrictive measures, "
    "document 11623/24 of 3 July 2024",
    "https://data.consilium.europa.eu/doc/document/ST-11623-2024-INIT/en/pdf",
    quote="the criterium of ownership has been changed to “50% or more” of the proprietary rights of an entity",
    checked=_READ,
    copy="https://dlapiper.com/en/pt-br/insights/publications/2024/08/changes-to-the-eu-sanctions-best-practices",
    unchecked="the document itself and its number; quoted from a report of it",
)
EU_FREEZE: Final = Citation(
    "Council Regulation (EU) No 269/2014, article 2", "https://eur-lex.europa.eu/eli/reg/2014/269/oj", unchecked="the text and its address"
)
EU_PRESUMPTION: Final = Citation(
    "Court of Justice of the European Union, judgment of 12 March 2026, case C-84/24, EM System (press release No 32/26)",
    quote="Control of a company and its funds and economic resources is presumed where the listed person has a 50% shareholding in that "
    "company",
    checked=_READ,
    copy="https://agenparl.eu/2026/03/12/press-release-32-26-judgment-of-the-court-in-case-c-84-24-em-system",
    unchecked="the judgment itself, and its words on how the presumption is rebutted",
)

UK_REGULATION: Final = Citation(
    "Russia (Sanctions) (EU Exit) Regulations 2019 (S.I. 2019/855), regulation 7 and schedule 1",
    "https://www.legislation.gov.uk/uksi/2019/855/regulation/7",
    quote="holds directly or indirectly more than 50% of the shares in C",
    checked=_READ,
    copy="https://maritimelondon.com/?p=14022",
    unchecked="regulation 7 on its own page, quoted from an article that cites it; schedule 1 was read",
)
UK_SCHEDULE: Final = Citation(
    "The same regulations, schedule 1, paragraph 4",
    "https://www.legislation.gov.uk/uksi/2019/855/schedule/1",
    quote="of a nominal value exceeding (in aggregate) 50% of that share capital",
    checked=_READ,
    copy="https://legislation.gov.uk/uksi/2019/855/schedules/made",
)
UK_COMMENCEMENT: Final = Citation(
    "The same regulations, regulation 1(2)",
    "https://www.legislation.gov.uk/uksi/2019/855/regulation/1",
    quote="these Regulations come into force on exit day",
    checked=_READ,
    copy="http://www.legislation.gov.uk./uksi/2019/855/part/1/data.xht?view=snippet&wrap=true",
    unchecked="that exit day is read as the end of the transition period, 31 December 2020",
)
UK_GUIDANCE: Final = Citation(
    "OFSI, UK financial sanctions: general guidance",
    "https://www.gov.uk/government/publications/financial-sanctions-general-guidance",
    quote="OFSI would not simply aggregate different designated persons’ holdings in a company, unless, for example, the shares or rights "
    "are subject to a joint arrangement",
    checked=_READ,
    copy="https://mrwatchlist.com/2022/03/22/ofsi-updates-ownership-control-guidance/",
    unchecked=_OWN_PAGE,
)

AMLR: Final = Citation(
    "Regulation (EU) 2024/1624, articles 51 to 54",
    "https://eur-lex.europa.eu/eli/reg/2024/1624/oj",
    quote="direct or indirect ownership of 25 % or more of the shares or voting rights or other ownership interest in the corporate entity",
    checked=_READ,
    copy="https://anti-money-laundering.eu/?p=4069",
    unchecked="articles 51, 53 and 54, and the official page",
)
AMLR_APPLICATION: Final = Citation(
    "Regulation (EU) 2024/1624, its last article: application",
    "https://eur-lex.europa.eu/eli/reg/2024/1624/oj",
    quote="It will apply from 10 July 2027",
    checked=_READ,
    copy="https://arthurcox.com/insights/aml-update-single-rulebook-and-amla-regulations-and-related-directives-published-in-official-journal",
    unchecked="the article itself; quoted from a report of it",
)

AMLD: Final = Citation(
    "Directive (EU) 2015/849, article 3(6)",
    "https://eur-lex.europa.eu/eli/dir/2015/849/oj",
    quote="checking whether the result of this multiplication is more than 25%",
    checked=_READ,
    copy="https://eba.europa.eu./single-rule-book-qa/qna/view/publicId/2022_6622",
    unchecked="the words of the article; quoted from a question about it to the European Banking Authority",
)
AMLD_TRANSPOSITION: Final = Citation(
    "Directive (EU) 2018/843, recital 2",
    "https://eur-lex.europa.eu/eli/dir/2018/843/oj",
    quote="That Directive, which had a transposition deadline of 26 June 2017",
    checked=_READ,
    copy="https://cupdf.com/document/4amld-as-amended-by-5amld-cro-as-2018-8-29-3052018-en-official-journal.html",
)
AMLD_REPEAL: Final = Citation(
    "Directive (EU) 2024/1640: repeal of Directive (EU) 2015/849",
    "https://eur-lex.europa.eu/eli/dir/2024/1640/oj",
    quote="the Directive (EU) 2015/849 will be repealed",
    checked=_READ,
    copy="https://rokas.com/anti-money-laundering-regulation-2024-1624",
    unchecked="the article itself; quoted from a report of it, which names 10 July 2027",
)

PSC: Final = Citation(
    "Companies Act 2006, part 21A and schedule 1A",
    "https://www.legislation.gov.uk/ukpga/2006/46/schedule/1A",
    quote="X holds, directly or indirectly, more than 25% of the shares in company Y.",
    checked=_READ,
    copy="http://www.legislation.gov.uk/ukpga/2006/46/schedule/1A/data.html",
    unchecked="part 21A",
)
PSC_COMMENCEMENT: Final = Citation(
    "Companies Act 2006, schedule 1A, annotation F1",
    "https://www.legislation.gov.uk/ukpga/2006/46/schedule/1A",
    quote="inserted (26.5.2015 for specified purposes, 6.4.2016 in so far as not already in force)",
    checked=_READ,
    copy="http://www.legislation.gov.uk/ukpga/2006/46/schedule/1A/data.html",
)

CTA: Final = Citation(
    "31 CFR 1010.380(d)",
    "https://www.ecfr.gov/current/title-31/subtitle-B/chapter-X/part-1010/subpart-C/section-1010.380",
    quote="either exercises substantial control over such reporting company or owns or controls at least 25 percent of the ownership "
    "interests of such reporting company",
    checked=_READ,
    copy="https://www.moneylaunderingnews.com/2022/10/"
    "fincen-issues-final-rule-for-beneficial-ownership-reporting-the-substantial-control-prong/",
    unchecked=_OWN_PAGE,
)
CTA_EFFECTIVE: Final = Citation(
    "FinCEN, Beneficial ownership information reporting requirements, final rule, 30 September 2022",
    quote="FinCEN’s final rule, which goes into effect January 1, 2024",
    checked=_READ,
    copy="https://davispolk.com/insights/client-update/fincen-publishes-final-rule-beneficial-ownership",
    unchecked="the final rule itself; quoted from a report of it",
)
CTA_REVISION: Final = Citation(
    "FinCEN, Beneficial ownership information reporting requirement revision, interim final rule, 26 March 2025",
    "https://regulations.justia.com/regulations/fedreg/2025/03/26/2025-05199.html",
    quote='entities previously defined as "domestic reporting companies" are exempted from the reporting requirements',
    checked=_READ,
    copy="http://www.federalregister.com/Browse/Document/usa/na/fr/2025/3/26/2025-05199",
)

CLOSE_LINKS: Final = Citation(
    "Guideline (EU) 2015/510 of the European Central Bank (ECB/2014/60), article 138",
    "https://eur-lex.europa.eu/eli/guideline/2015/510/oj",
    quote="the counterparty owns 20% or more of the capital of the issuer/debtor/guarantor",
    checked=_READ,
    copy="http://www.ecb.europa.eu./pub/pdf/annex/T2S_Conceptual_Data_Model_SDD_R2024.JUN_20230802.en.zip",
    unchecked="article 138 itself; the description of the European Central Bank that was read asks of a third party the majority of both, "
    "not 20 %",
)
CLOSE_LINKS_ELSEWHERE: Final = Citation(
    "Directive 2014/65/EU, article 4(1), point (35): close links in another law, for comparison",
    "https://eur-lex.europa.eu/eli/dir/2014/65/oj",
    quote="a permanent link of both or all of them to the same person by a control relationship",
    checked=_READ,
    copy="https://micawtf.pages.dev/definitions/mifid-ii/close-links/",
    unchecked="the official page",
)
CLOSE_LINKS_APPLICATION: Final = Citation(
    "Guideline (EU) 2015/510 of the European Central Bank (ECB/2014/60), its last articles: application",
    "https://eur-lex.europa.eu/eli/guideline/2015/510/oj",
    unchecked="the day, 1 May 2015",
)
