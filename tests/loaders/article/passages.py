"""Short passages with invented parties, a kind of sentence each, and what each says of who holds what.

A claim is (holder, subject, share, status); which predicate tells it is not judged here.
"""

from __future__ import annotations

from typing import Final

Told = tuple[str, str, str | None, str]

KINDS: Final[dict[str, tuple[str, set[Told]]]] = {
    "he in the next sentence": (
        "Viktor Rasmin built his fortune in timber. He owns 64% of Laskov Timber and sits on its board.",
        {("Viktor Rasmin", "Laskov Timber", "64 %", "in-effect")},
    ),
    "she in the next sentence": (
        "Banker Mira Tolland left the bank in 2016. She bought the bakery chain Crumb & Sons in 2019.",
        {("Mira Tolland", "Crumb & Sons", None, "in-effect")},
    ),
    "a chairman, then he, through a vehicle": (
        "Orvel Group chairman Pieter Hoss said the firm would expand. He holds a 12.5% stake in Orvel Group through Hoss Beheer BV.",
        {
            ("Hoss Beheer BV", "Orvel Group", "12.5 %", "in-effect"),
            ("Pieter Hoss", "Hoss Beheer BV", None, "in-effect"),
            ("Pieter Hoss", "Orvel Group", "12.5 %", "in-effect"),
            ("Pieter Hoss", "Orvel Group", None, "in-effect"),
        },
    ),
    "he, of two": ("Anton Feld and Karl Brack founded Brackfeld AG in 1990. He still controls the company.", set()),
    "a family and a company": (
        "Riverside Cider is controlled by the Pell family and by Delta Brewing.",
        {("Delta Brewing", "Riverside Cider", None, "in-effect"), ("Pell family", "Riverside Cider", None, "in-effect")},
    ),
    "brothers": (
        "The Hinduwala brothers hold a combined 33% stake in Ashok Tyres.",
        {("Hinduwala brothers", "Ashok Tyres", "33 %", "in-effect")},
    ),
    "the rest in the next sentence": (
        "Kirov Metals holds 51% of Alta Zinc. The remaining 49% is held by Sibur Ore.",
        {("Kirov Metals", "Alta Zinc", "51 %", "in-effect"), ("Sibur Ore", "Alta Zinc", "49 %", "in-effect")},
    ),
    "the rest remains in hands": (
        "Dutch insurer Vantis bought 60% of Polderbank last year. The other 40 per cent remains in the hands of the Meer family.",
        {("Meer family", "Polderbank", "40 %", "in-effect"), ("Vantis", "Polderbank", "60 %", "in-effect")},
    ),
    "the rest belongs to": (
        "Solenne SA is 75 percent owned by Brightwater Group. The rest belongs to Pension Fund Orly.",
        {("Brightwater Group", "Solenne SA", "75 %", "in-effect"), ("Pension Fund Orly", "Solenne SA", None, "in-effect")},
    ),
    "with the rest owned by": (
        "Aster Partners holds 80% of Lumen Telecom, with the remaining 20% owned by Brioni Capital.",
        {("Aster Partners", "Lumen Telecom", "80 %", "in-effect"), ("Brioni Capital", "Lumen Telecom", "20 %", "in-effect")},
    ),
    "a name with an inner 's": (
        "Gotterby's Holdings owns 30% of auction platform Bidvale.",
        {("Gotterby's Holdings", "Bidvale", "30 %", "in-effect")},
    ),
    "names with an inner 's on both sides": (
        "McOrlan's Brewery plc is a subsidiary of Thornhill's Group.",
        {("Thornhill's Group", "McOrlan's Brewery plc", None, "in-effect")},
    ),
    "respectively, three in one unit": (
        "Aral Oil, Buri Steel and Cetin Capital hold 30, 20 and 10 per cent of Dena Paper respectively.",
        {
            ("Aral Oil", "Dena Paper", "30 %", "in-effect"),
            ("Buri Steel", "Dena Paper", "20 %", "in-effect"),
            ("Cetin Capital", "Dena Paper", "10 %", "in-effect"),
        },
    ),
    "respectively, two": (
        "Nordbank and Sudbank own 55% and 45% of Mittel Leasing, respectively.",
        {("Nordbank", "Mittel Leasing", "55 %", "in-effect"), ("Sudbank", "Mittel Leasing", "45 %", "in-effect")},
    ),
    "whose shareholders hold respectively": (
        "The port is owned by Grendel Port, whose shareholders Halmar AS and Ostrov Line hold 70 percent and 30 percent respectively.",
        {("Halmar AS", "Grendel Port", "70 %", "in-effect"), ("Ostrov Line", "Grendel Port", "30 %", "in-effect")},
    ),
    "owned by several respectively": (
        "Dena Paper is owned by Aral Oil, Buri Steel and Cetin Capital, with 50%, 30% and 20% respectively.",
        {
            ("Aral Oil", "Dena Paper", "50 %", "in-effect"),
            ("Buri Steel", "Dena Paper", "30 %", "in-effect"),
            ("Cetin Capital", "Dena Paper", "20 %", "in-effect"),
        },
    ),
    "companies with shares in brackets": (
        "Vortex Holding owns stakes in three companies: Ardent Steel (60%), Belmar Shipping (45%) and Corran Foods (12%).",
        {
            ("Vortex Holding", "Ardent Steel", "60 %", "in-effect"),
            ("Vortex Holding", "Belmar Shipping", "45 %", "in-effect"),
            ("Vortex Holding", "Corran Foods", "12 %", "in-effect"),
        },
    ),
    "assets include": (
        "Vortex Holding's assets include 60% of Ardent Steel, 45% of Belmar Shipping and 12% of Corran Foods.",
        {
            ("Vortex Holding", "Ardent Steel", "60 %", "in-effect"),
            ("Vortex Holding", "Belmar Shipping", "45 %", "in-effect"),
            ("Vortex Holding", "Corran Foods", "12 %", "in-effect"),
        },
    ),
    "owned, in turn owned, in turn held": (
        "Ardent Steel belongs to Vortex Holding, which is owned by Limassol-based Trevis Ltd, which in turn is held by "
        "the Kassab Foundation.",
        {
            ("Kassab Foundation", "Trevis Ltd", None, "in-effect"),
            ("Trevis Ltd", "Vortex Holding", None, "in-effect"),
            ("Vortex Holding", "Ardent Steel", None, "in-effect"),
        },
    ),
    "a list of shareholders with commas": (
        "The shareholders of Ardent Steel are:\n\n- Vortex Holding, 60%\n- Marel Invest, 25%\n- Oskar Lund, 15%\n",
        {
            ("Marel Invest", "Ardent Steel", "25 %", "in-effect"),
            ("Oskar Lund", "Ardent Steel", "15 %", "in-effect"),
            ("Vortex Holding", "Ardent Steel", "60 %", "in-effect"),
        },
    ),
    "through a wholly owned subsidiary": (
        "Halcyon Energy, through its wholly owned subsidiary Halcyon Nordic AB, acquired 35% of wind developer Vindstad.",
        {
            ("Halcyon Energy", "Halcyon Nordic AB", "100 %", "in-effect"),
            ("Halcyon Energy", "Vindstad", "35 %", "in-effect"),
            ("Halcyon Nordic AB", "Vindstad", "35 %", "in-effect"),
        },
    ),
    "a unit, itself owned by": (
        "Lone Mill, a unit of Brinker Foods, itself owned by Osaka Grain, closed a plant.",
        {("Brinker Foods", "Lone Mill", None, "in-effect"), ("Osaka Grain", "Brinker Foods", None, "in-effect")},
    ),
    "majority-owned": (
        "Serbian steelmaker Zelvar, majority-owned by Hebei Iron Works, reported a loss.",
        {("Hebei Iron Works", "Zelvar", ">50 %", "in-effect")},
    ),
    "the airline, by name": (
        "The airline, Air Tavoy, is majority-owned by the Thai government.",
        {("the Thai government", "Air Tavoy", ">50 %", "in-effect")},
    ),
    "a venture of a trade": (
        "Lithos Chile is a 50-50 joint venture between Canada's Borea Lithium and state miner Cobrex.",
        {("Borea Lithium", "Lithos Chile", "50 %", "in-effect"), ("Cobrex", "Lithos Chile", "50 %", "in-effect")},
    ),
    "two set up a venture": (
        "Borea Lithium and Cobrex set up a 50-50 joint venture, Lithos Chile, in 2020.",
        {("Borea Lithium", "Lithos Chile", "50 %", "in-effect"), ("Cobrex", "Lithos Chile", "50 %", "in-effect")},
    ),
    "50:50 owned": (
        "Lithos Chile is 50:50 owned by Borea Lithium and Cobrex.",
        {("Borea Lithium", "Lithos Chile", "50 %", "in-effect"), ("Cobrex", "Lithos Chile", "50 %", "in-effect")},
    ),
    "up from": ("Kettle Rock now holds 7.1% of Nanolix, up from 4.9%.", {("Kettle Rock", "Nanolix", "7.1 %", "in-effect")}),
    "doubled to": ("Kettle Rock has doubled its holding in Nanolix to 10%.", {("Kettle Rock", "Nanolix", "10 %", "in-effect")}),
    "divested": ("Harrow Group has divested its 40% stake in Quill Press.", {("Harrow Group", "Quill Press", "40 %", "former")}),
    "its entire stake is not the whole company": (
        "Harrow Group sold its entire stake in Quill Press to Nib Media.",
        {("Harrow Group", "Quill Press", None, "former"), ("Nib Media", "Quill Press", None, "in-effect")},
    ),
    "exits": ("Harrow Group exits Quill Press after ten years.", {("Harrow Group", "Quill Press", None, "former")}),
    "sold a part and keeps": (
        "Harrow Group sold 10% of Quill Press to Nib Media and keeps 30%.",
        {("Harrow Group", "Quill Press", "30 %", "in-effect"), ("Nib Media", "Quill Press", "10 %", "in-effect")},
    ),
    "call options over": ("Sandel Corp holds call options over 15% of Mirador Labs.", {("Sandel Corp", "Mirador Labs", "15 %", "planned")}),
    "bonds could be exchanged": (
        "Sandel Corp's convertible bonds could be exchanged for 22% of Mirador Labs.",
        {("Sandel Corp", "Mirador Labs", "22 %", "planned")},
    ),
    "warrants": ("Sandel Corp holds warrants that would give it 9% of Mirador Labs.", {("Sandel Corp", "Mirador Labs", "9 %", "planned")}),
    "the court held that not": (
        "The High Court held that Dorin Petrescu was not the owner of Casa Verde SRL.",
        {("Dorin Petrescu", "Casa Verde SRL", None, "denied")},
    ),
    "prosecutors claim": (
        "Prosecutors claim that Dorin Petrescu secretly owned Casa Verde SRL through a nominee.",
        {("Dorin Petrescu", "Casa Verde SRL", None, "alleged")},
    ),
    "the court dismissed the claim": (
        "The court dismissed the claim that Dorin Petrescu controls Casa Verde SRL.",
        {("Dorin Petrescu", "Casa Verde SRL", None, "denied")},
    ),
    "he in the same sentence, never": (
        "Mr Petrescu told the court that he had never owned Casa Verde SRL.",
        {("Petrescu", "Casa Verde SRL", None, "denied")},
    ),
    "no connection": ("Casa Verde SRL said it had no connection with Dorin Petrescu and was not owned by him.", set()),
    "not controlled": ("Orsova BV is not controlled by Pavel Dorin, its lawyer said.", {("Pavel Dorin", "Orsova BV", None, "denied")}),
    "neither nor": (
        "Neither Pavel Dorin nor Lena Dorin owns shares in Orsova BV.",
        {("Pavel Dorin", "Orsova BV", None, "denied"), ("Lena Dorin", "Orsova BV", None, "denied")},
    ),
    "if the deal goes through": (
        "If the deal goes through, Norvik Capital would hold 62% of Halden Bryg.",
        {("Norvik Capital", "Halden Bryg", "62 %", "planned")},
    ),
    "once regulators approve": (
        "Norvik Capital will own 62% of Halden Bryg once regulators approve the transaction.",
        {("Norvik Capital", "Halden Bryg", "62 %", "planned")},
    ),
    "subject to approval first": (
        "Subject to approval by shareholders, Norvik Capital will take a 30% stake in Halden Bryg.",
        {("Norvik Capital", "Halden Bryg", "30 %", "planned")},
    ),
    "a headline: to buy": (
        "Norvik Capital to buy 30% of Halden Bryg\n\nOSLO - The Danish brewer gained 4%.",
        {("Norvik Capital", "Halden Bryg", "30 %", "planned")},
    ),
    "a headline: takes control": (
        "Tessaro Invest Takes Control Of Pelago Shipping\n\nThe company said so on Monday.",
        {("Tessaro Invest", "Pelago Shipping", None, "in-effect")},
    ),
    "a headline: sells the stake": (
        "Sibur Ore sells Alta Zinc stake to Kirov Metals\n\nNo price was given.",
        {("Kirov Metals", "Alta Zinc", None, "in-effect")},
    ),
    "its largest investor, with a weekday": (
        "Britain's Wexford Water said on Tuesday its largest investor, Ontario Retirement Board, had left.",
        {("Ontario Retirement Board", "Wexford Water", None, "in-effect")},
    ),
    "taken private": (
        "US packaging firm Corrugo agreed on Friday to be taken private by buyout group Stonebridge Partners in a $3.2 billion deal.",
        {("Stonebridge Partners", "Corrugo", None, "agreed")},
    ),
    "nothing shows it": ("Judges said there was no evidence that Carlo Benassi owned Tessile Lombarda.", set()),
    "it is put to him": (
        "Counsel put it to Lord Ashby that he had owned Whitfield Dredging since 2009.",
        {("Ashby", "Whitfield Dredging", None, "alleged")},
    ),
    "never a shareholder": (
        "Giving evidence, Lord Ashby said he had never been a shareholder of Whitfield Dredging.",
        {("Ashby", "Whitfield Dredging", None, "denied")},
    ),
    "held by Mr": (
        "The court found that the shares in Palmera Holdings were held by Mr Eduardo Quint on trust for his daughter.",
        {("Eduardo Quint", "Palmera Holdings", None, "in-effect")},
    ),
    "named as owner": (
        "Ownership data lists Aldous Mbeki as owner of 70% of Kasai Gold SARL; the remaining 30% belongs to the state "
        "mining company, Gecobal.",
        {("Aldous Mbeki", "Kasai Gold SARL", "70 %", "in-effect"), ("Gecobal", "Kasai Gold SARL", "30 %", "in-effect")},
    ),
    "names in marks": (
        'The concern "Sever-Les" sells timber. "Arbolex" belongs to the entrepreneur Igor Melkov.',
        {("Igor Melkov", "Arbolex", None, "in-effect")},
    ),
    "what shareholders of a firm own": ("As a result, former Lumina shareholders own approximately 11% of Ardmore.", set()),
    "owned by a shareholder of another": (
        "The combined company, Fidelis Norrland, is 62% owned by Fidelis shareholder Lindqvist Invest.",
        set(),
    ),
    "it, which the seller is not": (
        "The mill was once part of Pell Industries. Assler sold it last year to Keystone Security.",
        {("Assler", "it", None, "former"), ("Keystone Security", "it", None, "in-effect")},
    ),
    "the company, after a person": (
        "When Elsa Brandt inherited a quarter of Brandt Pianos, few expected her to last. Today she owns 60% of the company.",
        {("Elsa Brandt", "Brandt Pianos", None, "in-effect"), ("Elsa Brandt", "Brandt Pianos", "60 %", "in-effect")},
    ),
    "a form of labels": (
        "TR-1: Standard form for notification of major holdings\n1. Issuer Details\nIssuer Name: Cotswold Instruments "
        "plc\n2. Details of person subject to the notification obligation\nName: Harbinger Small Caps Fund\nResulting "
        "situation: 8.02% of voting rights\n",
        {("Harbinger Small Caps Fund", "Cotswold Instruments plc", "votes 8.02 %", "in-effect")},
    ),
    "a list of owners in brackets": (
        "The owners of the Port of Kestenga are:\n- Baltic Terminals Oy (34%)\n- Rautio Shipping (15%)\n",
        {("Baltic Terminals Oy", "Port of Kestenga", "34 %", "in-effect"), ("Rautio Shipping", "Port of Kestenga", "15 %", "in-effect")},
    ),
    "in advanced talks": (
        "The Al Rayyan Fund is in advanced talks to acquire a significant minority stake in Hargreaves Brewery.",
        {("Al Rayyan Fund", "Hargreaves Brewery", "<50 %", "negotiating")},
    ),
    "a law and an article": (
        "Pursuant to Article 30 of the Securities Trading Act, Skagen Kapital AS acquired 1,200,000 shares in Ferrum Mining ASA.",
        {("Skagen Kapital AS", "Ferrum Mining ASA", None, "in-effect")},
    ),
    "each of which owns half": (
        "Austria's Donau Holz and Finland's Metsola, each of which owns half of pulp producer Zellbach, are considering a sale.",
        {("Donau Holz", "Zellbach", "50 %", "in-effect"), ("Metsola", "Zellbach", "50 %", "in-effect")},
    ),
    "the register lists its owner": (
        "Nobody knows who is behind Ribble Leisure Ltd. Companies House lists its owner as Crestwick Group.",
        {("Crestwick Group", "Ribble Leisure Ltd.", None, "in-effect")},
    ),
    "called by a name, sold": (
        "The family-run Dawson's Bakery on Mill Lane has been sold to national chain Crumbles.",
        {("Crumbles", "Dawson's Bakery", None, "in-effect")},
    ),
    "held until, through a partnership": (
        "Leyla Asgarova held 49 percent of Caspian Gravel through a Scottish partnership, Strathearn Commercial LP, until June 2021.",
        {
            ("Leyla Asgarova", "Caspian Gravel", "49 %", "former"),
            ("Leyla Asgarova", "Strathearn Commercial LP", None, "in-effect"),
            ("Strathearn Commercial LP", "Caspian Gravel", "49 %", "former"),
        },
    ),
    "completed the sale of its interest": (
        "Castlebay Renewables Limited has completed the sale of its 50% interest in the Loch Erin wind farm to its partner, Statnord AS.",
        {("Statnord AS", "Loch Erin", None, "in-effect")},
    ),
    "from currently so much to": (
        "Rheinlog SE intends to increase its shareholding in Cargomat GmbH from currently 40 to 75 percent.",
        {("Rheinlog SE", "Cargomat GmbH", "75 %", "planned")},
    ),
    "management in the list": (
        "Lumen Foods is owned by Nordic Growth Fund IV (71%), its management (19%) and the Aalto Foundation (10%).",
        {("Aalto Foundation", "Lumen Foods", "10 %", "in-effect"), ("Nordic Growth Fund IV", "Lumen Foods", "71 %", "in-effect")},
    ),
    "dotted legal forms, hands of": (
        "The group Fratelli Moro S.p.A. controls 66.7% of Molinos del Plata S.A., the remaining 33.3% is in the hands of "
        "Inversora Pampa S.A.",
        {
            ("Fratelli Moro S.p.A.", "Molinos del Plata S.A.", "66.7 %", "in-effect"),
            ("Inversora Pampa S.A.", "Molinos del Plata S.A.", "33.3 %", "in-effect"),
        },
    ),
    "of which is in the hands": (
        "Cement maker Hormigal, 58% of which is in the hands of Mexico's Grupo Tolteca, said profit fell.",
        {("Grupo Tolteca", "Hormigal", "58 %", "in-effect")},
    ),
    "one that is owned by": (
        "She came from Atlas Air Services, the ground handler owned by Singapore's Straits Aviation.",
        {("Straits Aviation", "Atlas Air Services", None, "in-effect")},
    ),
    "sold its last shares": (
        "Brevik Equity has sold its last shares in Norse Pet Food.",
        {("Brevik Equity", "Norse Pet Food", None, "former")},
    ),
    "a chairman holds": (
        "Montre Royale's chairman, Luc Favre, holds 31%.",
        {("Luc Favre", "Montre Royale", "31 %", "in-effect"), ("Luc Favre", "Montre Royale", None, "in-effect")},
    ),
    "pays for a stake": (
        "Japan's Mikado Foods said it would pay 90 billion yen for a 60% stake in Vietnamese dairy Sua Viet.",
        {("Mikado Foods", "Sua Viet", "60 %", "planned")},
    ),
    "its so-much shareholder": (
        "German utility Stromwerk said its 25.1% shareholder Enervia had no plans to sell.",
        {("Enervia", "Stromwerk", "25.1 %", "in-effect")},
    ),
    "owned equally by two": (
        "Skerries Aviation is owned equally by Hainan Leasing and Carrow Capital.",
        {("Carrow Capital", "Skerries Aviation", None, "in-effect"), ("Hainan Leasing", "Skerries Aviation", None, "in-effect")},
    ),
    "its stake has been diluted": (
        "Grupo Norte announces that its stake in Autopistas del Valle has been diluted from 51.0% to 38.6%.",
        {("Grupo Norte", "Autopistas del Valle", "38.6 %", "in-effect")},
    ),
    "an owner in apposition, then the verb": (
        "Ægir Capital ehf., a company wholly owned by board member Jón Halldórsson, today purchased 2,500,000 shares in Polaris Fisheries.",
        {("Jón Halldórsson", "Ægir Capital ehf.", "100 %", "in-effect"), ("Ægir Capital ehf.", "Polaris Fisheries", None, "in-effect")},
    ),
    "an allegation called fantasy": (
        'Mr Osei\'s lawyers said the allegation that he was the secret owner of Gold Coast Haulage was "fantasy".',
        {("Osei", "Gold Coast Haulage", None, "denied")},
    ),
    "a vehicle of a family behind its name": (
        "Papelaria Atlântica, which is 69 per cent held by Sodimar, the Queirós family's investment vehicle, closed up.",
        {("Queirós family", "Sodimar", None, "in-effect"), ("Sodimar", "Papelaria Atlântica", "69 %", "in-effect")},
    ),
    "bought from, after a place and a day": (
        "Vantaa, 2 May 2026: Kotimaa acquires all shares in Laatu Logistics Oy from Nordic Mezzanine Fund III.",
        {("Kotimaa", "Laatu Logistics Oy", "100 %", "in-effect"), ("Nordic Mezzanine Fund III", "Laatu Logistics Oy", "100 %", "former")},
    ),
    "a Senator owns": (
        "Its address is that of Bonny Marine, a company majority-owned by Senator Chidi Eze.",
        {("Chidi Eze", "Bonny Marine", ">50 %", "in-effect")},
    ),
    "marks before the legal form": (
        '"Balkan Invest" AD has increased its participation in the brewery "Skopsko Zlato" from 33 to 51 per cent.',
        {('"Balkan Invest" AD', "Skopsko Zlato", "51 %", "in-effect")},
    ),
    "a court is no owner": (
        "The High Court has ruled that Leon Marek is not entitled to 15% of Marek Steel, which remains wholly owned by Josef Marek.",
        {("Josef Marek", "Marek Steel", "100 %", "in-effect")},
    ),
    "owned by, by the way, in a denial": (
        "Ferry group Archipel, jointly controlled by Dufour Marine and Lemaire SA, has rejected reports that it is for sale.",
        {("Dufour Marine", "Archipel", None, "in-effect"), ("Lemaire SA", "Archipel", None, "in-effect")},
    ),
    "the shares of an owner": ("Alvero will take over the shares of the minority owner, the engineer Jan Dvořák.", set()),
    "a currency is no party": (
        "Kestrel Robotics has closed a USD 30 million Series C round led by Northlight Ventures.",
        {("Northlight Ventures", "Kestrel Robotics", None, "in-effect")},
    ),
    "a percentage in words": (
        "Eighty-five percent of Tembo Coltan is owned by Great Rift Resources.",
        {("Great Rift Resources", "Tembo Coltan", "85 %", "in-effect")},
    ),
    "a city before a thing": ("Pine Hollow LLC is the registered owner of the Miami penthouse.", set()),
    "sold to the majority owner": (
        "Barnstead Council has sold its 49 per cent share of Barnstead Airport to majority owner Regional Aero Holdings.",
        {("Barnstead Council", "Barnstead Airport", None, "former"), ("Regional Aero Holdings", "Barnstead Airport", None, "in-effect")},
    ),
    "the board of a company": (
        "The Board of Jade Harbour Holdings announces that Jade Harbour Holdings has bought 51% of Pearl Ferry Limited.",
        {("Jade Harbour Holdings", "Pearl Ferry Limited", "51 %", "in-effect")},
    ),
    "once owned by, by the way": (
        "Hotel operator Belleriva, once owned by Perang Holdings, has changed hands again.",
        {("Perang Holdings", "Belleriva", None, "former")},
    ),
    "a venture to be set up": (
        "Volgan Trucks and Elyra will set up a joint venture, VolgEly, owned 70% by Volgan Trucks and 30% by Elyra.",
        {("Elyra", "VolgEly", "30 %", "planned"), ("Volgan Trucks", "VolgEly", "70 %", "planned")},
    ),
    "a seller is not who owns it through": (
        "Metalosvit bought the mill from US Ironworks in 2003 and wholly owns it through Cyprus-based Metsteel Holdings.",
        set(),
    ),
}
