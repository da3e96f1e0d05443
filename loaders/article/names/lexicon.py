"""Lists the words that the name grammar needs: legal forms, titles, trades, words that are never a name.

Plain data.  Places are in ``lexicon_places.py``, numbers and currencies in ``lexicon_numbers.py``.  Nothing here is about one text: the
name of a company never belongs in this file.
"""

from __future__ import annotations

from typing import Final

from ontology.legal_forms import WORDS


def split(text: str) -> list[str]:
    """Split a list that is written as one text into its words."""
    return text.split()


CAPITALS: Final = "A-Z" + "".join(map(chr, filter(lambda code: chr(code).isupper(), (*range(0xC0, 0x530), *range(0x1E00, 0x1F00)))))
"""Capital letters of Latin, Greek and Cyrillic, as they stand in a class of characters: ``[{CAPITALS}0-9]``."""

LEGAL_FORMS: Final = (WORDS - {"ev", "na", "od"}) | frozenset(
    split(
        "a/s p/f bvba senc sencpora srls scarl snc sem "
        "bsc bvba cvba dd ehf eireli fze fzco hf i/s k/s kscc kscp lda ohg oü p/s psc pjsc qpsc qsc s/a saoc saog sapa scpa "
        "scsp shpk sicav tbk vof wll aş şti "
        "berhad cie eirl huf ltée publ rl  reg sabdecv sapidecv sderl sderldecv sti"
    )
)
"""Compared without dots and in lower case; those with a stroke as they are written, and none that is another word of a text."""

SMALL_FORMS: Final = frozenset(
    ["bvba", "cvba", "ehf", "hf", "plc", "ltd", "ltda", "ltée", "llc", "llp", "gmbh", "inc", "mbh", "mbH", "oyj"]
)
"""Legal forms that are no other word in small letters."""

LOOSE_FORMS: Final = frozenset(split("group holding holdings"))
"""Words that a short form drops as freely as a legal form."""

COMPANY_WORDS: Final = (
    LEGAL_FORMS
    | LOOSE_FORMS
    | frozenset(
        split(
            "aerospace airlines airways apparel automotive bakeries bank banking beverages biotech brands breweries capital cement "
            "ceramics chemicals clothing communications components construction consulting cosmetics dairies dairy development "
            "distribution electric electronics energy engineering enterprises entertainment equity estates fertilisers fertilizers "
            "financial foods fund games gas gaming glass global gold healthcare hotels industries industrial insurance "
            "international investment investments laboratories labs lines logistics machinery management markets media medical metals "
            "mills mining motor motors networks oil packaging paper partners petroleum pharma pharmaceuticals pictures plastics "
            "ports power press robotics chemical railway beverage hospitality minerals airports biotechnology bancorp aluminium "
            "aluminum diagnostics "
            "brewery bakery distillery productions products properties publishing railways records refining renewables resources retail "
            "seafood securities semiconductor semiconductors services shipping shipyards software solar solutions steel stores studios "
            "supermarkets systems tankers technologies technology telecom telecoms textiles therapeutics timber tobacco trading "
            "transport travel trust utilities ventures water wind wines works yards"
        )
    )
)

BODY_HEADS: Final = frozenset(split("ministry department commission committee agency authority bureau secretariat"))
"""A name that starts so is a body of a state."""

OF_HEADS: Final = BODY_HEADS | frozenset(
    split(
        "academy archdiocese administration association bank chamber church city college company council court federation fund "
        "airport canton county diocese duchy isle prefecture sultanate party province synod "
        " commonwealth emirate estate government house institute kingdom land municipality museum office panel plan port "
        "republic school society state union university"
    )
)
"""Heads after which ``of`` belongs to the name."""

LATE_OF_HEADS: Final = frozenset(split("board corporation farmers foundation growers league nation producers trust workers"))
"""The same, where they are not the first word of the name."""

OF_STATES: Final = frozenset(
    split(
        "canton city commonwealth county duchy prefecture sultanate "
        "district kingdom municipality principality province region republic state territory"
    )
)
"""What lies behind an ``of`` and has another: ``Fund of the Republic of Aral``."""

TITLES: Final = frozenset(
    split(
        "judge justice chairman chairwoman chairperson chair president vice ceo cfo coo cto chief executive officer director managing "
        "minister prime deputy secretary governor mayor founder cofounder mr mrs ms dr prof professor sir dame lord senator mp mep "
        "spokesman spokeswoman "
        "datuk dato datin alhaji alhaja shri smt engr hajia begum"
    )
)

PARTICLES: Final = frozenset(
    split(
        "de du des la le les van von der den del della di da do dos das al el bin bint binti ibn y e und et og och ve ty phần đoàn hàng "
        "af am ap aux av i las los bei dei degli delle het im nad ob sur ter tot voor wa ya zu zum zur"
    )
)

MONTH_DAYS: Final = frozenset(
    split(
        "january february march april may june july august september october november december monday tuesday wednesday "
        "thursday friday saturday sunday"
    )
)

GENERIC: Final = frozenset(
    split(
        "annual board branch business center centers centre centres chairman company corporation development enterprise "
        "enterprises firm first group growth history holding holdings international investment investments joint largest "
        "limited market members new north number office offices operations owned overview ownership part plant products project "
        "purchases research south state states stock subsidiaries subsidiary venture ventures world east west central national "
        "shares stocks sales revenue revenues profits european asian global background early later origins acquisition divestment "
        "date details form holder identity issuer name notification notifier person position reason result resulting shareholder "
        "situation native "
        "standard target threshold total vendor vendors purchaser purchasers seller sellers offeror offeree borrower guarantor registrant "
        "owner owners partner partners counsel manager managers editor president quality founder secretary treasurer consultant "
        "million billion rs registration "
        "bachelor master degree marketing division department software hardware similar profiles sales human resources finance legal "
        "experience education skills summary contact "
        "settlor beneficiary plaintiff defendant claimant appellant respondent petitioner applicant"
    )
)
"""A run made of these alone is a heading or a common phrase, not a name."""

FIRST_OF_NAMES: Final = frozenset(
    split(
        "aerolineas aguas ao azucarera azulejos banca banco bank banque bodegas brauerei brouwerij cantina cementos cerveceria cervejaria "
        "companhia compagnie compania constructora construtora cooperativa corporacion empresa empresas fabrica fabryka fondo fonderie "
        "fratelli gebruder groupe grupo gruppe gruppo hoteles huta industria industrias inmobiliaria jsc laboratoires laboratorios maison "
        "minera mineracao molinos naviera ojsc ooo pao petroleos pjsc pt puertos sociedad sociedade societe transportes usina usinas "
        "vidrios vina zaklady zao"
    )
)
"""First words of names that short forms leave out: ``Aral`` of ``Grupo Aral``."""

NEVER_FIRST: Final = frozenset(
    split(
        "a about above according additionally after all along also although amid among an and another any april are around as assuming "
        "at half august because been before being besides between both but by currently december despite during each earlier eventually "
        "every five six seven eight nine eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
        "fifty sixty seventy eighty "
        "ninety hundred february finally first following for former formerly "
        "founded four friday from further furthermore had has have he headquartered her here his how however i if in including "
        "initially instead into is it its january july june later like many march may meanwhile monday more moreover most much "
        "never nevertheless november now october of on once one only or originally other others our over overall owned part previously "
        "prior "
        "recently related saturday second see stop september several she similarly since so some soon subsequently such sunday ten that "
        "the "
        "their then there therefore these they third this those three through throughout thursday thus to today together tuesday two under "
        "until unless unlike up upon via was we should would could can does did do is are shall must why no not neither nor yes "
        "wednesday were what when where whether which while who whose why will with within without yesterday yet you your"
    )
)

FIRST_WORDS: Final = frozenset(
    split(
        "my our your existing sole machinery start startup bogus doctored fabricated fake faked fictitious forged "
        "ahead analysts asked current companies provided wrong untrue assets backed competitors control controlled creditors customers "
        "employee employees executives exports "
        "family foreign funds government individual institutional investors issuer jointly lawmakers lenders majority refuting denying "
        "dismissing rejecting promoter promoters owner owners giving speaking writing taking using having being calling citing quoting "
        "responding commenting testifying announcing buying selling asking acting holding owning working subject pursuant counsel "
        "contrary pending upon neither nobody none nothing rumour rumor gossip legend everyone everybody anybody somebody police judges "
        "shares sellers buyers bidders "
        "minister ministers "
        "officials documents records filings accounts neighbours residents campaigners activists critics experts economists traders "
        "bankers auditors lawyers accountants managers trustees heirs relatives parliament lawmakers opposition unions fans farmers "
        "specialty speciality maritime naval gazette regulatory frozen renewable municipal rural overseas "
        "ultimately legally formally officially reportedly allegedly interestingly crucially notably importantly separately elsewhere "
        "nowadays originally recently finally lastly secondly firstly thirdly unlike despite besides management minority name "
        "nationalised notification ownership part partially partly person persons previous private privately proceeds profit profits "
        "prosecutors public publicly regulators resulting revenue revenues sales shareholder shareholders shares sources staff state "
        "treasury ultimate wholly workers activist anchor business buyout commercial common communications construction consumer "
        "cornerstone corporate court credit data debt defence digital early electricity emails energy evidence events fashion fellow "
        "financial food football freight fuel gas garment general generics hedge high home hotel housing industrial industry "
        "infrastructure insiders institutional insurance internal investigators journalists judge judgment justice land large late "
        "leaked legal local logistics long luxury mail main major media medical meetings mid military mining mobile money natural "
        "network news newspaper nominee nuclear oil online operations operator packaging paper parent payments pension people pharmacy "
        "poor power president press pressure price prices production property questions radio rail records regional registry relations "
        "reports researchers retail retired rich rising royal rumours satellite school security senior service services several "
        "shipping significant small software solar special sports spokesman spokespeople steel strategic strong suppliers talks tax "
        "taxi technology telecom telecoms textile timber tobacco trade traditional transport trust trustees two union upstream used "
        "utility venture veteran water wealth wealthy wine witnesses young anger competition concern construction controversy criticism "
        "debate doubt doubts drilling fear fears funding hiring lending opposition outrage planning resistance trading uncertainty "
        "action agriculture aid aims allegations answers approval archive arms attempts attention audio auto bad banks beer behind big "
        "bidding bids bonds books boys bread bricks brothers budget buildings calls campaign capital cars cash cattle change changes "
        "charges children cheese chemical chip church cities city civil claims clean clients climate clothes coal coffee cold comments "
        "completion concerns concrete conditions consumers contracts copies copper corn costs cotton council countries county couples "
        "critical crops cross crude dairy daughters deal deals debts decisions delays delivery demand deputies designers details deep "
        "diesel diplomats directors disputes dividends doctors domestic donors drinks drivers drug duty earnings economic education "
        "electric emergency engine engineers enquiries entry environmental equipment equity estimates exact expansion experience export "
        "factories factory families farm farmers farms fees ferry figures files film final finance fines fire fish fishermen fishing "
        "flight flour food forest forestry founders fraud free fresh friends fruit furniture future games garments girls goods grain "
        "great green grid ground growth guests guidance half harbour hard hardware health heating heavy heirs historians hopes horse "
        "hospitals hotels hours house households human ice images imports income independent industries inflation information inquiries "
        "insider inspectors insurers interest interests investment iron jewellery jobs joint judges key labour lack landlords laws lead "
        "letters licences life light lights lines liquid little loans lorries losses low lower luck machines magistrates maize making "
        "managing manufacturing maps market markets material materials maximum meat medicine men merger metal migrant miners models "
        "motor mortgage music names national nearby negotiations neighbouring net next night nickel nobody notes notices observers "
        "offers offices oils older open opinion opponents orders ordinary owners pages papers parents parties partners parts passengers "
        "past patients payment payments peace performance permission personal petrol phone photographs physical piles plans plans "
        "plastic players poor popular port ports potato potential pre premium prime private problems production products progress "
        "projects promoters proof protests provincial pub public purchases quarterly questions rail railways rates raw real receivers "
        "receipts recent reforms refugees regional rent repairs repeated reporters representatives rescue research reserves residents "
        "rice rights river road rubber rules rural safety salaries salmon sanctions satellite savings scientists sea search secret "
        "senior services settlement sheep ship ships shoppers shops short signs silver similar skilled social soft soil soldiers sons "
        "soya spare speculation sports spending spokeswoman stable standard steel store stores storage stock street strikes strong "
        "students studies sugar summer supermarkets supplies support surplus surveys suspicion tanker tankers tea teachers teams "
        "technical television tenants tensions term terms tickets time titles tobacco top total tourism tourists towns toy train "
        "transactions transfer transfers transparency trees trial trucks trustees turnover unlisted urban usual vegetable vehicles "
        "victims video villagers villages visitors volumes voters votes wages war warehouses warnings wars waste weak communes "
        "municipalities suppose imagine effective born educated raised consider vessel vessels weapons weather weekly whale wheat white "
        "wholesale wild wind women wood wooden wool work worries"
    )
)
"""Words that begin a sentence more often than a name; with a capital after them they may be one."""

NO_TRADE: Final = frozenset(
    split(
        "affiliate arm backer base began board boss brand bought branch built buy came can chairman chief control could cut did director "
        "division drew executive fellow founder gave get got group grew had has have held hold imprint investor kept label lead "
        "leader led "
        "left lent lost made may member might must named need now once own owner owns paid parent partner plan president put ran saw "
        "say see sell "
        "set shareholder shall should so sold spent spun stake subsidiary swallow take then there thus told took unit via want "
        "was went were "
        "when where while will won would wrote yet became beat broke chose dealt drove fell felt flew fought froze hit hung is "
        "meant met rang rose said sank sent shed slid spoke stole stood struck stuck swept swung"
    )
)
"""Words between two names that do not say that the first is the place or trade of the second: verbs, and ties between the two."""

TRADES: Final = frozenset(
    split(
        "airline brewer broadcaster buyer carmaker chain chemicals competitor conglomerate contractor creditor dealer "
        "developer distributor driller exporter fintech founder grocer importer insurer investor landlord lender manufacturer miner "
        "operator pharmacist producer publisher refiner retailer rival shareholder start-up startup supplier tenant trader utility "
        "winemaker wholesaler"
    )
)
"""What a company or its part in a story is called, right before its name: ``Insurer NAME``."""

PERSONS: Final = frozenset(
    split(
        "actor actress architect baker banker barber billionaire butcher carpenter chef dentist electrician fisherman footballer "
        "hairdresser jeweller jockey novelist optician pensioner plumber publican singer surgeon vet vintner widow widower businessman "
        "businesswoman entrepreneur financier heir heiress industrialist lawyer magnate hotelier millionaire oligarch philanthropist "
        "politician restaurateur tycoon"
    )
)
"""What only a person is called."""
