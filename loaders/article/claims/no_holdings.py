"""Tells of which relations nobody holds anybody, whoever their parties are: players, members of bodies, cities, texts of other things.

Owns the words and names that say so.  What a match of a pattern tells is in ``relations.py``, which of its parties is another than it
looks in ``misreadings.py``.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from loaders.article.claims.relations import RelationMatch
from loaders.article.model import ABOVE
from loaders.article.names.lexicon_places import CITIES
from loaders.article.parties.coreference import Cluster, may_be_person
from loaders.article.sentences.masking import PERCENT
from ontology.statements import Kind

_ASSOCIATION = re.compile(
    r"\b(?:Association|Council|Federation|Alliance|Chamber|Institute|Society|Union|Index|Forum|Exchange|Initiative|family|"
    r"brothers|sisters|Party|Academy|Church|Bar|Lawyers|Parliament|Senate|Assembly|Congress|House|Army|Orchestra|County|University|Club"
    r"|Diocese|Archdiocese|Parish|Priory|Brigade|Regiment|Battalion|Division of|Corps|Fleet|Empire|Kingdom|Basin|Islands|Sea|Mountains"
    r"|League"
    r"|Board|Committee|Academies|Guild|Order|Fame)\b"
)
"""Names of what has members and holds nothing."""
_GROUP_NAME = re.compile(
    r"\b(?:[Gg]roups?|Groupe|Gruppe|Grupo|Gruppo|Holdings?|Konzern|Corporation|Corp|Company|Companies|Inc|Ltd|Limited|plc|PLC|AG|SA|SpA"
    r"|S\.A|N\.V|NV|SE|GmbH|LLC|KG|AB|ASA|A/S|Oyj|Bhd|Berhad|Partners|Industries|Conglomerate)\b"
)
"""Names of what has companies as members."""
_SPORT = re.compile(
    r"\b(?:strikers?|midfielders?|defenders?|goalkeepers?|wingers?|full-backs?|centre-backs?|fly-half|scrum-half|pitchers?|quarterbacks?"
    r"|linebackers?|shortstops?|outfielders?|infielders?|catchers?|point guards?|power forwards?|on loan|transfer "
    r"(?:fee|window|market|deal)"
    r"|free agents?|draft picks?|draft(?:ed)?|trade deadline|"
    r"(?:left|right)-handers?|relievers?|sluggers?|rookies?|innings|touchdowns?|prospects and|three-team trade|"
    r"(?:a|the) trade that sent|roster|squad|season-long|first-round|second-round|undrafted|batsman|bowler"
    r"|playmaker|cap(?:ped|s)|(?:scored|scoring) [^.]{0,30}goals?|year-old (?:forward|international|winger|centre))\b"
)
"""Words of sport: who is bought is a player."""
_SHARES = re.compile(rf"{PERCENT}|\b(?:stakes?|shares?|shareholding|interest|ownership|franchise|club|company)\b")
_TRADE = re.compile(
    r"\b(?:(?<!in )(?<!his )(?<!her )(?<!whose )(?<!ballet )(?<!Ballet )(?<!theatre )(?<!dance )(?<!opera )compan(?:y|ies)|corporat\w+"
    r"|firms?"
    r"|business(?:es)?|enterprises?|shares(?! (?:an?|the|its|his|her|their|with|no)\b)|shareholders?|stakes?|investors?"
    r"|invest(?:ed(?! (?:as|with)\b)|s|ments?)"
    r"|subsidiar(?:y|ies)|conglomerate|entrepreneur|billion|[mb]illionaire|tycoon|revenues?|chief executive|CEO|mergers?|merged"
    r"|takeovers?|acquisitions?|retail(?:ers?)?|startups?|start-ups?|customers|bankrupt\w*|dividends?|profits?|turnover|employs"
    r"|publicly traded|proprietors?|ownership|outright|buy out|buyers|registered|competition authorit(?:y|ies)|antitrust"
    r"|derivatives|prospectus|JSC|OJSC|PJSC|OAO|OOO|SARL|SRL|SIA|UAB|O[ÜY]|Oyj|Kft|Ltda|Pty|Bhd|Tbk|A/S|B\.V|N\.V|d\.o\.o|s\.r\.o|Ltd"
    r"|Limited|Inc|plc|PLC|Corp|Corporation|GmbH|LLC|LLP|S\.A|SpA|AG|NV|AB|ASA|Bancorp)\b"
    r"|(?<=\w )(?:Company|Holdings?|Group|Industries|Partners|Capital|Ventures)\b|[$€£¥]|%"
)
"""Words of a text that is about companies."""
_MAY_BE_TRADE = re.compile(
    r"\b(?:million|chair(?:man|woman)|director|[a-z]*makers?|producers?|manufactur\w+|suppliers?|wholesal\w+|distribut\w+|bank\w*|lenders?|brands?"
    r"|market(?:s|ed|ing)?|groups?|holdings?|portfolio|clients|employees|listed|headquartered|based in|-based|industr\w+|stores?|shops?"
    r"|supermarkets?|chains?|stations?|channels?|airlines?|newspapers?|publish\w+|magazines?|broadcast\w+|networks?|studios?|developers?"
    r"|software|hotels?|restaurants?|brewer\w*|breweries|mills?|mines?|mining|factor(?:y|ies)|plants?|ventures?|equity|capital"
    r"|fund(?:s|ing)?|products?|services|franchise|licen[cs]e\w*|insur\w+|property|label|owners?|private|assets?|unit|arm|deal|price|sale"
    r"|buyer|sellers?|media|energy|oil|gas|steel|cement|telecoms?|per ?cent|majority|minority|bought out|sold to|taken over by|regulators?"
    r"|shopping cent(?:re|er)|shipyards?|shipowners?|dair(?:y|ies)|clinics|hospitals|farms?|glassworks|pubs?|quarry|quarries|club|options?"
    r"|Foods|Motors|Steel|Oil|Energy|Media|Records|Pictures|Studios|Software|Systems|Technolog\w+|Stores|Brewery|Airlines|Airways|Mining"
    r"|Bank|Hotels?|Insurance|Electric|Power|Gas|Pharma\w*|Bakery|Mills?|Works|Chemicals?|Telecom|Trading|Shipping|Logistics"
    r"|Properties|Agro|Beverages|Biscuits|Ceramics|Clinics|Coal|Coco|Copper|Copra|Courier|Dairy|Ferries|Fisheries|Fish|Forge|Fruits|Glass"
    r"|Gold|Grain|Haulage|Health|Homes|Kitchens|Maritime|Metals?|Nurseries|Packaging|Paper|Plastics|Plywood|Quarry|Resorts?|Resources|Rice"
    r"|Safaris|Salmon|Seafoods?|Shipyards?|Solar|Sugar|Tea|Textiles?|Timber|Transport|Valve|Waste|Water|Wines?)\b"
)
"""Words that stand in such texts and in others: one of them tells what a short text is about, that has no word of anything else."""
_OTHER_LIFE = re.compile(
    r"\b(?:albums?|band|film|novel|portrait|painting|exhibition|poem|opera|orchestra|ballet|ballerina|dancers?|choreograph\w+|striker|winger|midfield\w*|opponents|seasons?|leagues?|match(?:es)?|innings|wickets?|coach"
    r"|pitcher|bishop|[Pp]astor|Reverend|vicar|deanery|monks|nuns|parish|diocese|abbey|priory|saint|duke|earl|emperor|treaty|crusade|centur(?:y|ies)|battle|troops|army|brigade"
    r"|battalions?|regiment|garrison|orbit|planet|species|genus|habitat|butter|basil|garlic|sauce|stir|tablespoons?|quartet|quintet"
    r"|saxophon\w+|jazz|trumpet|sonata|dough|oven|recipe|simmer|constituency|candidates?|voters|election|Labour|Conservatives|Democrats"
    r"|detectives|gang|heroin|chess|grandmaster|rook|basin|archipelago|municipality|telescope|manor|chapel|baptised|premiered)\b"
)
"""Words of a text that is about something else."""
_SENTENCE_END = re.compile(r"[.!?][\"”]? [\"“]?[A-Z]")
_ENOUGH: Final = 3
"""Different words of one kind, of which more tell no more."""
_SHORT: Final = 4
"""Sentences of a text that may have no word that is of companies alone."""
_TOLD_OF_COMPANIES = re.compile(
    r"\b(?:subsidiar(?:y|ies)|parent|stake|shareholders?|owned by|owner|owners|brand|portfolio|invest\w*|venture)\b"
)
"""Words that tell of companies wherever they stand."""
_PUBLICATION = re.compile(
    r"\b(?:Report|Survey|Rankings?|List|Awards?|Newsletter|Podcast|Guide|Outlook|Edition|Index|Summit|Conference|Programme|Program|Series|Tour)$"
)
"""Names of what a company is told or shown in."""
_KIN = re.compile(r"\b(?:family|families|brothers|sisters|siblings)$")
"""Ends of names of those who are held by nobody."""
_NEVER_HELD: Final = (Kind.PERSON, Kind.STATE)
_MEMBERSHIP: Final = "member-of"
_BELONGS: Final = frozenset({"belongs-to", "to-holder-belongs"})
_MEMBER = re.compile(r"\b(?:part|members?) of\b")
_TRUSTEE = re.compile(
    r"\b(?:Trustees?|Trust|Settlement|Nominees?|Fiduciar(?:y|ies)|Trust Company|Fiduciaire|Foundation|Fondation|Fundaci[oó]n|Stichting"
    r"|Stiftung|Anstalt)\b",
    re.IGNORECASE,
)
"""Names of those who hold for another and belong to nobody who holds through them."""
_RULES = re.compile(r"\b(?:Commission|Tribunal|Ombudsman|Watchdog|Police)\b|\b(?:Competition|Cartel|Antitrust) [A-Z]|\bCourt$")
"""Names of those who rule on deals of others."""
_NETWORK = re.compile(r"\b(?:Network|NBC|CBS|ABC|PBS|NPR|Fox|CW|Telemundo|Univision)$")
"""Names of those whose affiliates are stations of others."""
_AFFILIATE = re.compile(r"\baffiliates? (?:of|to|for)\b")


def is_of_business(text: str) -> bool:
    """Whether a text is about companies, or too short to tell what it is about.

    >>> is_of_business("Aral bought Buri."), is_of_business("The bishop took over the parish of Aral.")
    (True, False)
    """
    other = _list_words(_OTHER_LIFE, text)
    if len(_list_words(_TRADE, text)) >= max(1, len(other)):
        return True
    sentences = 1 + len(list(islice(_SENTENCE_END.finditer(text), _SHORT)))
    return not other and (sentences == 1 or (sentences <= _SHORT and _MAY_BE_TRADE.search(text) is not None))


def _list_words(words: re.Pattern[str], text: str) -> set[str]:
    """List the first words of one kind in a text, as many as are enough to compare."""
    found: set[str] = set()
    for match in words.finditer(text):
        found.add(match[0])
        if len(found) == _ENOUGH:
            break
    return found


def is_no_holding(relation: RelationMatch, holder: Cluster, subject: Cluster, *, is_of_model: bool, is_of_business: bool) -> bool:
    """Whether the two parties of a relation are no owner and owned.

    ``is_of_model``: a model found it, which knows no verb; ``is_of_business``: of the whole text.
    """
    pattern, name = relation.pattern, holder.name
    if pattern.name == _MEMBERSHIP and not _GROUP_NAME.search(f"{name} {relation.sentence.text[relation.holder + 1 :][:7]}"):
        return True
    if pattern.is_vehicle and relation.predicate == "has-subsidiary" and _TRUSTEE.search(subject.name):
        return True
    is_of_body = relation.predicate == "has-member" or (is_of_model and _MEMBER.search(relation.words))
    is_association = pattern.name not in _BELONGS and _ASSOCIATION.search(name) is not None
    if is_of_body and (is_association or _PUBLICATION.search(name)):
        return True
    if relation.predicate not in ABOVE:
        return False
    if "holding company of" in relation.words and may_be_person(subject.kind, subject.name):
        return True
    is_of_others = relation.share is None and (
        subject.name.lower() in CITIES or (not is_of_business and not _TOLD_OF_COMPANIES.search(relation.words))
    )
    is_of_station = _NETWORK.search(name) is not None and _AFFILIATE.search(relation.words) is not None
    is_of_player = (pattern.event or is_of_model) and _is_of_player(relation, subject)
    is_person = subject.kind in _NEVER_HELD or _KIN.search(subject.name) is not None
    is_of_ruling = _RULES.search(subject.name) is not None or (is_of_model and _RULES.search(name) is not None)
    return is_of_ruling or is_of_others or is_of_station or is_of_player or is_person


def _is_of_player(relation: RelationMatch, subject: Cluster) -> bool:
    """Whether a club buys a player, and nobody a company: ``bought striker Ada Brook from Aral``."""
    words = relation.sentence.text
    return _SPORT.search(words) is not None and not (_SHARES.search(relation.words) or _GROUP_NAME.search(subject.name))
