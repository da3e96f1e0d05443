"""Finds which pairs of parties are no owner and owned, however a model scores them, since the words around them tell of others.

Owns these words.  What a model is asked about, and what its claim says, is in ``pair_model.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.masking import DATE, IT, ITS, NUMBER, ORG, PERCENT, PERSON, PLACE, MaskedSentence
from loaders.article.misreadings import CLAUSE_BEHIND, OF_HIS_NAME, is_agent, is_told_by, modifies_other
from loaders.article.patterns_grammar import NO_THING, STAKE_WORD
from ontology.statements import Kind

_OTHER_OBJECT = re.compile(
    r"\b(?:acquire[sd]?|acquiring|bought|buys?|buying|purchase[sd]?|purchasing|took|takes?|owne?[sd]?|ran) "
    rf"(?:(?:the|an?|its|their|his|her|all|some|several|many|any|[{ITS}{NUMBER}]) )?(?:[a-z-]+ |{PLACE} ){{0,3}}?"
    r"(?!stakes?\b|shares?\b|shareholdings?\b|holdings?\b|interests?\b|majority\b|control\b|half\b|part\b|rest\b|all\b|most\b|remainder\b"
    r"|equity\b|capital\b|ownership\b|stock\b|company\b|companies\b|firm\b|business\b|position\b|over\b|out\b|up\b|back\b|by\b)"
    r"[a-z-]{3,} (?:in|at|with|near|between|on|around|like) "
)
"""Words that tell of another thing that is held: ``acquired two plots in``, ``bought new stores with``."""
_SELLS_ITS = re.compile(rf"['’]s? (?:[a-z]+ ){{0,2}}(?:{PERCENT}|{STAKE_WORD})")
_BUYING = re.compile(r"\b(?:acquir\w+|b[uo]y\w*|bought|purchas\w+) (?:[a-z-]+ ){0,3}$")
"""Words around one whose shares are bought: ``buying Aral's 49 %``."""
_IT_WAS = re.compile(rf"{IT} (?:was|is|were|has been|had been) (?:[a-z]+ ){{0,2}}(?:bought|acquired|sold|purchased|taken over|owned)\b")
"""Words by which what follows is of what a pronoun means: ``Ada Brook; it was bought by Aral``."""
_OFFICER_OF = re.compile(
    r"(?i:\b(?:chair(?:man|woman)|president|director|officer|ceo|manager|counsel|treasurer|secretary|analyst|controller)\b)"
    rf"[^.;{ORG}{PERSON}]{{0,40}}? (?:of|at|for|with) [^.;{ORG}{PERSON}]{{0,20}}{ORG}"
)
"""Words by which the one before them works for the next."""
_WITH = re.compile(rf"\bwith (?:the )?(?:[a-z-]+ |{PLACE}(?:-[a-z]+)? ){{0,3}}$")
_HELD_BY = re.compile(rf"\b(?:(?:owned|held|controlled|acquired) by|(?:subsidiary|unit|division) of)\b[^.;]*{ORG}[^.;]*\bwith\b")
"""Words between a company and another beside which it stands, and whose it is not: ``owned by Aral, in a duopoly with Buri``."""
_FROM_SEVERAL = re.compile(rf"\b(?:bought|acquired|purchased) from [^.;,]{{0,60}}[{ORG}{PERSON}],? and (?:the )?(?:[a-z-]+ ){{0,2}}$")
"""Words before the second of those who sold."""
_AND_OTHER = re.compile(rf"{PERCENT}(?: {STAKE_WORD})?,? and (?:[a-z-]+ |{PLACE} ){{0,4}}$")
"""Words between two that both hold: ``Ada Brook owned 33 % and carmaker Aral 8 %``."""
_SAME = re.compile(
    r"\b(?:known as|renamed|rebranded|changed (?:its name )?(?:in)?to|name (?:was |is )?changed|successor (?:to|of)|predecessor (?:to|of)"
    r"|degree|graduat\w+|studied|grew up|born in|(?:was|were|is|and) raised)\b"
)
"""Words between two that are one, or a person and where he was."""
_BRACKETED = re.compile(r" \([^()]*\)|, (?:also|formerly|previously|better|later) (?:known as|renamed|called) [^,]{1,60},")
_PLACED = re.compile(
    r"\b(?:based|headquartered|located|domiciled|offices?|headquarters?|plants?|factory|premiered|lives?|living|lived|situated|campus"
    rf"|employed|incorporated|registered)(?: [a-z]+)? (?:in|at|near|on|to) (?:the )?(?:(?:[a-z-]+ )?{PLACE}, )?$"
)
"""Words before a place."""
_IN_PLACE = re.compile(rf"\b(?:in|at|near) (?:the )?{PLACE}, $")
_OF_PLACE = re.compile(rf"[{ORG}{PERSON}] (?:of|from) $")
"""Words before the place of the one they follow: ``Aral Ventures of Richmond``."""
_LISTED = re.compile(
    r"(?<!\binvestors )(?<!\bgroups )(?<!\bgroup )(?<!\bconsortium )(?<!\bholders )(?<!\bbackers )(?<!\bowners )(?<!\bfirms )(?<!\bfunds )"
    rf"(?<!\binvestors, )\b(?:including|such as|namely)\b[^.;]*[{ORG}{PERSON}]"
)
"""Words between two of which the second is an item of a list."""
_OF_BETWEEN = re.compile(
    rf"[{ORG}{PERSON}],? (?:which|who|itself|in turn)(?: [a-z]+ly| also)? (?:owns|owned|holds|held|has|had) (?:an? )?{PERCENT}"
)
"""Words that tell what a party between two others has."""
_ENDED_WITH_OTHER = re.compile(rf"\bno longer\b[^.;]*[{ORG}{PERSON}]")
"""Words that tell that it was of a party between two others."""
_OF_WHICH = re.compile(r"\b(?:of|in) which (?:[a-z]+ ){0,2}$")
"""Words before one who holds something in the company before him."""
_ITS_SHARES = re.compile(rf"{ITS} (?:own )?(?:shares?|stock|equity|capital|votes)\b")
"""What others hold in a party, where it stands behind a company: ``a position in Aral equal to 1.2 % of its shares``."""
_ITS_HOLDERS = re.compile(
    rf"{ITS} (?:[a-z-]+ ){{0,4}}(?:investors?|shareholders?|stockholders?|owners?|backers?|parents?|staff|employees|workers"
    rf"|founders?|members|management|managers|directors|officers|executives|residents|readers|fans|supporters|funding|"
    rf"rounds?|financing|acquisition|sale)\b"
)
"""What makes a company of which only ``its`` is said one that is held: ``its holdings`` are of others."""
_SELLS = re.compile(
    rf"(?: \([^()]*\))?,?(?: (?!(?:was|were|is|are|been|be|being)\b)[a-z{DATE}{ORG}]+){{0,8}} (?:sold|sells|selling|sell|divested"
    rf"|transferred)"
    rf"(?: off)? (?:its|their|the|an?|all|it|them|{PERCENT}|[{ITS}{IT}{ORG}])"
)
"""What stands behind a seller: it is not what is sold."""
_THROUGH = re.compile(rf"\b(?:through|via) (?:[a-z-]+ |{ITS} |{PLACE}(?:-[a-z]+)? ){{0,5}}$")
"""What stands before a party through which another holds."""
_ITS_OWNER = re.compile(
    rf"{ITS} (?:[a-z-]+ ){{0,3}}(?:shareholder|investor|owner|stakeholder|parent)(?: company)?,? (?:(?:is|was|remains) )?(?:the "
    rf")?(?:[a-z-]+ ){{0,3}}$"
)
"""What stands before the owner of the party that the sentence began with."""
_BOUGHT = re.compile(r"\b(?:acqui|bought|buy|purchas|took|take)")
_FROM = re.compile(rf"\bfrom (?:[a-z-]+ |{PLACE} ){{0,3}}$")
"""What stands before the one of whom something was bought."""
_BY = re.compile(
    rf"\b(?:[Bb]ought|[Aa]cquired|[Pp]urchased|[Mm]ade|[Rr]un|[Ss]old|[Bb]uilt|[Oo]wned|[Ff]ounded|[Ee]stablished|[Cc]reated"
    rf"|[Oo]pened) by (?:the |its )?(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""What stands before the one who did what is told."""
_REPORTER = re.compile(r" (?:has |have )?(?:found|wrote|revealed|documented)\b(?! guilty)")
"""What stands behind one who tells of others."""
_SPEAKER = re.compile(r"\b(?:said|says|added|according to|told) (?:[a-z]+ ){0,3}$")
_PARALLEL = re.compile(r", and (?:to|by|from|of|in) ")
"""Words between two of whom the same is told."""
_OF_DOER = re.compile(
    rf"[{ORG}{PERSON}{IT}],? (?:(?:which|who|that) (?:is|are|was|were) )?(?:[a-z]+ )?[a-z]+(?:ed|wn|un) by (?:[a-z -]|{PLACE}|{ORG}"
    rf"|{PERSON}){{0,60}}$"
    rf"|[{ORG}],? (?:(?:which is|itself) )?(?:an? |the )?(?:[a-z-]+ ){{0,2}}(?:part|unit|subsidiary|arm|division|vehicle|member) of "
    rf"(?:[a-z -]|{PLACE}){{0,40}}$"
)
"""What stands before one who only tells of the party before it: ``Aral, backed by Buri, has bought``."""
_OF_NEAREST = re.compile(
    r", (?:itself|in turn|followed by|(?:which|who) (?:is |was )?(?:itself|in turn))\b|, (?:[a-z]+ly )?(?:owned"
    r"|controlled) by\b|, an? [^,.;]{1,40} whose\b"
)
"""Words by which what follows is told of the party right before them."""
_DOES = re.compile(
    r",?(?: (?:has|had|have|also|already|now|then))*(?: [a-z]+ly)? (?:acquired|acquires|bought|buys|purchased|owns|owned|holds|held"
    r"|controls|"
    r"controlled|took over|inherited)(?! (?:[a-z]+ )?by\b)"
)
"""What stands behind one who holds, and is not held."""
_SALE = re.compile(r"\b(?:completed|closed|announced|agreed|disclosed|approved) (?:the|its|\ue008|an?) (?:sale|disposal|divestment)\b")
"""Words behind one who sells, and does not hold."""
_OTHER_CLAUSE = re.compile(
    rf"\b(?:owned|controlled|held|bought|acquired) by (?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}](?:,? (?:while|but|whereas|although|when)|;) "
)
_EXCEPT = re.compile(
    r"\b(?:[Uu]nlike|[Ee]xcept(?: for)?|[Ww]ith the exception of|[Aa]part from|[Aa]side from|[Oo]ther than|[Ee]xcluding|[Cc]ontrary to"
    r"|[Cc]ompared (?:with|to)|[Ii]n contrast to|[Aa]s opposed to|[Ii]nstead of|[Rr]ather than|[Cc]ontrary to what) "
    rf"(?:[a-z-]+ |{PLACE} ){{0,3}}$"
)
"""Words before one that is set apart from those of whom the sentence tells."""
_NOT_LIKE = re.compile(
    r"\b(?:unlike|in contrast to|as opposed to|rather than|instead of|contrary to|than(?: [a-z]+){0,2}) (?:by |the |in |of )?$"
)
_ACTS_AFTER = re.compile(rf", [{ORG}{PERSON}] (?:is|are|was|were|remains?)\b")
_OTHER_AGENT = re.compile(rf"\b(?:owned|controlled|held|bought|acquired) by (?:[a-z-]+ ){{0,3}}[{ORG}{PERSON}],? and (?:the )?.$")
_ACTS = re.compile(r" (?:is|are|was|were|has|had|owns|will|would|makes|runs)\b")
"""Words by which the one behind them is of another clause than the passive before it."""
_IN_CITY = re.compile(rf"\bby (?:the )?[{ORG}{PERSON}] (?:of|from|in) $")
"""Words before the place of one who holds: ``owned by Aral of Nicosia``."""
_IS_HOLDER = re.compile(
    rf"['’]s? (?:(?:[a-z-]+|{PERCENT}) ){{0,3}}?(?:ownership|stake|shareholding|holding|shares|control|purchase|acquisition|takeover|sale) "
    rf"(?:of|in|over)\b"
)
"""What stands behind one who holds something: ``Aral's ownership of Buri``."""
_KEPT = re.compile(r"\b(?:kept|keeps|retained|retains) ")
"""Words between two that both were of somebody else."""
_THING: Final = (
    r"(?:divisions?|brands?|debts?|bonds?|loans?|licen[cs]es?|rights|plants?|mills?|factor(?:y|ies)|sites?|shops|branches|products?"
    r"|inventory|headquarters|buildings?|offices?)"
)
_THING_OF = re.compile(rf"\b{_THING} of (?:the )?(?:[a-z-]+ )?$")
_OF_RELATIVE = re.compile(
    r"\b(?:rivals?|competitors?|customers?|suppliers?|output|sales|employees) of (?:the )?(?:[a-z-]+ )?$|\b(?:in|of|by|from|with) (?:the"
    r"|an?|its) "
    r"(?:[a-z]+ )?(?:parent|owner)(?: company)? of $|\b(?:fund|company|firm|group|trust|vehicle) (?:that|which) (?:owns|holds|controls) $"
)
"""Words before a company of which another is told."""
_THING_BEHIND = re.compile(rf"['’]s? (?:[a-z-]+ ){{0,2}}(?:{_THING}|half|quarter|third|stake|shares?|holding|interest)\b")
"""Words before and behind a company of which a thing is told, and not the whole: ``the mill of Aral``, ``Aral's mill``."""
_HAS_THING = re.compile(
    r"\b(?:owns|owned|controls|controlled|acquire[sd]?|acquiring|bought|buys?|purchase[sd]?|takes? over|took over|sold) (?:[a-z]+ ){0,3}$"
)
_OF_HIS_SHARE = re.compile(
    rf"['’]s? (?:(?:[a-z-]+|{PERCENT}) ){{0,3}}?(?:stakes?|shares?|shareholdings?|holdings?|interests?|capital|equity|stock|parent|owner)\b"
)
_NOT_WHOLE = re.compile(NO_THING.replace("(?!", "(?=", 1))
"""What stands behind a company of which only a thing is held: ``owns Aral's mill``."""
_HIS_OWN = re.compile(r"\b(?:sold|sells?|selling|divested|transferred|kept|keeps|reduced|raised|increased|cut|lifted|pledged) $")
"""Words before ``its`` that tell of the shares of the one who acts."""
_PARTY = re.compile(f"[{ORG}{PERSON}]")
_NEAR = 160
"""Characters before a place in which words are looked for that stand right before it."""


def is_of_others(sentence: MaskedSentence, holder: int, subject: int) -> bool:
    """Whether the words around two parties show that the one does not hold the other."""
    start, end = min(holder, subject), max(holder, subject) + 1
    words = sentence.text[start:end]
    return bool(
        (sentence.text[subject] == ITS and not _ITS_HOLDERS.match(sentence.text, subject))
        or sentence.text[subject] == PERSON
        or (subject < holder and is_agent(sentence.text, subject))
        or (subject < holder and _SELLS.match(sentence.text, subject + 1, holder + 1) and " to " in words)
        or (_stands_before(_THROUGH, sentence.text, subject) and (subject < holder or _PARTY.search(words[1:-1])))
        or (_PARTY.search(words[1:-1]) and _OF_NEAREST.search(words))
        or (holder < subject and (", followed by" in words or " behind " in words))
        or (subject < holder and _stands_before(_BY, sentence.text, subject) and not CLAUSE_BEHIND.match(sentence.text, subject + 1))
        or (subject < holder and _stands_before(_FROM, sentence.text, subject) and _BOUGHT.search(sentence.text, 0, subject))
        or (_BOUGHT.search(words) and _stands_before(_FROM, sentence.text, max(holder, subject)))
        or (subject < holder and _REPORTER.match(sentence.text, subject + 1))
        or _OF_BETWEEN.search(words[1:-1])
        or _ENDED_WITH_OTHER.search(words[1:-1])
        or (subject < holder and (_ITS_SHARES.match(sentence.text, holder) or _stands_before(_OF_WHICH, sentence.text, subject)))
        or (holder < subject and " in which " in words)
        or (_stands_before(_SPEAKER, sentence.text, end - 1) and sentence.text[end : end + 1] in ("", ".", ",", ";"))
        or (holder < subject and (_PARALLEL.search(words) or _stands_before(_OF_DOER, sentence.text, holder)))
        or _ITS_HOLDERS.match(sentence.text, holder)
        or (sentence.text[holder] == ITS and _stands_before(_HIS_OWN, sentence.text, holder))
        or (subject < holder and _DOES.match(sentence.text, subject + 1) and " itself " not in words)
        or modifies_other(sentence.text, holder, subject)
        or (holder < subject and _ITS_OWNER.search(words[:-1]))
        or (holder < subject and _SALE.search(words))
        or (subject < holder and (_OTHER_CLAUSE.search(words) or (_OTHER_AGENT.search(words) and _ACTS.match(sentence.text, holder + 1))))
        or (subject < holder and _stands_before(_IN_CITY, sentence.text, holder))
        or _OTHER_OBJECT.search(words)
        or (_SELLS_ITS.match(sentence.text, holder + 1) and _BUYING.search(sentence.text, max(0, holder - 40), holder))
        or (subject < holder and ((sentence.text[subject] == ORG and _IT_WAS.search(words)) or _OFFICER_OF.search(words)))
        or (subject < holder and _WITH.search(sentence.text, max(0, holder - 60), holder) and _HELD_BY.search(words))
        or (subject < holder and _FROM_SEVERAL.search(words[:-1]))
        or (holder < subject and _AND_OTHER.search(words[:-1]))
        or _SAME.search(_BRACKETED.sub("", words))
        or any(_stands_before(_PLACED, sentence.text, at) or _stands_before(_IN_PLACE, sentence.text, at) for at in (holder, subject))
        or (subject < holder and (_is_from(sentence, holder) or _LISTED.search(words[:-1])))
        or (holder < subject and is_told_by(sentence.text, holder))
        or (subject < holder and _IS_HOLDER.match(sentence.text, subject + 1))
        or (subject < holder and _KEPT.search(words))
        or _NOT_LIKE.search(sentence.text, start, end - 1)
        or _THING_OF.search(sentence.text, max(0, subject - 60), subject)
        or (holder < subject and _OF_RELATIVE.search(sentence.text, start, subject))
        or (holder < subject and _THING_BEHIND.match(sentence.text, end))
        or (_EXCEPT.search(sentence.text, max(0, start - 60), start) and words.count(",") > bool(CLAUSE_BEHIND.match(words, 1)))
        or (subject < holder and _ACTS_AFTER.match(sentence.text, holder - 2))
        or (holder < subject and _is_thing_of(sentence, words, end))
    )


def _stands_before(words: re.Pattern[str], text: str, at: int) -> bool:
    """Whether words stand right before a place."""
    return words.search(text, max(0, at - _NEAR), at) is not None


def _is_thing_of(sentence: MaskedSentence, words: str, end: int) -> bool:
    """Whether what is held or bought is something of the party before ``end``: ``bought Aral's mill``."""
    is_thing = OF_HIS_NAME.match(sentence.text, end) or (
        _NOT_WHOLE.match(sentence.text, end) and not _OF_HIS_SHARE.match(sentence.text, end)
    )
    return bool(is_thing) and _HAS_THING.search(words[:-1]) is not None


def _is_from(sentence: MaskedSentence, at: int) -> bool:
    """Whether a party is where the one before it comes from: ``Aral Ventures of Richmond``."""
    mention = sentence.placeholder(at).mention
    is_name = mention is not None and mention.kind is Kind.UNKNOWN and len(mention.text.split()) == 1
    return is_name and _stands_before(_OF_PLACE, sentence.text, at)
