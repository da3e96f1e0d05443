"""Lists the words for places: countries with their peoples, territories, states, regions, cities.

Plain data, and long because it is lists.
"""

from __future__ import annotations

from typing import Final

from loaders.article.names.lexicon import split

CITIES: Final = frozenset(
    split(
        "aarhus almaty amman amsterdam ankara antwerp astana athens atlanta auckland baghdad baku bangalore bangkok barcelona basel "
        "beijing beirut belfast belgrade bengaluru bergen berlin bern bilbao birmingham bogota bogotá bologna bonn bordeaux boston "
        "bratislava bremen brisbane bristol brussels bucharest budapest cairo calgary cardiff casablanca chennai chicago cologne "
        "copenhagen dakar dallas delhi denver detroit dhaka doha dresden dublin durban düsseldorf edinburgh eindhoven espoo essen "
        "frankfurt galway gdansk geneva genoa ghent glasgow gothenburg graz guangzhou hamburg hanoi hanover helsinki houston istanbul "
        "jakarta jerusalem johannesburg karachi kiev kingston krakow kuwait kyiv kyoto lagos lahore lausanne leeds leipzig lille "
        "lima lisbon "
        "liverpool ljubljana lyon lyons madrid malmö manchester manila marseille melbourne miami milan milwaukee minsk montreal moscow "
        "mumbai munich nagoya nairobi nantes naples odessa osaka oslo ottawa oxford palermo paris perth philadelphia phoenix pittsburgh "
        "porto portland poznan prague reykjavik riga riyadh rome rotterdam salzburg santiago sarajevo seattle seoul seville shanghai "
        "sheffield shenzhen sofia stavanger stockholm strasbourg stuttgart sydney taipei tallinn tampere tashkent tbilisi tehran tirana "
        "tokyo toronto toulouse trieste trondheim tunis turin utrecht valencia vancouver venice verona vienna vilnius warsaw wellington "
        "winnipeg wroclaw yerevan zagreb zaragoza zurich zürich "
        "abuja accra algiers asuncion asunción caracas chisinau harare havana islamabad kampala khartoum kigali "
        "luanda lusaka managua maputo montevideo nicosia podgorica pristina quito rabat skopje ulaanbaatar valletta vientiane windhoek"
    )
)
"""Places from which companies are told: ``Vienna's NAME``."""
CITIES_OF_SEVERAL_WORDS: Final = frozenset(
    [
        "abu dhabi",
        "addis ababa",
        "buenos aires",
        "cape town",
        "dar es salaam",
        "ho chi minh city",
        "kuala lumpur",
        "los angeles",
        "mexico city",
        "new delhi",
        "phnom penh",
        "port louis",
        "rio de janeiro",
        "san francisco",
        "st petersburg",
        "tel aviv",
    ]
)
"""The same of several words."""

COUNTRIES: Final[dict[str, str]] = {
    word: code
    for code, words in {
        "AE": "uae emirati",
        "AR": "argentina argentine argentinian",
        "AT": "austria austrian",
        "AU": "australia australian",
        "AZ": "azerbaijan azerbaijani azeri",
        "BD": "bangladesh bangladeshi",
        "BE": "belgium belgian",
        "BG": "bulgaria bulgarian",
        "BR": "brazil brazilian",
        "BY": "belarus belarusian",
        "CA": "canada canadian",
        "CH": "switzerland swiss",
        "CL": "chile chilean",
        "CN": "china chinese prc",
        "CO": "colombia colombian",
        "CY": "cyprus cypriot",
        "CZ": "czechia czech",
        "DE": "germany german",
        "DK": "denmark danish",
        "EE": "estonia estonian",
        "EG": "egypt egyptian",
        "ES": "spain spanish",
        "FI": "finland finnish",
        "FR": "france french",
        "GB": "britain british uk england english scotland scottish wales welsh",
        "GE": "georgia georgian",
        "GH": "ghana ghanaian",
        "GR": "greece greek",
        "HK": "hongkong",
        "HU": "hungary hungarian",
        "ID": "indonesia indonesian",
        "IE": "ireland irish",
        "IL": "israel israeli",
        "IN": "india indian",
        "IQ": "iraq iraqi",
        "IR": "iran iranian",
        "IS": "iceland icelandic",
        "IT": "italy italian",
        "JP": "japan japanese",
        "KE": "kenya kenyan",
        "KG": "kyrgyzstan kyrgyz",
        "KR": "korea korean",
        "KW": "kuwait kuwaiti",
        "KZ": "kazakhstan kazakhstani kazakh",
        "LT": "lithuania lithuanian",
        "LU": "luxembourg luxembourgish",
        "LV": "latvia latvian",
        "MN": "mongolia mongolian",
        "MX": "mexico mexican",
        "MY": "malaysia malaysian",
        "NG": "nigeria nigerian",
        "NL": "netherlands dutch",
        "NO": "norway norwegian",
        "NZ": "zealand",
        "PE": "peru peruvian",
        "PH": "philippines philippine filipino",
        "PK": "pakistan pakistani",
        "PL": "poland polish",
        "PT": "portugal portuguese",
        "QA": "qatar qatari",
        "RO": "romania romanian",
        "RS": "serbia serbian",
        "RU": "russia russian",
        "SA": "saudi",
        "SE": "sweden swedish",
        "SG": "singapore singaporean",
        "TH": "thailand thai",
        "TJ": "tajikistan tajik",
        "TM": "turkmenistan turkmen",
        "TR": "turkey turkish",
        "TW": "taiwan taiwanese",
        "UA": "ukraine ukrainian",
        "US": "us usa american america",
        "UZ": "uzbekistan uzbek",
        "VN": "vietnam vietnamese",
        "ZA": "african",
    }.items()
    for word in words.split()
}
"""Lower-case country names and demonyms of one word -> ISO 3166 code."""

TERRITORIES: Final[dict[str, str | None]] = {
    name: code or None
    for code, names in {
        "VG": "british virgin islands|bvi",
        "VI": "us virgin islands",
        "KY": "cayman islands|cayman|caymanian",
        "IM": "isle of man|manx",
        "JE": "jersey",
        "GG": "guernsey",
        "BM": "bermuda|bermudian",
        "BS": "bahamas|bahamian",
        "BB": "barbados|barbadian",
        "GI": "gibraltar|gibraltarian",
        "HK": "hong kong",
        "MO": "macau|macao|macanese",
        "MH": "marshall islands|marshallese",
        "MT": "malta|maltese",
        "MU": "mauritius|mauritian",
        "MC": "monaco|monegasque",
        "LI": "liechtenstein",
        "AD": "andorra|andorran",
        "SC": "seychelles|seychellois",
        "PA": "panama|panamanian",
        "CW": "curacao|curaçao|netherlands antilles",
        "AI": "anguilla",
        "BZ": "belize|belizean",
        "TC": "turks and caicos",
        "KN": "saint kitts and nevis|st kitts and nevis",
        "LR": "liberia|liberian",
        "GB": "united kingdom|great britain|northern ireland|scotland|wales|england|london|isle of wight|isle of skye|isle of anglesey",
        "US": "united states|united states of america|delaware|nevada|wyoming|puerto rico|new york|california|texas|silicon valley|"
        "wall street",
        "AE": "united arab emirates|dubai|abu dhabi",
        "SA": "saudi arabia",
        "KR": "south korea|republic of korea",
        "KP": "north korea",
        "ZA": "south africa|south african",
        "NZ": "new zealand",
        "CZ": "czech republic",
        "SK": "slovakia|slovak|slovak republic",
        "SI": "slovenia|slovenian",
        "HR": "croatia|croatian",
        "BA": "bosnia|bosnian|bosnia and herzegovina",
        "MK": "north macedonia|macedonian",
        "AL": "albania|albanian",
        "ME": "montenegro|montenegrin",
        "MD": "moldova|moldovan",
        "AM": "armenia|armenian",
        "LK": "sri lanka|sri lankan",
        "NP": "nepal|nepalese",
        "KH": "cambodia|cambodian",
        "MA": "morocco|moroccan",
        "TN": "tunisia|tunisian",
        "DZ": "algeria|algerian",
        "LB": "lebanon|lebanese",
        "JO": "jordan|jordanian",
        "OM": "oman|omani",
        "BH": "bahrain|bahraini",
        "TZ": "tanzania|tanzanian",
        "UG": "uganda|ugandan",
        "RW": "rwanda|rwandan",
        "ET": "ethiopia|ethiopian",
        "ZM": "zambia|zambian",
        "ZW": "zimbabwe|zimbabwean",
        "AO": "angola|angolan",
        "MZ": "mozambique|mozambican",
        "CD": "congo|congolese",
        "VE": "venezuela|venezuelan",
        "EC": "ecuador|ecuadorian",
        "BO": "bolivia|bolivian",
        "PY": "paraguay|paraguayan",
        "UY": "uruguay|uruguayan",
        "CU": "cuba|cuban",
        "AF": "afghanistan|afghan",
        "BF": "burkina faso|burkina",
        "BI": "burundi|burundian",
        "BJ": "benin|beninese",
        "BN": "brunei|bruneian",
        "BT": "bhutan|bhutanese",
        "BW": "botswana|botswanan",
        "CI": "ivory coast|ivorian",
        "CM": "cameroon|cameroonian",
        "CR": "costa rica|costa rican",
        "CV": "cape verde",
        "DJ": "djibouti",
        "ER": "eritrea|eritrean",
        "FJ": "fiji|fijian",
        "GA": "gabon|gabonese",
        "GM": "gambia|gambian",
        "GN": "guinea|guinean",
        "GT": "guatemala|guatemalan",
        "GY": "guyana|guyanese",
        "HN": "honduras|honduran",
        "HT": "haiti|haitian",
        "JM": "jamaica|jamaican",
        "LA": "laos|laotian",
        "LS": "lesotho",
        "LY": "libya|libyan",
        "MG": "madagascar|malagasy",
        "ML": "mali|malian",
        "MM": "myanmar|burma|burmese",
        "MR": "mauritania|mauritanian",
        "MV": "maldives|maldivian",
        "MW": "malawi|malawian",
        "NA": "namibia|namibian",
        "NE": "niger|nigerien",
        "NI": "nicaragua|nicaraguan",
        "PG": "papua new guinea|papuan",
        "PS": "palestine|palestinian",
        "SD": "sudan|sudanese",
        "SL": "sierra leone",
        "SN": "senegal|senegalese",
        "SO": "somalia|somali",
        "SR": "suriname|surinamese",
        "SV": "el salvador|salvadoran",
        "SY": "syria|syrian",
        "TD": "chad|chadian",
        "TG": "togo|togolese",
        "TL": "east timor",
        "TT": "trinidad and tobago|trinidadian",
        "VU": "vanuatu",
        "WS": "samoa|samoan",
        "XK": "kosovo|kosovan|kosovar",
        "YE": "yemen|yemeni",
        "GL": "greenland|greenlandic",
        "FO": "faroe islands|faroese",
        "DO": "dominican republic|dominican",
        "": "virgin islands|ftse|stoxx|nikkei|premier league|league one|league two|championship|serie a|serie b|serie c|ligue 1"
        "|ligue 2|eredivisie"
        "|bundesliga|la liga|european union|eu|middle "
        "east|latin america|north america|south america|central asia|southeast asia|west africa|east africa"
        "|flemish|walloon|catalan|basque|galician|sicilian|sardinian|corsican|bavarian|siberian|texan|californian|chechen"
        "|nordic|scandinavia|scandinavian|benelux|nasdaq|nyse|new york stock exchange|london stock exchange|hong kong stock exchange"
        "|companies house|land registry|trade register|commercial register|high court|supreme court|grand court|court of appeal|"
        "crown court"
        "|district court|constitutional court|appeal court",
    }.items()
    for name in names.split("|")
}
"""Countries, territories, their demonyms and exchanges that name a place or a market, and never a party -> ISO 3166 code, where it "
"is one."""


def find_country(word: str) -> str | None:
    """Return the ISO 3166 code of a country, territory or demonym in small letters.

    >>> find_country("slovenian"), find_country("swiss"), find_country("aral")
    ('SI', 'CH', None)
    """
    return COUNTRIES.get(word) or TERRITORIES.get(word)


STATES: Final[dict[str, str]] = {
    name: code
    for code, names in {
        "US": "alabama|alaska|arizona|arkansas|colorado|connecticut|district of columbia|florida|georgia|hawaii|idaho|illinois|indiana|iowa"
        "|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska|new hampshire"
        "|new jersey|new mexico|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|rhode island|south carolina|south dakota"
        "|tennessee|utah|vermont|virginia|washington|west virginia|wisconsin|washington state|upstate new york|new england|manhattan",
        "CA": "alberta|british columbia|manitoba|new brunswick|newfoundland|nova scotia|ontario|prince edward island|quebec"
        "|saskatchewan|yukon",
        "AU": "new south wales|queensland|south australia|tasmania|victoria|western australia",
    }.items()
    for name in names.split("|")
}
"""States and provinces that a text tells of as places -> code of their country."""
STATE_SIGNS: Final = frozenset(
    split(
        "AL AK AZ AR CA CO CT DC FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX "
        "UT VA VT WA WI WV WY ON BC AB QC NSW VIC QLD UK USA"
    )
)
"""What stands for a state behind a comma: ``Overland Park, KS``."""
REGIONS: Final = frozenset(
    split(
        "europe asia africa america americas european eurasia eurasian asian latin pacific middle east atlantic gulf levant maghreb "
        "sahel balkans scandinavia caucasus"
    )
)
