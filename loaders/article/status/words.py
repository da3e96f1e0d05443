"""Defines the words by which something is said, doubted, asked, supposed or denied, and by whom.

Owns their spelling on masked text.  What each of them means, and where, is in the tables of ``signs.py``; the words of deals are in
``words_deals.py``, those of what is over in ``words_over.py``.
"""

from __future__ import annotations

import re

from loaders.article.sentences.masking import IT, ORG, PARTY, PERCENT, PERSON

DENIED = re.compile(r"\b(?:denied|denies|not|never)\b|n['’]t\b")
NEITHER = re.compile(
    r"\b(?:[Nn]either|nor|[Nn]one of|(?:[Nn]obody|[Nn]o one|[Nn]o member|[Nn]o part) (?:at|in|of|from)|[Nn]ot one of)\b[^.;:]{0,60}$"
)
"""Words before a party that does not do what follows."""
FOUND_THAT = re.compile(
    r"\b(?:found|finds|ruled|rules|held|concluded|concludes|established|heard|revealed|confirmed|showed?|shows|discovered|told [a-z "
    r"]{1,20}|rulings?|findings?|judge?ments?|verdicts?) that (?:(?:[a-z]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,3}$"
)
"""Words after which ``was`` tells of the time of which they speak."""
SAID_THAT = re.compile(
    r"\b(?:said|says|saying|added|adding|wrote|stated|stating|reported|disclosed|admitted|conceded|acknowledged)"
    r"(?: (?:[a-z]+ ){0,2}\ue005,?)?(?: that)? "
    r"(?:(?:[a-z\ue002-]+|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,4}$"
)
"""Words after which a past tense tells of the time at which they were said, unless the end is told."""
AS_OF = re.compile(r"\b[Aa]s (?:of|at) (?:the )?|\b[Aa]t (?:the (?:end|close) of )?(?=\ue005)")
"""Words by which a past tense tells of a day, and of no end."""
REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|rumou?red|(?:is|are|was|were) (?:said|believed|thought|understood|alleged|reported) to|rumou?rs"
    r"|speculation|unconfirmed|alleges?|alleged|suspects?|suspected|claims?(?! (?:against|for)\b)|claimed|accuse[ds]?"
    r"|(?<!name )suggests?|suggested"
    r"|(?:case|argument|contention|theory|belief|plea|submission|assertion|notion|impression) that|allegations?|accusations?|suggestions?"
    r"|according to (?:the )?(?:prosecution|prosecutors?|indictment|lawsuit|complaint|charges"
    r"|claimants?)|believes? (?:that )?|thinks? (?:that )?|insist(?:s|ed)?|maintain(?:s|ed) that|contends?|contended|purportedly"
    r"|supposedly|ostensibly|(?:thought of|treated|perceived|portrayed|mistaken) (?:as|for))\b|\bput (?:it "
    r"|\ue007 )?to [^,.;]{1,30}\bthat\b"
)
REPORTED_BEFORE = re.compile(REPORTED.pattern, re.IGNORECASE)
UNSIGNED = re.compile(
    r"\b[Aa]ccording to (?:an? |the |some )?(?:[a-z-]+ ){0,3}(?:dossiers?|rumou?rs?|gossip|posts?|blogs?|bloggers?|tabloids?|tip-?offs?"
    r"|whistle-?blowers?|social media|anonymous [a-z]+)\b[^.;:]*$"
)
"""Words before what nobody stands for."""
OF_THING = re.compile(
    r"\b(?:the|an?|this|that) (?:[a-z]+ )?(?:building|land|house|site|premises|property|plot|factory|plant|ship|vessel|aircraft|shop|office"
    r"|flat|stadium|ground|trademark|brand|licen[cs]e)s? (?:from|to|with|by) (?:its|their|\ue008) (?:[a-z-]+ ){0,2}(?:owner|parent"
    r"|proprietor)"
)
"""Words of the owner of a thing, and not of the company before it."""
NO_ONE_KNOWS = re.compile(
    r"\b(?:(?:[Rr]umou?r|[Gg]ossip|[Ll]egend) has (?:\ue007|it)|(?:[Ff]ar from|[Aa]nything but) (?:clear|certain|proven)"
    r"|(?:[Nn]obody|[Nn]o one)(?: [a-z]+){0,3} (?:shown|proved|proven|established)|[Dd]oubtful|[Qq]uestionable|[Uu]nclear|[Uu]nproven) "
    r"that\b"
    r"[^.;:]*$"
)
"""Words before a clause of which nobody knows whether it is so, however long."""
BESIDE_PARTY = re.compile(r",(?! (?:is|are|was|were|has|have|had)\b)")
"""What stands behind a party of which something is told by the way."""
HEARSAY = re.compile(
    r"(?:\ue007 (?:say|is said)|\b(?:(?:[Pp]etition(?:er)?s?|[Ww]itness(?:es)?|[Dd]efen[cs]e|[Nn]eighbours|[Ll]ocals|[Ll]ocal people"
    r"|[Rr]esidents|[Ss]ome|[Pp]eople"
    r"|[Tt]hey|[Mm]any|[Ff]riends|[Rr]ivals|[Ii]nsiders|(?:[Hh]is|[Hh]er|[Tt]heir|\ue008) lawyers?) (?:say|says|said|think|thinks|thought"
    r"|believe|believes|believed)|I (?:think|guess|believe|hear|heard|suppose|suspect|reckon|am told|understand)|[Ii]t is said"
    r"|[Ww]ord is|[Aa]s far as (?:I|we) know,?|I (?:could|may|might) be wrong,? but|[Ii]f I(?: am|['’]m) not mistaken,?|[Tt]o my "
    r"knowledge,?)"
    r")(?: \ue005)?(?: that)?(?: [a-z-]+){0,3} $"
)
"""Words before what somebody has heard or thinks."""
DO_NOT_SAY = re.compile(
    r"(?:(?:^|[.;:,] )(?:[Dd]o not|[Dd]on['’]t|[Nn]ever|[Ss]top) (?:say|saying|claim|claiming|think|assume|tell|write|pretend)"
    r"|\b(?:anyone|anybody|whoever|everyone|those)(?: who)? (?:says?|claims?|thinks?|believes?|suggests?|wrote|writes))\b[^.;:]*$"
    r"|\b(?:[Ee]veryone|[Ee]verybody|[Aa]ll|[Aa]nyone|[Nn]obody|[Nn]o one)(?: [a-z]+)? (?:but|except(?: for)?|other than|apart from) "
    r"(?:the )?$"
)
"""Words before what nobody is to say, or one of whom it is not told."""
WRONGLY = re.compile(
    r"\b(?:wrongly|falsely|incorrectly|mistakenly|erroneously) (?:named|listed|described|identified|called|registered|portrayed|cited|given"
    r"|reported|said|thought|believed)\b"
)
MAYBE = re.compile(
    r"\b(?:[Aa]pparently|[Pp]ossibly|[Pp]robably|[Ll]ikely|[Pp]resumably|[Pp]otentially|[Pp]erhaps|[Mm]aybe|[Ss]eemingly|[Rr]umou?redly"
    r"|[Tt]heoretically|[Hh]ypothetically|[Ii]n theory|[Oo]n paper|[Ii]n name only|[Uu]nlikely|[Hh]ardly|[Ff]alsely)\b"
    r"(?! (?:because|due|since|as|for)\b)"
)
"""Words of one who does not know."""
THAT = re.compile(
    r"(?<![Bb]efore )(?<![Aa]fter )(?<![Ss]ince )(?<![Ff]ollowing )(?<!\b[ABIOaioub][tyn] )\bthat (?!(?:of|point|time|day|year|month"
    r"|date|stage|way)\b)(?:(?:[a-z\ue002-]+(?:['’]s)?|Mr|Mrs|Ms|Dr|Sir|Lord)\.? ){0,6}"
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
    r"|set out|sets out|filings?|remark\w*|determin\w+|ensur\w+|likes?|condition|celebrat\w+|guarantee\w*|den(?:y|ies|ied)|accept\w*"
    r"|conced\w+|undisputed|uncontested|common ground)\b"
)
"""Words of one who knows what follows."""
UNKNOWN = re.compile(
    r"\b(?:not|never|cannot|nobody|no one|refus\w+|declin\w+|stop(?:s|ped)? short|without|withdr[ae]w\w*|apologi[sz]\w*|in error"
    r"|wrong\w*|error|demand\w*|fail(?:s|ed) to|yet to|complaints?|lawsuits?|indictments?|plaintiffs?|claimants?|whistle-?blowers?"
    r"|bloggers?|critics|opponents|would|could|might|possible|hope[sd]?|fear\w*|unconfirmed|rumou?rs?|theory|if|unless"
    r"|far from|anything but|hardly|scarcely|by no means|difficult|hard to|forg(?:ed|ery)|faked?|hoax|false|bogus|anonymous|unsigned"
    r"|regrets?|(?:some|serious|grave|real|much) doubt|doubts|no longer|used to be|no [a-z]+ (?:says?|shows?|proves?|states?|confirms?)"
    r"|(?:wants?|seeks?|sought|seeking) (?:an? )?(?:ruling|declaration|finding|judgment|order)"
    r"|ask(?:s|ed|ing)? (?:[a-z\ue007]+ ){0,2}(?:to (?:confirm|prove|show|verify|declare|rule|find|hold)|for (?:evidence|proof|assurances?"
    r"|confirmation)))\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""Words that leave open, beside words of knowing, what follows."""
NOT_DENIED = re.compile(
    r"\b(?:[Nn]ot|[Nn]ever|[Nn]obody|[Nn]o one|[Nn]one|[Nn]o|[Nn]or|[Nn]either|[Ff]ew|[Hh]ardly any(?:one|body))\b[^.;]{0,20}\b(?:den(?:y"
    r"|ied|ies|ial)|disput\w+|doubt\w*|secret"
    r"|contest\w*|question\w*)\b|n['’]t (?:den(?:y|ied)|disput\w+)|\b[Nn]ot only\b|\bdo(?:es)? not change\b"
)
"""Words by which nobody denies what follows."""
SAID_BEHIND = re.compile(
    r"(?:[^.;,?]{0,60}(?:[,–—-][\"”’']? ?|[\"”’'],? ?)| (?=(?:[a-z]+ly )?[a-z]+[.,;]))(?:(?:or )?so (?:(?:it|\ue007) )?(?:(?:is|was) "
    r")?(?:rumou?red|said|claimed|believed|(?:he|she|they) says?)\b|or so (?:he|she|they|we|\ue007|[\ue000\ue001]"
    r"|the [a-z]+) (?:[a-z]+ )?(?:says?|said|thought|believed|hoped|claimed|reported"
    r"|wrote)\b|(?:(?!(?:which|who|whose|that|and|but|or|to|its|their|after|as|when|where|while|with|in"
    r"|on)\b)(?:[a-z-]+|[\ue000-\ue009]|M[rs]s?|Dr) ){0,5}?(?:alleg(?:e|es|ed)|claim(?:s|ed)?|suspect(?:s|ed)?|believed?|insist(?:s"
    r"|ed)?|speculat\w+)(?=[.,;]|$)|(?:allegedly|reportedly|purportedly|supposedly|apparently|possibly|perhaps|probably"
    r"|presumably)(?=[.,;]|$)|(?:\ue007|it) (?:is|was|has been) (?:[a-z]+ly )?(?:said|thought|believed|alleged|rumou?red|claimed"
    r"|reported)\b|according to (?:[a-z]+ ){0,2}(?:anonymous|forged|fake|rumou?rs?|gossip|prosecut\w+|lawsuit|complaint|indictment"
    r"|claimants?"
    r"|plaintiffs?"
    r"|critics|unconfirmed (?:media )?reports)\b|(?:we |it was )?(?:wrongly|incorrectly|mistakenly) (?:reported|said"
    r"|stated|wrote)|(?:some|many|critics|others|locals|neighbours|insiders|opponents) (?:say|think|believe)\b|says? (?:critics|some|many"
    r"|locals|neighbours|opponents|insiders|one theory)\b|(?:rumou?r|gossip|legend) has (?:\ue007|it\b)|(?:unless|if (?:(?:the|these"
    r"|those) )?(?:rumou?rs?|reports?|claims?|it is true|this "
    r"is true))\b)"
    r"|[^.;,]{0,40}[;,] (?:but )?the (?:correct|actual|true|real) (?:figure|number|share|stake|percentage|owner) (?:is|was)\b"
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
    rf"\b(?:is|are|was|were|been|became|remains?) (?:[a-z]+ly )?(?:not|never) (?:[a-z]+ly )?(?:(?:an?|the|one|part|wholly|fully|in)\b"
    rf"|[{ORG}{PERSON}])(?! only)[^,]*$"
    r"|\b(?:is|are|was|were|remains?) (?:in no way|no (?:part|subsidiary|unit|member|affiliate|shareholder|owner)|anything but|hardly"
    r"|scarcely|far from)\b"
)
NO_PART = re.compile(
    r"\b(?:[Nn]o|[Nn]ot (?:an?|one|\ue006)(?: single)?|[Nn]either|[Nn]one of(?: the)?) (?:[a-z]+ )?(?:shares?|stakes?|parts?|interests?"
    r"|stock"
    r"|equity) (?:in|of) "
    r"(?:the )?(?:[a-z-]+ |\ue002 ){0,3}$|\b[Nn]othing (?:in|of) (?:the )?(?:[a-z-]+ |\ue002 ){0,3}$"
)
"""Words before a company of which somebody has no part."""
FACTIVE = re.compile(
    r"(?:\bnot|n['’]t|\bnever|\b(?:fail|neglect|omit|forg[eo]t)\w* to|\bwithout|\bnobody|\bno one|\bfew) (?:[a-z]+ )?"
    r"(?:disclos|mention|notic|reali[sz]|kn[eo]w|reveal|remember|hid|conceal|spot)\w*"
)
"""Words of what is so, though somebody did not say or know it."""
UNSAID_THAT = re.compile(rf"(?:{FACTIVE.pattern})(?: [a-z]+)? that (?:(?:[a-z]+|Mr|Mrs|Ms|Dr)\.? ){{0,3}}$")
"""Such words before a past tense, which tells of their time."""
NO_ANSWER = re.compile(
    r"(?:\bneither|\bnot|n['’]t|\b(?:declin|refus)\w* to)\b[^.;]{0,15}\b(?:confirm|den)\w*\b[^.;]{0,15}\b(?:nor|or) (?:den"
    r"|confirm)\w*\b[^.;,]*$"
)
"""Words before what somebody neither confirms nor denies."""
WHO_SAYS = re.compile(r"\bwho (?:says?|said|claims?|claimed|insists?|insisted|maintains?)(?: that)? $")
"""Words before what somebody says of himself."""
DENIED_THEN = re.compile(
    r"[^.;]{0,80}; [^.;]{0,40}\b(?:den(?:y|ies|ied)|disputes?|disputed|contests?|rejects?|rejected) (?:\ue007|it|this|that|the (?:claims?"
    r"|reports?))(?!\w)|[^.;]{0,80}; [^.;]{0,60}\b(?:page|site|website|entry|figure|list|report|records?) (?:was|is|were"
    r"|are) (?:out of date"
    r"|outdated|wrong|stale|an error|incorrect)\b"
)
"""What stands behind what somebody then denies."""
NOT_OF = re.compile(r"\bnot (?:of|by|to|with|for)\b")
"""Words that deny that it is of the one behind them."""
BESIDE = re.compile(
    r"(?:subsidiar(?:y|ies)|units?|arms?|divisions?|affiliates?|imprints?|brands?|labels?|parents?|owners?|shareholders?|investors?"
    r"|compan(?:y|ies)|part(?:y|ies)) (?:is|are|was|were|includes?|included|comprises?) "
)
"""Words by which what is told of a party elsewhere is what the sentence states."""
CONTRADICTED = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|e|ing)|disput(?:es|ed|e|ing)|contradict(?:s"
    r"|ed)?|debunk(?:s|ed|ing)|rubbish(?:es|ed|ing)|quash(?:es|ed|ing)|scotch(?:es|ed|ing)|shot down|laughed off|brush(?:es|ed) "
    r"(?:aside|off)|pour(?:s|ed) cold water on|no truth (?:in|to)|(?:not|never) the case|(?:a|the) (?:myth|lie|hoax"
    r"|fabrication)(?:: that)?|lied"
    r"|retract(?:s|ed|ing)|(?:is|was) (?:untrue|false|wrong|incorrect)|denials?|not true|(?:false|untrue|incorrect|defamatory|absurd"
    r"|nonsense)[\"”’']? (?:to (?:say|suggest|claim|imply|allege|state)|that)|wrongly|falsely|incorrectly|mistakenly|erroneously"
    r"|no longer (?:true|the case|so)|[Cc]ontrary to [^.;:,]*\bthat"
    r"|(?:article|story|report|item|piece|post|page|caption|headline|column) (?:originally|first|initially|previously) (?:said|stated"
    r"|claimed|reported|suggested|gave)|(?:earlier|previous|original|first) version (?:of (?:this|the|our|an) [a-z]+,? )?(?:had )?(?:said"
    r"|stated|claimed|reported"
    r"|suggested|implied|gave))\b(?:(?!, (?:saying|insisting|stating|adding|claiming|and sa(?:ys|id|ying)|arguing)\b)[^.;:])*$"
)
"""Words before a relation that deny it."""
DENIED_AFTER = re.compile(
    r"[^.;]{0,80}?,? (?:which|that|a claim|a report|but)? ?(?:[a-z\ue000-\ue009]+ ){0,3}(?:den(?:y|ies|ied)|rejected|"
    r"dismissed)\b(?! (?:suggestions|reports|claims|rumou?rs|speculation|allegations|that|an?|(?:any )?(?:wrongdoing|involvement|guilt)"
    r"|(?:it|they|he|she|\ue007) (?:had|has|have|was|were|is|are|would|will|planned|plans|intended|knew))\b)"
    r"|(?: (?:through|via|in|from|for|since|with) [^,.;]{1,50})?(?:[\"”]? ?[,;–—-] ?(?:(?:but|and|though|although) )?(?:that|this|which|we"
    r"|\ue007))? (?:are|is|was|were"
    r"|has been|have been) (?:entirely |simply |completely |pure |a )?[\"“'‘]?(?:pure )?(?:false|untrue|wrong|incorrect"
    r"|inaccurate|misleading|erroneous|unsubstantiated|baseless|unfounded|denied|not true|fantasy|fiction|nonsense|absurd|rubbish"
    r"|invention|invented|lies?|fabricated|fabrication"
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
UNPROVEN = re.compile(r" (?:was|is|were|are|has been|have been) (?:never|not) (?:been )?(?:proven|proved|shown|established|confirmed)\b")
FICTION = re.compile(
    r"\b[Ii]n (?:the|his|her|this|an?|that|our|my) (?:[a-z]+ ){0,2}(?:film|novel|series|play|game|sitcom|thriller|screenplay|example"
    r"|scenario|satire|world(?! of)|sketch|(?:satirical|spoof|comedy|mock|parody) video|joke|prank|cartoon|skit|parody|simulation|dream"
    r"|quiz)\b[^.;:]*$"
    r"|\b(?:[Hh]oax|[Ss]poof|[Ss]atirical|[Ff]orged|[Ff]aked?|[Ff]abricated|[Dd]octored|[Ff]ictitious|[Bb]ogus|[Mm]ock|[Ii]nvented)"
    r" (?:[a-z-]+ )?(?:documents?|contracts?|papers?|deeds?|letters?|certificates?|e-?mails?|invoices?|records?|filings?|releases?"
    r"|statements?|notices?|reports?|stor(?:y|ies)|articles?|posts?|videos?|agreements?|minutes|websites?|advertisements?)\b[^.;:]*$"
    r"|\b(?:jok(?:es|ed|ing)|jest(?:s|ed)|quip(?:s|ped)|dream(?:s|t|ed)|fantasi[sz]e[sd]?)\b[^.;:]*$"
    r"|^On (?:this|that|one) (?:reading|view|theory)\b[^.;:]*$"
    r"|^(?:Suppose|Imagine|Assume|Let us (?:assume|suppose|imagine))(?: that)?\b[^.;:]*$"
)
"""Words before what is made up, or supposed."""
ONCE = re.compile(r"(?:^|[,;] |\b(?:and|but|that) )(?:[Oo]nce|[Ww]hen|[Aa]s soon as|[Uu]ntil) (?:the )?$")
LATER = re.compile(r"[^.;,]{0,80}, [^.;,]{0,60}\b(?:will|would|cannot|can|may|must|shall)\b")
"""What follows of something that is not so yet."""
AT_FIRST = re.compile(r"\b(?:first|initially|originally)\b,? (?:[a-z]+ ){0,2}(?:said|told|claimed|stated|insisted|testified)\b[^.;:]*$")
"""Words before what somebody later told otherwise."""
AS_TOLD = re.compile(r"[^,.;]{0,60},? (?:has|have|had|was|is|also)?(?: [a-z]+ly)? ?(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed))\b")
"""What goes on behind an apposition: the party before it denies something else."""
NO_SHARE = re.compile(
    r"\bno (?:direct |indirect |longer any |other )?(?:stakes?|shares?|interests?|holdings?|shareholdings?|equity|ownership|investments?)\b"
)
CONDITION = re.compile(
    r"(?:\b(?:(?:model(?:s|led|ed)|simulat(?:es|ed)|envisag(?:es|ed)|imagin(?:es|ed)|pictur(?:es|ed)) (?:[a-z-]+ ){0,3}(?:in which"
    r"|where|that)|(?:an?|the|this|another) (?:[a-z-]+ ){0,2}(?:scenario|hypothesis|universe) (?:in which|where|that)|if|unless|whether"
    r"|(?:as|so) long as|provided that|in case|suppos(?:e|ing)|imagin(?:e|ing)|assum(?:e|ing)|as if|as though"
    r"|instead of"
    r"|rather than|in the event)|^(?:(?:so|and|but|then|or),? )?(?:should|were|had|does|did|do|is|are|has|have|would|will|could|can"
    r"|why|who|what|how))\b[^,;:.]*$",
    re.IGNORECASE,
)
"""Words before a relation that ask for it or only suppose it."""
NAMESAKE = re.compile(r"\bnot(?: to be confused with)? (?:the )?$")
"""Words before another of the same name."""
NOT_THE_ONE = re.compile(rf"\bnot (?:the|an?) {PARTY},? (?:that |which )?(?:is |was )?(?:owned|controlled|held|run|belonging)\b")
NOT_SHOWN = re.compile(
    r"\b(?:(?:[Nn]o|little|without|not any) (?:evidence|proof|indication|signs?|suggestion|records?|document|basis|grounds?|foundation"
    r"|merit|substance)|[Nn]othing)\b[^.;]{0,80}"
    r"\b(?:that|suggests?|suggested|shows?|showed|indicates?|of)\b[^.;]{0,60}$"
    r"|(?:\b(?:not|never)|n['’]t) (?:[a-z]+ )?(?:persuaded|convinced|satisfied|pro[vw]ed|proven|shown|established"
    r"|demonstrated) that\b[^.;]{0,60}$"
)
"""Words before a relation that something does not show: it is neither told nor denied."""
STRUCK_DOWN = re.compile(
    r"\b(?:overturn|revers|vacat|annul|set(?:s|ting)? aside|thr[eo]w[ns]? out|str(?:uck|ikes?) (?:down|out)|dropp|drops|withdr[aeo]w"
    r"|abandon|appeal(?:s|ed|ing)? against)[a-z]* (?:[a-z-]+ ){0,5}?(?:rulings?|findings?|judge?ments?|verdicts?|decisions?|declarations?"
    r"|claims?|allegations?|charges?|counts?|accusations?) (?:that|declaring|stating|saying|naming)\b[^.;:]*$"
)
"""Words before what a court or an accuser said, and says no more."""
FORBIDDEN = re.compile(
    r"\b(?:forb(?:ade|ids?|idding|idden)|barr(?:ed|ing)|bars|bann(?:ed|ing)|bans|prohibit(?:s|ed|ing)?|prevent(?:s|ed|ing)?"
    r"|disqualif(?:y|ies|ied)) (?:the )?(?:[a-z-]+ ){0,2}$"
)
"""Words before one who must not do what follows."""
BUT_NOT = re.compile(
    r"(?:,? (?:but|and yet)(?: (?:\ue007|it|he|she|they))?|[^.;]{0,60}; [^.;]{0,60}\b(?:it|he|she|they)"
    r"|[^.;]{0,60}; [^.;]{0,60}[\ue001\ue007])"
    r" (?:is|are|was|were|has|have|had|does|do|did)(?: not|n['’]t)(?=[.,;]|$)"
    r"|,? (?:said|says|replied|answered)(?: that)? (?:[\ue001\ue007]|it|he|she|they) (?:never (?:had|did|has|was|were)|(?:had|did|has"
    r"|was)(?: not"
    r"|n['’]t))(?=[.,;]|$)"
)
"""What stands behind what is thought, told or asked, and is not so."""
NEVER_WOULD = re.compile(
    r"(?:^|[\"“] ?|[;:,] )(?:[Nn]ot|[Nn]ever|[Nn]o way|[Uu]nder no|[Aa]t no|[Ii]n no|[Oo]n no|[Bb]y no)\b[^.;:]*\b(?:would|will|could"
    r"|should|did|does"
    r"|had|has) $"
)
"""Words before what somebody would not do, or did not."""
WERE_IT_NOT = re.compile(
    r"[^.;]{0,40}?,? (?:were (?:\ue007|it) not for|but for|had (?:\ue007|it) not been for|if (?:\ue007 |it )?(?:were )?not for)\b"
)
"""What stands behind what would be so."""
BY_MISTAKE = re.compile(r"[^.;,]{0,40}? (?:by mistake|in error|by accident|through an oversight)\b")
"""What stands behind what a register tells wrongly."""
OTHER_FIGURE = re.compile(rf",? (?:(?:turned out|proved|was (?:later )?found) to be|was (?:in fact|really|actually)) (?:[a-z]+ )?{PERCENT}")
"""What stands behind a share that was another."""
AS_MUCH = re.compile(r"\bas (?:much|integral|natural|essential|important|familiar) (?:an? )?(?:part|member) of\b")
"""Words that only compare."""
BUT_IN_NAME = re.compile(r",? (?:(?:only )?in (?:all but )?name(?: only| alone)?|on paper only)(?=[.,;]|$)")
"""What stands behind an owner who is none, or whose name alone it is."""
AS_SECURITY = re.compile(
    r",? (?:only |merely )?(?:as (?:collateral|security|pledgee|chargee|escrow agent)|in (?:pledge|escrow)"
    r"|under a (?:pledge|charge|lien))\b"
)
"""What stands behind what somebody has for another's debt."""
OF_LOSS = re.compile(r"\bwr(?:ote|iting|ites|itten) (?:off|down)\b")
"""Words of one who may have it or not."""
SO_CALLED = re.compile(
    r"\b(?:alleged|supposed|purported|self-(?:styled|declared|proclaimed|described)|so-called|presumed|suspected|putative|reputed"
    r"|rumou?red|claimed) (?:[a-z]+ )?(?:parent|owner|shareholder|controller|subsidiary)\b"
    r"|\b(?:calls?|called|styles?|styled|describes?|described)(?: (?:him|her|it|them)sel(?:f|ves))?(?: as)? (?:the|an?|its|their|his|her"
    r"|\ue008) (?:[a-z-]+ )?(?:parent|owner|shareholder|controller|subsidiary)\b|\b(?:pos(?:es?|ed|ing) as|pretend\w* to be|masquerad\w* "
    r"as)\b"
)
"""Words of one of whom others say that he holds it."""
NOT_BUT = re.compile(r"\bnot\b[^.;]*\bbut (?:by|to|with|rather)\b")
"""Words that deny one and name another."""
SAYS_FOR = re.compile(
    r"\b(?:[Ll]awyers?|[Aa]ttorneys?|[Cc]ounsel|representatives?|relatives?|spokes[a-z]+ for (?:[a-z]+ )?\ue001)(?: (?:for|of)"
    r" [^.;,]{1,60})? (?:(?:has|have|had) )?"
    r"(?:said|says?|told|insist\w*|claim\w*)\b[^.;]*$"
)
"""Words before what one side says of itself."""
HAD_IT = re.compile(r"^(?:[Hh]ad|[Ww]ere) [^.;]*\bwould\b")
"""What would be so, had something happened."""
IS = re.compile(r" (?:is|was|are|were|remains?) ")
HAD_REPORTED = re.compile(
    r"\b(?:[Jj]ournalists?|[Rr]eporters?|[Mm]edia|[Nn]ewspapers?|[Mm]agazines?|[Tt]abloids?|[Oo]utlets?|[Pp]ress|[Ww]ebsites?|[Rr]eports)\b"
    r"[^.;:]{0,40}\bhad (?:[a-z]+ly )?(?:reported|claimed|said|written|suggested|alleged|revealed)\b[^.;:]*$"
)
"""Words before what was reported before that of which the text tells."""
ACCUSES = re.compile(
    r"\b(?:[Pp]rosecutors?|[Ii]nvestigators|[Pp]olice|[Dd]etectives|[Cc]ritics|[Oo]pponents|[Cc]ampaigners|[Aa]ctivists"
    r"|[Cc]omplaints?|[Ll]awsuits?|[Ii]ndictments?|[Pp]laintiffs?|[Cc]laimants?|[Ww]histle-?blowers?|[Bb]loggers?"
    r"|[Aa]ccusers?)\b[^.;:]{0,60}\b(?:say|says|said|believe|claim|suspect|think)\b[^.;:]{0,60}$"
)
"""Words before what those say who accuse."""
