"""Finds what stands in capitals and names nobody: the place and agency of a report, signs and classes of shares.

Owns how these are written.  What is a name is for ``mentions.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.names.lexicon import CAPITALS
from loaders.article.names.lexicon_places import CITIES

_DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Z'’.-]+(?:[ /,]+[A-Z][A-Z'’.-]+){0,3}|[A-Z][a-z]+(?: [A-Z][a-z]+)?(?=, [^\n]{0,16}(?:[0-9]|\()))"
    r"(?:, [A-Z][a-z]+\.?(?! [0-9]))?(?P<day>,? (?:(?:[0-9]{1,2} )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
    r"(?: [0-9]{1,2})?(?:,? [0-9]{4})?))?(?P<agency> \([A-Z][^()\n]{1,30}\))? ?(?P<dash>[-–—]{1,2}|(?<=[0-9]):) (?=[\w\"“'‘])",
    re.MULTILINE,
)
"""Where and when a report was written, before it begins: ``OSLO, March 4 (Agency) -``."""
_PLACE_LINE = re.compile(r"^[A-Z]{4,}(?: [A-Z]{4,})?: (?=[A-Z][a-z])", re.MULTILINE)
"""Where a report was written, before a colon."""
BARE_SIGN: Final = re.compile(r" [A-Z0-9]{2,6}\.[A-Z]{1,2}(?![\w.])(?=,| (?:[a-z]|\())")
"""A share's sign on an exchange, behind a name: ``Aral Plc ARAL.L said``."""
_TICKER = re.compile(
    r"\((?:[A-Z][A-Za-z]{1,11}(?: [A-Z][A-Za-z]+)?|[Tt]icker|[Ss]ymbol) ?: ?[A-Z0-9][A-Z0-9./]{0,9}(?:[;,] ?[^()\n]{1,40})?\)"
    r"|\([A-Z]{1,5}(?:\.[A-Z]{1,2})? ?[-–] ?[A-Z]{2,6}\)"
    rf"|(?<=[\w.]){BARE_SIGN.pattern}"
)
"""The same in brackets, too: ``(LSE: ARL)``."""
_SHARE_CLASS = re.compile(r"\bClass [A-Z](?= (?:[a-z]+ ){0,2}(?:shares|stock|units|interests)\b)")
"""A class of shares: ``Class A common stock``."""


_WIRE = re.compile(
    r"^(?:(?:BRIEF|EXCLUSIVE|CORRECTED|REFILE|RPT|WRAPUP|FACTBOX|FOCUS|ANALYSIS|INSIGHT|UPDATE)(?: [0-9])?-)+(?=[A-Z])", re.MULTILINE
)
"""What an agency writes before a headline."""
_CITY_LINE = re.compile(r"^(?P<city>[A-Z][a-z]{3,}): (?=[A-Z][^\n%]*$)", re.MULTILINE)
_RANKED = re.compile(r"\b[Tt]op [0-9]{1,4}\b|\bFortune (?:Global )?[0-9]{2,4}\b|\([A-Z]{2,5} ?: ?[A-Z]{2,8}\b")
"""A list of companies, and a sign with its exchange behind it."""
_HONOURS = re.compile(
    rf"(?<!\w)(?:M/[sS]\.?|Messrs\.?|(?:Col|Capt|Gen|Maj|Brig|Hon|Rev|Ing|Mgr|JUDr|MUDr|RNDr)\.)(?= [{CAPITALS}])"
    r"|\b(?:Tan Sri|Puan Sri|Dato['’]? (?:Seri|Sri)|Toh Puan)\b(?= [A-Z])"
)
"""Titles with a dot or of two words before the name of a person, and what stands before that of a firm."""
_TRADE_SIGNS = re.compile(
    r"(?<![\w-])[a-z][a-z'’-]*,? (?P<sign>3D|AI|API|B2B|CAD|CD|CRM|DVD|ERP|ESG|EV|FM|GPS|HR|ICT|IP|IPO|IT|LED|LNG|LPG|M&A|MBA|OEM"
    r"|PC|PE|PR|R&D|SEO|TV|VC|VoIP|VR)"
    r"(?= [a-z]|[.,;:](?:\s|$))"
)
"""Short words for trades and goods, among words in small letters: ``a global TV company``."""
_TIMES = re.compile(
    r"\b(?:(?:First|Second|Great) World War|World War (?:I{1,2}|One|Two)|(?:Great|Cold|Civil|Korean|Vietnam|Crimean|Boer) War|Ice Age"
    r"|Bronze Age|Iron Age|Middle Ages|Great Depression|Industrial Revolution|Renaissance)\b"
)
"""Times that have a name."""
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?(?= [0-9]{1,2}(?:st|nd|rd|th)?\b(?! [A-Z]))")
"""A month cut short beside its day: ``Oct. 3``."""
_OF_MONEY = re.compile(
    r"\b(?:Baht|Birr|Cedi|Dirham|Dram|Kwacha|Kwanza|Kyat|Lari|Lei|Naira|Peso|Rand|Ringgit|Riyal|Rupiah|Taka|Won)s?(?= [0-9])"
)
"""A currency written in front of its number: ``Baht 200 million``."""
_OF_OFFICE = re.compile(
    r"\b[A-Z][a-z]+(?= (?:ministry|ministries|department(?! stores?\b)|committee|lawmakers?|legislators?|politicians?|MPs?)\b)"
)
"""What an office or a party in parliament is of: ``Commerce ministry records``, ``Opposition lawmakers``."""
_IN_TOWN = re.compile(
    r"\b[Tt]he (?P<town>[A-Z][a-z]+, (?:[A-Z]\.){2,3}|[A-Z][a-z]+, [A-Z][a-z]+)(?=,? (?:company|firm|group|bank|lender|maker)\b)"
)
"""Where the company is: ``the Leeton, B.C., company``."""
_OF_COUNTRIES = re.compile(
    r"(?:(?<=\ba )|(?<=\ban ))(?:Afro|Anglo|Austro|Euro|Franco|Greco|Indo|Italo|Luso|Russo|Sino|[A-Z][a-z]+(?:ian|an|ish|ese|ch|ss))"
    r"-(?:[A-Z][a-z]+(?:ian|an|ish|ese|ch|ss)|Greek|Czech)(?= (?:company|business|brand|subsidiary|unit|division)\b)"
    r"|\b(?:(?:French|Belgian|Swiss|Austrian|Dutch|Spanish|Italian|German|Russian|Indian|Polish|Czech|Turkish|Mexican|Danish|Norwegian"
    r"|Swedish) )?(?:Francs|Guilders|Gulden|Pesetas|Lire|Roubles|Rubles|Rupees|Zlotys|Crowns|Pesos|Kroner|Kronor|Crores?|Lakhs?"
    r"|Reichsmarks?)\b(?! (?:&|and|of) [A-Z]| [A-Z])"
)
"""What two countries are told by (``an Anglo-Dutch company``), and money in capitals (``one million French Francs``)."""


_TRADE_FIRST = re.compile(
    r"(?:^|(?<=[.!?;:] )|(?<=\n))"
    r"(?P<sign>Airline|Airport|Aluminium|Bakery|Battery|Beer|Beverage|Biotech|Bread|Brewery|Cable|Catering|Cement|Chemical|Chemicals"
    r"|Chicken|Clinic|Clothing|Coal|Coffee|Copper|Cosmetics|Dairy|Defence|Drug|Education|Energy|Fertili[sz]er|Ferry|Fitness|Food|Foods|Furniture"
    r"|Gas|Glass|Gold|Grain|Grocery|Gym|Hospital|Hospitality|Insurance|Investment|Leasing|Leisure|Lithium|Logistics|Lottery|Meat|Media|Mining|Music"
    r"|Nickel|Nursery|Oil|Packaging|Paint|Paper|Payments|Pharmacy|Phone|Plastics|Pork|Port|Poultry|Power|Property|Pub|Publishing|Rail|Recruitment"
    r"|Restaurant|Retail|Retailer|Rice|Salmon|Security|Seafood|Shipping|Shoe|Software|Solar|Steel|Sugar|Supermarket|Tea|Technology|Telecom|Telecoms"
    r"|Textile|Timber|Tobacco|Toy|Travel|Truck|Tyre|Uranium|Utility|Waste|Water|Wine|Yacht) "
    r"(?=(?:group|chain|operator|firm|giant|company|conglomerate|maker|producer|trader|developer|supplier|distributor|start-?up|brand|label|holding)"
    r" [A-Z])"
)
"""A trade that begins a sentence, before the name of one who is in it: ``Restaurant group Aral``."""


def find_no_names(text: str) -> list[tuple[int, int]]:
    """Find what stands in capitals and names nobody, as places in the text in their order."""
    datelines = [m.span() for m in _DATELINE.finditer(text) if m["day"] or m["agency"] or m["dash"] != "-" or m["place"].lower() in CITIES]
    datelines += [m.span() for m in _PLACE_LINE.finditer(text)]
    datelines += [m.span() for m in _CITY_LINE.finditer(text) if text.count(m["city"]) == 1]
    others = (
        match.span()
        for words in (_TICKER, _SHARE_CLASS, _HONOURS, _WIRE, _RANKED, _OF_COUNTRIES, _TIMES, _MONTH, _OF_MONEY, _OF_OFFICE)
        for match in words.finditer(text)
    )
    towns = (m.span("town") for m in _IN_TOWN.finditer(text))
    return sorted([*datelines, *others, *towns, *(m.span("sign") for words in (_TRADE_SIGNS, _TRADE_FIRST) for m in words.finditer(text))])
