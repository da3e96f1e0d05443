"""Defines the words that tell whether a relation holds, is over, agreed, planned, denied, supposed or said by others.

Owns their spelling on masked text; long because it is lists.  What each of them means, and where, is in the tables of ``status_signs.py``.
"""

from __future__ import annotations

import re
from typing import Final

from loaders.article.masking import DATE, IT, ORG, PARTY, PERSON
from loaders.article.patterns_grammar import BUY

NEGOTIATING = re.compile(
    r"\b(?:in (?:[a-z]+ )?talks|negotiat|considering|exploring|discuss|preferred|closing in on|clos(?:e|er) to|nearing|near to)"
)
AGREED = re.compile(
    r"\b(?:agreement|contract|deal|memorandum|protocol|treaty|accord)(?: [a-z]+){0,3} (?:was |were |has been |have been |is "
    r")?(?:signed|reached|concluded|inked)\b|\b(?:signed|signs|signing|reached|concluded|inked|announced)(?: [a-z]+){0,3} "
    r"(?:agreement|contract|deal|memorandum|protocol|treaty|accord)\b|\bagree[ds]? (?:to|on)\b|\bagreement\b"
)
PLANNED = re.compile(
    r"\b(?:will|would|plans?|planned|planning|preparing|looking to|seeking to|trying to|poised to|aiming to|intends?|intended|wants?"
    r"|hopes?|proposed|offer(?:ed|s)?|bid|may|might|could|is to|set to|expected to|scheduled to|due to|sought|options?|entitled|right "
    r"to|about to|(?:is|are) being)\b|^ to$|^ to (?:acquire|buy|purchase|sell|take)\b|\bto (?:be|become)$"
)
IS_SELLING = re.compile(r"\b(?:is|are) (?:selling|divesting|offloading)\b")
OPTION = re.compile(r"\b(?:(?:options?|warrants?|rights?)(?: over| on| for)?|(?:options?|rights?|entitled) to(?: [a-z]+){0,2})$")
SELLING = re.compile(r"\bannounced.*\b(?:was|were|is|are|would|will)$|\bannounced.*\b(?:would|will)\b")
DENIED = re.compile(r"\b(?:denied|denies|not|never)\b|n['’]t\b")
NEITHER = re.compile(
    r"\b(?:[Nn]either|nor|[Nn]one of|(?:[Nn]obody|[Nn]o one|[Nn]o member|[Nn]o part) (?:at|in|of|from)|[Nn]ot one of)\b[^.;:]{0,60}$"
)
"""Words before a party that does not do what follows."""
ENDED = re.compile(r"\bno longer\b|\bceas(?:ed|es) to\b")
LEFT_AFTER = re.compile(
    r"(?: \([^()]{1,40}\))?,? (?:(?:both|all|each) of )?(?:which|who|whom) (?:has|have|had)(?: [a-z]+)? (?:exited|left|sold (?:out"
    r"|their|its)|withdrawn|divested)\b"
)
"""What stands behind those who hold it no more."""
FOUND_THAT = re.compile(
    r"\b(?:found|finds|ruled|rules|held|concluded|concludes|established|heard|revealed|confirmed|showed?|shows|discovered|told [a-z "
    r"]{1,20}) that (?:(?:[a-z]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,3}$"
)
"""Words after which ``was`` tells of the time of which they speak."""
SAID_THAT = re.compile(
    r"\b(?:said|says|added|wrote|stated|reported|disclosed)(?: (?:[a-z]+ ){0,2}\ue005,?)?(?: that)? "
    r"(?:(?:[a-z\ue002-]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,4}$"
)
"""Words after which a past tense tells of the time at which they were said, unless the end is told."""
OVER = re.compile(r"\b(?:until|at the time|at that time|back then|once|formerly|previously|originally|before|in \ue005)\b")
"""Words that tell of an earlier time."""
AS_OF = re.compile(r"\b[Aa]s (?:of|at) (?:the )?|\b[Aa]t (?:the (?:end|close) of )?(?=\ue005)")
"""Words by which a past tense tells of a day, and of no end."""
REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|rumou?red|(?:is|are|was|were) (?:said|believed|thought|understood|alleged|reported) to|rumou?rs"
    r"|speculation|unconfirmed|alleges?|alleged|suspects?|suspected|claims?|claimed|accuse[ds]?|(?<!name )suggests?|suggested"
    r"|allegations?|accusations?|suggestions?|according to (?:the )?(?:prosecution|prosecutors?|indictment|lawsuit|complaint|charges"
    r"|claimants?)|believes? (?:that )?|thinks? (?:that )?|insist(?:s|ed)?|maintain(?:s|ed) that|contends?|contended|purportedly"
    r"|supposedly|ostensibly)\b|\bput (?:it |\ue007 )?to [^,.;]{1,30}\bthat\b"
)
REPORTED_BEFORE = re.compile(REPORTED.pattern, re.IGNORECASE)
MAYBE = re.compile(
    r"\b(?:[Aa]pparently|[Pp]ossibly|[Pp]robably|[Ll]ikely|[Pp]resumably|[Pp]otentially|[Pp]erhaps|[Mm]aybe|[Ss]eemingly|[Rr]umou?redly"
    r"|[Tt]heoretically|[Hh]ypothetically|[Ii]n theory|[Uu]nlikely|[Hh]ardly|[Ff]alsely)\b(?! (?:because|due|since|as|for)\b)"
)
"""Words of one who does not know."""
THAT = re.compile(
    r"(?<![Bb]efore )(?<![Aa]fter )(?<![Ss]ince )(?<![Ff]ollowing )(?<!\b[ABIOaioub][tyn] )\bthat (?!(?:of|point|time|day|year|month"
    r"|date|stage|way)\b)(?:(?:[a-z\ue002-]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,4}"
    rf"(?:[{ORG}{PERSON}{IT}](?: [a-z]+){{1,4}} )?$"
)
"""What begins a clause that somebody says, thinks or denies."""
RELATIVE = re.compile(
    r"\b(?:(?:[Cc]ompan|[Pp]ropert|[Ee]ntit|[Ss]ubsidiar)(?:y|ies)|[Ff]irms?|groups?|brands?|assets?|shares?|stakes?|funds?|banks?"
    r"|business(?:es)?|clubs?|ones?|those|all|everything|something|anything|part|percent|\ue004) that [^.;:]*$"
)
"""What begins a clause that tells of the noun before it."""
KNOWN = re.compile(
    r"\b(?:sa(?:ys?|id|ying)|announc\w+|confirm\w*|disclos\w+|report(?:s|ed|ing)?|stat(?:es?|ed|ing|ements?)|add(?:s|ed|ing)|show(?:s"
    r"|ed|n|ing)?|reveal\w*|found|finds?|finding|rul(?:es?|ed|ing)|held|holds|not(?:es?|ed|ing)|wrote|writes|told|tells|learn\w*"
    r"|kn[eo]w\w*|explain\w*|declar\w+|discover\w*|establish\w*|conclu\w+|acknowledg\w+|admi(?:t\w*|ssion)|notif\w+|inform\w*"
    r"|recall\w*|mean(?:s|t|ing)?|facts?|news|aware|true|emerg\w+|turn(?:s|ed) out|point(?:s|ed|ing)? (?:out|to)|remember\w*|see[ns]?"
    r"|saw|noticed?|prove[sdn]?|demonstrat\w+|clear|secret|record\w*|list(?:s|ed)|indicat\w+|certif\w+|heard|hears?|understand"
    r"|reali[sz]e[sd]?|given|such|considering|now|day|time|except|despite|boast\w*|specif\w+|describ\w+|agreed?|stress\w*"
    r"|emphasi[sz]\w*|warn\w*|reiterat\w*|testif\w+|swore|evidence|assur\w+|pleased|proud|sure|certain|doubt|disput\w+|question\w*"
    r"|convinced|follows|result|so|verif\w+|document\w*|uncover\w*|identif\w+|highlight\w*|observ\w+|mention\w*|detail\w*|publish\w*"
    r"|set out|sets out|filings?|remark\w*|determin\w+|ensur\w+|likes?|condition|celebrat\w+|guarantee\w*)\b"
)
"""Words of one who knows what follows."""
UNKNOWN = re.compile(
    r"\b(?:not|never|cannot|nobody|no one|refus\w+|declin\w+|stop(?:s|ped)? short|without|withdr[ae]w\w*|apologi[sz]\w*|in error"
    r"|wrong\w*|error|demand\w*|fail(?:s|ed) to|yet to|complaints?|lawsuits?|indictments?|plaintiffs?|claimants?|whistle-?blowers?"
    r"|bloggers?|critics|opponents|would|could|might|possible|hope[sd]?|fear\w*|unconfirmed|rumou?rs?|theory|if|unless"
    r"|far from|anything but|hardly|scarcely|by no means|difficult|hard to|forg(?:ed|ery)|faked?|hoax|false|bogus|anonymous|unsigned"
    r"|regrets?|(?:some|serious|grave|real|much) doubt|doubts|no longer|used to be|no [a-z]+ (?:says?|shows?|proves?|states?|confirms?)"
    r"|ask(?:s|ed|ing)? (?:[a-z\ue007]+ )?(?:to (?:confirm|prove|show|verify)|for (?:evidence|proof|assurances?|confirmation)))\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""Words that leave open, beside words of knowing, what follows."""
NOT_DENIED = re.compile(
    r"\b(?:[Nn]ot|[Nn]ever|[Nn]obody|[Nn]o one|[Nn]one|[Nn]o|[Nn]or)\b[^.;]{0,20}\b(?:den(?:y|ied|ies|ial)|disput\w+|doubt\w*|secret"
    r"|contest\w*|question\w*)\b|n['’]t (?:den(?:y|ied)|disput\w+)|\b[Nn]ot only\b|\bdo(?:es)? not change\b"
)
"""Words by which nobody denies what follows."""
SAID_BEHIND = re.compile(
    r"(?:[^.;,?]{0,60}(?:[,–—-][\"”’']? ?|[\"”’'],? ?)| (?=(?:[a-z]+ly )?[a-z]+[.,;]))(?:(?:or )?so (?:(?:it|\ue007) )?(?:(?:is|was) "
    r")?(?:rumou?red|said|claimed|believed|he "
    r"says|she says|they say)\b|(?:(?!(?:which|who|whose|that|and|but|or|to|its|their|after|as|when|where|while|with|in"
    r"|on)\b)(?:[a-z-]+|[\ue000-\ue009]|M[rs]s?|Dr) ){0,5}?(?:alleg(?:e|es|ed)|claim(?:s|ed)?|suspect(?:s|ed)?|believed?|insist(?:s"
    r"|ed)?|speculat\w+)(?=[.,;]|$)|(?:allegedly|reportedly|purportedly|supposedly|apparently|possibly|perhaps|probably"
    r"|presumably)(?=[.,;]|$)|(?:\ue007|it) (?:is|was|has been) (?:[a-z]+ly )?(?:said|thought|believed|alleged|rumou?red|claimed"
    r"|reported)\b|according to (?:[a-z]+ ){0,2}(?:anonymous|rumou?rs?|gossip|prosecut\w+|lawsuit|complaint|indictment|claimants?"
    r"|plaintiffs?"
    r"|critics|unconfirmed (?:media )?reports)\b|(?:we |it was )?(?:wrongly|incorrectly|mistakenly) (?:reported|said"
    r"|stated|wrote)|(?:some|many|critics|others|locals|neighbours|insiders|opponents) (?:say|think|believe)\b|says? (?:critics|some|many"
    r"|locals|neighbours|opponents|insiders|one theory)\b|(?:rumou?r|gossip|legend) has (?:\ue007|it\b)|(?:unless|if (?:(?:the|these"
    r"|those) )?(?:rumou?rs?|reports?|claims?|it is true|this "
    r"is true))\b)"
    r"|[,–—-]? (?:but|although|though|which|(?:a|the) (?:claim|statement|report|assertion)|something)\b[^.;]{0,30}\b(?:is|was|are|were"
    r"|remains?|(?:could|can) ?not be) (?:disputed|contested|verified|confirmed|proven|established|substantiated|unverified|unconfirmed"
    r"|unproven|in dispute|in doubt)\b"
)
"""What stands behind a relation that others say."""
QUESTIONED = re.compile(
    r"[\"”’']?(?: (?:through|via|in|to|from|for|since|with) [^,.;?]{1,40})?(?:[ ,:–—-]+(?:or|right|really|fact|true|doesn|isn|hasn"
    r"|didn|is|does|did|has)\b[^.!?]{0,30})?\?"
)
"""What stands behind a relation that is asked about."""
IS_NOT = re.compile(
    rf"\b(?:is|are|was|were|been|became|remains?) (?:[a-z]+ly )?(?:not|never) (?:[a-z]+ly )?(?:(?:an?|the|one|part|wholly|fully)\b"
    rf"|[{ORG}{PERSON}])(?! only)[^,]*$"
    r"|\b(?:is|are|was|were|remains?) (?:in no way|no (?:part|subsidiary|unit|member|affiliate|shareholder|owner)|anything but|hardly"
    r"|scarcely|far from)\b"
)
BESIDE = re.compile(
    r"(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|imprints?|brands?|labels?|parents?|owners?|shareholders?|investors?"
    r"|compan(?:y|ies)|part(?:y|ies)) (?:is|are|was|were|includes?|included|comprises?) "
)
"""Words by which what is told of a party elsewhere is what the sentence states."""
INFINITIVE = re.compile(
    r"\b(?:to|can|cannot)(?: [a-z]+ly)? (?:own|hold|acquire|buy|purchase|take|control|become|be|have|gain|sell|raise|increase|secure"
    r"|inherit|get|obtain|bid)\b"
)
TO = re.compile(r" to$")
WENT_ON = re.compile(
    r"\b(?:managed|went on|goes on|came|comes|grew|continue[sd]?|chose|happens?|proceeded|succeeded|able|return(?:s|ed)|moved) to\b"
)
"""Words before an infinitive that was done."""
GERUND_OF = re.compile(
    r"\b(?<!by )(?<!after )(?:of|in|from|with|at|about|on|out|against|consider(?:s|ed|ing)?|avoid(?:s|ed)|stopp?(?:s|ed)|proposed?"
    r"|gave up|be|up) (?:secretly )?(?:owning|holding|controlling|buying|acquiring|taking|being|purchasing)\b"
)
"""What somebody may do, or no more does."""
DEAL_NOUN = re.compile(r"\b(?:[Aa]cquisition|[Pp]urchase|[Tt]akeover|[Bb]uyout|[Ss]ale|[Mm]erger|[Tt]ransfer|[Dd]isposal|[Dd]ivestment)\b")
DEAL_OF_BEFORE = re.compile(rf"{DEAL_NOUN.pattern} of (?:the )?(?:[a-z]+ )?$")
DEAL_OPEN_BEFORE = re.compile(
    r"\b(?:[Aa]pproval|[Cc]learance|[Pp]lans?|[Pp]roposals?|[Vv]ot(?:e[sd]?|ing)|[Rr]eview(?:s|ed|ing)?|[Pp]rob(?:es?|ing)"
    r"|[Ii]nvestigat\w+|[Ee]xamin\w+|[Ss]crutin\w+|[Oo]ppos\w+|[Oo]pponents|[Aa]gainst|[Rr]umou?rs|[Ss]peculation|[Tt]alk|[Ii]dea"
    r"|[Pp]ossib\w+|[Pp]otential|[Cc]onsider\w*|[Ww]eigh\w*|[Bb]id|[Ss]eek\w*|[Pp]roposed(?: deal,)?|[Pp]lanned|[Pp]rospective|[Mm]ooted"
    r"|[Rr]umou?red|[Ii]ntended|[Pp]ending|[Ee]xpected|[Uu]pcoming|[Ii]mminent|[Ff]orthcoming|[Aa]nticipated)(?: [a-z]+){0,6} $"
)
"""Words before a deal that is not done."""
TALKS_BEFORE = re.compile(r"\b(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions)(?: [a-z]+)? (?:on|about|over|for)(?: [a-z]+){0,4} $")
NO_DEAL_BEFORE = re.compile(
    r"\b(?:[Nn]o|[Ww]ithout|(?:rule[sd]?|ruling) out|[Aa]bortive|[Aa]borted|[Aa]ttempted|[Bb]otched|[Uu]nsuccessful|[Ii]ll-fated"
    r"|[Cc]ancelled|[Aa]bandoned|[Cc]ollapsed|[Ff]ailed|[Vv]oid(?:s|ed)?|[Bb]lock(?:s|ed)?|[Ss]top(?:s|ped)?"
    r"|[Ee]nd of|[Ii]nstead of)(?: deal,)?(?: (?:the|an?))?(?: (?:[a-z]+ )?(?:acquisition|purchase|takeover|buyout|sale|merger"
    r"|transfer) of(?: the)?)? $"
)
"""Words before a deal that came to nothing."""
DEAL_OPEN_BEHIND = re.compile(
    r"[^.;,]{0,50}? (?:(?:would|could|might|may|will|should)\b|(?:is|was|has been|remains?) (?:not planned|pending|being|under"
    r"|referred to|a dream|in limbo|in doubt|uncertain|before the courts?|awaiting|disputed|delayed|(?:on|put on) hold|postponed"
    r"|(?:rumou?red|discussed|planned|proposed|mooted|tabled|announced)\b(?! "
    r"and completed)|off the table|no longer on))"
)
"""What stands behind a deal that is not done."""
DEAL_ENDED_BEHIND = re.compile(
    r"[^.;,]{0,40}? (?:ended|came to an end|was over|unravelled|fell apart|(?:has )?never (?:took|taken) place)\b"
)
CONTRADICTED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|e|ing)|disput(?:es|ed|e|ing)|contradict(?:s"
    r"|ed)?|debunk(?:s|ed|ing)|rubbish(?:es|ed|ing)|quash(?:es|ed|ing)|scotch(?:es|ed|ing)|shot down|laughed off|brush(?:es|ed) "
    r"(?:aside|off)|pour(?:s|ed) cold water on|no truth (?:in|to)|(?:not|never) the case|(?:a|the) (?:myth|lie|hoax|fabrication)|lied"
    r"|retract(?:s|ed|ing)|(?:is|was) (?:untrue|false|wrong|incorrect)|denials?|not true|(?:false|untrue|incorrect|defamatory|absurd"
    r"|nonsense)[\"”’']? (?:to (?:say|suggest|claim|imply|allege|state)|that)|wrongly|falsely|incorrectly|mistakenly|erroneously"
    r"|no longer (?:true|the case|so)|[Cc]ontrary to [^.;:,]*\bthat"
    r"|(?:article|story|report|item|piece|post|page|caption|headline|column) (?:originally|first|initially|previously) (?:said|stated"
    r"|claimed|reported|suggested|gave)|(?:earlier|previous|original|first) version (?:of (?:this|the|our|an) [a-z]+,? )?(?:had )?(?:said"
    r"|stated|claimed|reported"
    r"|suggested|implied|gave))\b[^.;:]*$"
)
"""Words before a relation that deny it."""
DENIED_AFTER = re.compile(
    r"[^.;]{0,80}?,? (?:which|that|a claim|a report|but)? ?(?:[a-z\ue000-\ue009]+ ){0,3}(?:den(?:y|ies|ied)|rejected|"
    r"dismissed)\b(?! (?:suggestions|reports|claims|rumou?rs|speculation|allegations|that|an?|(?:any )?(?:wrongdoing|involvement|guilt)"
    r"|(?:it|they|he|she|\ue007) (?:had|has|have|was|were|is|are|would|will|planned|plans|intended|knew))\b)"
    r"|(?: (?:through|via|in|from|for|since|with) [^,.;]{1,50})?(?:[\"”]? ?[,;–—-] ?(?:(?:but|and|though|although) )?(?:that|this|which|we"
    r"|\ue007))? (?:are|is|was|were"
    r"|has been|have been) (?:entirely |simply |completely |pure |a )?[\"“'‘]?(?:pure )?(?:false|untrue|wrong|incorrect"
    r"|baseless|unfounded|denied|not true|fantasy|fiction|nonsense|absurd|rubbish|invention|invented|lies?|fabricated|fabrication"
    r"|debunked|retracted|disproved|(?:not|never) (?:so|the case|correct)|(?:an? (?:[a-z]+ )?)?(?:forge(?:ry|d)|faked?|hoax|sham|error"
    r"|mistake))\b"
    r"|[\"”]? is an? (?:false|untrue|wrong|incorrect) (?:statement|claim|report)\b|[\"”]? (?:turned out|proved|was (?:later )?shown) to be "
    r"(?:an? )?(?:wrong|false|untrue|hoax|forgery|fake|mistaken|incorrect)\b"
)
STATEMENT = re.compile(
    r"\b(?:[Cc]laim|[Rr]eport|[Ss]tatement|[Ff]inding|[Aa]llegation|[Aa]ssertion|[Dd]ocument|[Rr]egister|[Ll]etter|[Dd]eed|[Rr]uling"
    r"|[Jj]udgment|[Ss]uggestion|[Ss]tory)s? (?:that|showing|stating|saying|suggesting) [^.;:,]*$"
)
"""Words that tell what somebody stated, of which the sentence goes on to tell."""
WITHDRAWN = re.compile(
    r"[^.;:,]{0,30} (?:is|are|was|were|has been|have been|had been) (?:later |since |quietly |then )*(?:disputed|contested|unproven"
    r"|corrected|inaccurate|set aside|overturned"
    r"|quashed|dropped|struck out|withdrawn|deleted|removed|discredited|disproven|rejected|dismissed|thrown out)\b"
)
"""What became of a statement that stands no more."""
FICTION = re.compile(
    r"\b[Ii]n (?:the|his|her|this|an?|that|our|my) (?:[a-z]+ ){0,2}(?:film|novel|series|play|game|sitcom|thriller|screenplay|example"
    r"|scenario|satire|world|sketch)\b[^.;:]*$|^On (?:this|that|one) (?:reading|view|theory)\b[^.;:]*$"
)
"""Words before what is made up, or supposed."""
UNDER_PLAN = re.compile(
    r"\b(?:[Uu]nder (?:the|this|that|an?|its|their) (?:[a-z]+ ){0,2}(?:plans?|proposals?|draft|offer|blueprint|bill|roadmap)|[Ii]f all goes"
    r"|(?:\ue007|it) is hoped|[Hh]opefully|[Ii]deally)\b[^.;:]*$"
)
"""Words before what is meant to be."""
IF_DONE = re.compile(
    r"[^.;]{0,60}?,? (?:(?:if|once|when|as soon as|unless) (?:the|this|that) (?:deal|sale|transaction|merger|takeover|acquisition|offer"
    r"|purchase|transfer|court|judge|regulator|plan)\b|(?:subject to|pending|conditional (?:up)?on) (?:[a-z]+ ){0,3}(?:approvals?|clearance"
    r"|consent|completion|closing)\b)"
)
"""What stands behind a relation that is to be when something else is done."""
ONCE = re.compile(r"(?:^|[,;] |\b(?:and|but|that) )(?:[Oo]nce|[Ww]hen|[Aa]s soon as|[Uu]ntil) (?:the )?$")
LATER = re.compile(r"[^.;,]{0,80}, [^.;,]{0,60}\b(?:will|would|cannot|can|may|must|shall)\b")
"""What follows of something that is not so yet."""
WISHED = re.compile(r"\b(?:would|dream\w*|hope[sd]?|hoping|wish\w*|wait\w*|long(?:s|ed)?)\b[^.;:]*\b(?:day|time|moment) when (?:the )?$")
AT_FIRST = re.compile(r"\b(?:first|initially|originally)\b,? (?:[a-z]+ ){0,2}(?:said|told|claimed|stated|insisted|testified)\b[^.;:]*$")
"""Words before what somebody later told otherwise."""
AS_TOLD = re.compile(r"[^,.;]{0,60},? (?:has|have|had|was|is|also)?(?: [a-z]+ly)? ?(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed))\b")
"""What goes on behind an apposition: the party before it denies something else."""
NO_SHARE = re.compile(
    r"\bno (?:direct |indirect |longer any |other )?(?:stakes?|shares?|interests?|holdings?|shareholdings?|equity|ownership|investments?)\b"
)
UNDONE: Final = (
    r"(?:blocked|blocks|vetoed|vetoes|abandon(?:s|ed)|cancel(?:s|l?ed)|call(?:s|ed) off|scrap(?:s|ped)|shelve[sd]|drop(?:s|ped)"
    r"|prohibit(?:s|ed)|halt(?:s|ed)|terminate[sd]|withdrew|withdrawn|fell through|collapsed|failed|unwound|annul(?:s|led)|lapsed"
    r"|expired|rescinded|reversed|overturned|nullified|voted down|thwarted|derailed|void|undone|turned down|rejected|rebuffed|spurned|came "
    r"to nothing|come to nothing|fell apart|walked away|(?:never|not)(?: been| yet been| yet)? (?:complet|clos|conclud|finali[sz]"
    r"|execut|consummat|approv|implement|carried out|happen|materiali[sz]|proceed|g(?:o|one) (?:ahead|through)|to (?:be|go))[a-z]*)"
)
UNDONE_BEFORE = re.compile(
    rf"\b{UNDONE}(?: (?:its|the|an?|\ue008|planned|proposed|\ue003|\ue005))*(?: {PARTY}(?:['’]s?)?)?(?: [a-z]+){{0,2}} ?$"
)
UNDONE_AFTER = re.compile(rf"(?:[^.;]{{0,40}})? (?:(?:was|were|is|has|had|has been|had been|did) )?(?:later |then )?{UNDONE}\b")
"""What became of a deal that did not happen."""
GAVE_UP_DEAL = re.compile(
    r"\b(?:abandon\w*|cancel\w*|scrap\w*|drop\w*|shelv\w*|withdr[aeo]w\w*|call\w* off|walk\w* away|pull\w* out|back\w* out)(?: from| of)? "
    r"(?:its|their|his|her|the|an?|\ue008) (?:[a-z]+ ){0,3}(?:purchase|acquisition|takeover|bid|offer|deal|sale|plans?)\b"
)
"""Words between two of whom one gave up a deal."""
NOT_DONE = re.compile(
    r"\b(?:fail(?:s|ed)|tried|tries|attempt(?:s|ed)|unable|refuse[sd]|decline[sd]) to (?:acquire|buy|purchase|take|sell|own|gain|"
    r"become)\b"
)
CONDITION = re.compile(
    r"(?:\b(?:if|unless|whether|(?:as|so) long as|provided that|in case|suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing)|as if|as though"
    r"|instead of"
    r"|rather than|in the event)|^(?:(?:so|and|but|then|or),? )?(?:should|were|had|does|did|do|is|are|has|have|would|will|could|can"
    r"|why|who|what|how))\b[^,;:.]*$",
    re.IGNORECASE,
)
"""Words before a relation that ask for it or only suppose it."""
WOULD_HAVE = re.compile(
    r"\b(?:would|could|might) (?:not )?have (?:been|owned|held|had|become|taken|given|made|left|kept|[a-z]{3,}ed|bought|sold)\b"
)
"""What did not come about."""
ALMOST = re.compile(
    r"\b(?:nearly|almost|came close to|narrowly (?:failed|missed)|on the verge of|on the brink of)\b(?! (?:\ue004|\ue006|all|half"
    r"|the whole|entirely))"
)
NAMESAKE = re.compile(r"\bnot(?: to be confused with)? (?:the )?$")
"""Words before another of the same name."""
NOT_THE_ONE = re.compile(rf"\bnot (?:the|an?) {PARTY},? (?:that |which )?(?:is |was )?(?:owned|controlled|held|run|belonging)\b")
NOT_SHOWN = re.compile(
    r"\b(?:(?:[Nn]o|little|without|not any) (?:evidence|proof|indication|signs?|suggestion|records?|document)|[Nn]othing)\b[^.;]{0,80}"
    r"\b(?:that|suggests?|suggested|shows?|showed|indicates?|of)\b[^.;]{0,60}$"
)
"""Words before a relation that something does not show: it is neither told nor denied."""
PAST = re.compile(r"\b(?:was|were|had been|formerly|once|previously|used to)\b")
FORMER = re.compile(r"\b(?:[Ff]ormerly|[Ff]ormer|[Pp]reviously|[Oo]nce|used to)\b")
WAS_OF = re.compile(
    r"\b(?:was|were|had been)(?: [a-z]+ly| then| once)? (?:[a-z]+[ -])?(?:owned|controlled|held|part of|(?:an?|the) (?:[a-z-]+ ){0,4}"
    r"(?:subsidiary|unit|division|arm|brand|affiliate|part|parent|owner|shareholder))\b|\bbelonged\b"
)
"""What was so and, by the words alone, is over."""
FORMER_BEFORE = re.compile(r"\b(?:former|erstwhile|one-time|ex)[ -]$")
EX = re.compile(
    r"\b(?:(?:former|erstwhile|then|one-time|ex|previous|prior)[- ](?:subsidiary|unit|arm|division|affiliate|parent|owner|shareholder"
    r"|holding)"
    r"|(?:first|original) (?:parent|owner))"
    r"(?! (?:an? )?\ue004)"
)
NEXT = re.compile(
    r"\b(?:would-be|prospective|potential|possible|next|future|incoming|intended|designated) (?:[a-z]+ )?(?:parent|owner|shareholder"
    r"|buyer)\b"
)
"""Words of one who may hold it some day."""
SO_CALLED = re.compile(
    r"\b(?:alleged|supposed|purported|self-(?:styled|declared|proclaimed)|presumed|suspected|putative|reputed|rumou?red|claimed) "
    r"(?:[a-z]+ )?(?:parent|owner|shareholder|controller|subsidiary)\b"
)
"""Words of one of whom others say that he holds it."""
AT_THE_TIME = re.compile(rf",(?: which| who)? (?:was )?(?:then|at (?:that|the) time|in those days|back then|in that era),? (?![{DATE}])")
"""What stands between two that were together at a time that is over."""
ONCE_OWNED = re.compile(r"\b(?:once|formerly|previously)(?: [a-z]+)? (?:owned|controlled|held)\b")
TO_BE_SET_UP = re.compile(r"\b(?:will|would|to)(?: jointly)? (?:set up|form|create|establish|launch)\b[^.;]*$")
"""What is told of a venture that does not exist yet."""
BOUGHT_OF_OWNER = re.compile(r"\b(?<!to )(?:acquired|bought|purchased)\b.* from (?:its|their|\ue008) ")
HELD = re.compile(
    r"(?<!-)(?<!already )\b(?:(?:owned|held|controlled|belonged)\b(?! (?:[a-z]+ly )?(?:acquired|bought|purchased|taken|raised|increased)\b)"
    r"|had\b(?! (?:[a-z]+ly )?(?:[a-z]{3,}ed|bought|built|got|grown|risen|taken|won)\b))"
)
BUYS = re.compile(rf"\b{BUY}\b")
SOLD_IT = re.compile(
    rf",? (?:which |who )?(?:(?:has|have|had) )?(?:since |later |then |reluctantly )?(?:sold|disposed of|gave up|lost) (?:{IT}|it\b"
    rf"|(?:the|his|her|its) "
    r"(?:business|firm|shares|stake)\b)"
)
"""What stands behind an owner who then sold it."""
LAST_OWNER = re.compile(r"\b(?:last|late|deceased) (?:[a-z]+ ){0,2}(?:owner|proprietor|shareholder)\b")
COMPLETED = re.compile(r"\b(?:complet|clos|finali[sz])ed\b")
TAKES = re.compile(r"\b(?:took|takes|taken|raised|raises|increased|secured|gained|obtained|amassed|lifted|received)\b")
PURSUANT = re.compile(r"\b(?:[Pp]ursuant to|[Uu]nder|[Ff]ollowing|[Bb]y virtue of|(?:agreement|contract|deed) by which)\b[^.;]*$")
"""Words before what an agreement has brought about."""
GAVE_UP = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|gave up|surrendered) (?:its|their|his|her|\ue008|the|all)(?: (?:[a-z]+|\ue004)){0,3} "
    r"(?:stakes?|interests?|shares|shareholding|holdings?)\b|\b(?:held|owned|had)\b.*\buntil \ue005"
)
"""Words of one who has it no more."""
NOT_BUT = re.compile(r"\bnot\b[^.;]*\bbut (?:by|to|with|rather)\b")
"""Words that deny one and name another."""
SOLD_AFTER = re.compile(
    r"[^.;]{0,60}?(?:,| and| but) (?:(?:and|but|only|later|then|has|have|had|since|soon|again|subsequently|was|to|\ue005|in|[a-z]+ly) "
    r"){0,4}(?:(?:re)?s(?:old|ell|elling)(?: off| out of)?|dispos(?:ed|ing|e) of|divest(?:ed|ing)?|offload(?:ed)?|got rid of|parted "
    r"with|gave up|lost|no longer (?:owns?|holds?|controls?|has)|spun off) (?:(?:(?:the|its|his|her|their|\ue008) (?:shares|stake"
    r"|holding|company|business)|them|it|all)\b|\ue007)"
)
"""What stands behind one who bought and sold again."""
KEPT_UNTIL = re.compile(
    rf",? (?:and )?(?:(?:which|that) )?(?:[{IT}{PERSON}{ORG}] )?(?:then )?(?:owned|held|kept|ran|controlled|retained)(?: "
    rf"[a-z\ue007]+){{0,3}}? (?:until|till|up to)\b"
)
"""What stands behind one who bought and had it for a time."""
NOW_OF_OTHER = re.compile(
    r",? (?:which (?:is |was )?)?(?:now|today|currently|since|these days)\b[^.;,\ue000]{0,30}\b(?:owned|held|controlled|belong\w*|in "
    r"the hands|property|part of|run by)\b"
)
"""What stands behind one who bought what another has today."""
TAKEN_AWAY = re.compile(
    r"[^.;,]{0,20} (?:(?:was|were|has been|have been|had been) (?:later |since |then )?(?:seized|confiscated|expropriated|nationali[sz]ed"
    r"|forfeited|auctioned|cancelled|redeemed|wiped out|diluted to (?:zero|nothing)|sold|transferred|(?:bought|acquired|taken over) by)"
    r"|(?:passed|went|fell) to)\b"
)
"""What stands behind one from whom it was taken."""
BROKE_AWAY = re.compile(
    r"\b(?:broke|split|separated|parted|(?:was|were|been) (?:spun|carved|hived|split|demerged|separated))(?: (?:away|off|out|company"
    r"|ways))? "
    r"(?:from|of|with) (?:its\b|\ue008)"
)
"""Words of a company that left the one above it."""
GAVE_UNIT = re.compile(
    r"\b(?:sold|transferred|divested|disposed of|spun off) (?:its|their|\ue008) (?:[a-z-]+ ){0,4}(?:subsidiary|unit|arm|division"
    r"|affiliate)\b"
)
SOLD_BY = re.compile(r"\bsold\b[^,;]*\bby (?:[a-z]+ ){0,3}.?$|\bdied\b")
SAYS_FOR = re.compile(
    r"\b(?:lawyers?|attorneys?|counsel|representatives?|relatives?) (?:(?:has|have|had) )?(?:said|says?|told|insist\w*|claim\w*)\b[^.;]*$"
)
"""Words before what one side says of itself."""
UNTIL_BEHIND = re.compile(r"(?: \([^()]{1,40}\))?,? (?:until|till|up to)\b(?! (?:now|today|the end of))")
"""What stands behind one who had it and has it no more."""
HAD_IT = re.compile(r"^(?:[Hh]ad|[Ww]ere) [^.;]*\bwould\b")
"""What would be so, had something happened."""
IS = re.compile(r" (?:is|was|are|were|remains?) ")
ACCUSES = re.compile(
    r"\b(?:[Pp]rosecutors?|[Ii]nvestigators|[Pp]olice|[Dd]etectives|[Cc]ritics|[Oo]pponents|[Cc]ampaigners|[Aa]ctivists"
    r"|[Cc]omplaints?|[Ll]awsuits?|[Ii]ndictments?|[Pp]laintiffs?|[Cc]laimants?|[Ww]histle-?blowers?|[Bb]loggers?"
    r"|[Aa]ccusers?)\b[^.;:]{0,60}\b(?:say|says|said|believe|claim|suspect|think)\b[^.;:]{0,60}$"
)
"""Words before what those say who accuse."""
NOT_YET = re.compile(
    r"[^.;]{0,100}?(?:\b(?:(?:is|are|was|were) (?:due|expected|set|scheduled) to (?:be )?(?:complet|clos|conclud)|(?:will|would|should) "
    r"(?:be )?(?:complet|clos)|(?:is|are|remains?) subject to|still (?:needs?|requires?|has to)|awaits?)"
    r"|, (?:pending|subject to(?! (?:an? |the )?(?:charge|pledge|mortgage|lien|lease|debt))|conditional (?:up)?on|if (?:the "
    r")?(?:regulators?|authorities|shareholders) (?:agree|approve))\b)"
)
"""What stands behind a deal that is still to be done."""
GERUND = re.compile(rf"{PARTY}(?: \([^()]{{1,40}}\))? (?:buying|acquiring|purchasing|taking (?:over|control)|selling|divesting)\b")
"""What somebody may do: ``there was talk of Aral buying Buri``."""
CAME_ABOUT = re.compile(
    r"\b(?:resulted in|result was|ended (?:with|in|by)|led to|leading to|saw|followed by|culminat\w+|after|since|with|(?:even?|day"
    r"|time|result|effect) of) (?:the )?$"
)
"""Words before what somebody then did."""
DISSOLVED = re.compile(
    r"\b(?:dissolved?|dissolving|ended|wound up|liquidated|terminated|broke up|closed|shut) (?:its|their|the|an?|\ue008) (?:[a-z-]+ ){0,3}"
    r"(?:venture|partnership|company|firm|fund),? ?$"
)
"""What stands before a company that is no more."""
BECAME = re.compile(r"\b(?:became|becomes?|has become|had become)\b")
PROPOSED = re.compile(r"\b(?:planned|proposed)\b")
ANNOUNCED = re.compile(r"^\s*(?:announced|disclosed|unveiled)\s*$")
