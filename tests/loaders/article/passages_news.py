"""Passages as newspapers, filings, courts and researchers write them, with invented parties, and what each says of who holds what.

What the parties are called and what they do is invented; a claim is (holder, subject, share, status).
"""

from __future__ import annotations

from typing import Final

from tests.loaders.article.passages import Told

NEWS: Final[dict[str, tuple[str, set[Told]]]] = {
    "ft activist": (
        "Activist investor Cairnholt Partners has built a 6.3 per cent stake in Tellworth Chemicals and is pressing the FTSE "
        "250 group to sell its coatings arm, Varnex. Tellworth, which is advised by Lorne & Pryce, said it would engage with "
        "all shareholders.",
        {("Cairnholt Partners", "Tellworth Chemicals", "6.3 %", "in-effect"), ("Tellworth Chemicals", "Varnex", None, "in-effect")},
    ),
    "filing 13d": (
        "As of March 4, 2026, Brackwell Offshore Fund, L.P. beneficially owned 4,112,900 shares of common stock of Denholm "
        "Therapeutics, Inc., representing approximately 8.7% of the outstanding shares. Brackwell Management LLC serves as "
        "investment manager of the fund.",
        {("Brackwell Offshore Fund, L.P.", "Denholm Therapeutics, Inc.", "8.7 %", "in-effect")},
    ),
    "filing note": (
        "The Company's principal operating entity, Orrin Bay Shipping Pte. Ltd., is held through Orrin Holdings (BVI) Limited, "
        "a wholly-owned subsidiary of Tanjara Maritime Berhad. The remaining shares in Orrin Bay Shipping Pte. Ltd. are held by"
        " its founder, Lim Boon Teck.",
        {
            ("Lim Boon Teck", "Orrin Bay Shipping Pte. Ltd.", None, "in-effect"),
            ("Orrin Holdings (BVI) Limited", "Orrin Bay Shipping Pte. Ltd.", None, "in-effect"),
            ("Tanjara Maritime Berhad", "Orrin Holdings (BVI) Limited", "100 %", "in-effect"),
        },
    ),
    "local mill": (
        "The Ashby paper mill was sold to Norwegian forestry company Tveit Skog last spring. The mill, which employs 210 "
        "people, had belonged to the Corrigan family since 1921.",
        set(),
    ),
    "local named thing": (
        "Harlow Mill Textiles went into receivership in 2019. A year later the mill was bought by Dundee businessman Fraser "
        "Lockhart, who owns 80 per cent. His brother Craig has the rest.",
        {("Craig", "Harlow Mill Textiles", None, "in-effect"), ("Fraser Lockhart", "Harlow Mill Textiles", "80 %", "in-effect")},
    ),
    "local hotel": (
        "Guests at the Seacliff Hotel will see new rooms by summer, owner Marion Tees said. Mrs Tees bought the hotel from "
        "Bexcombe Leisure in 2022. The work is being done by builder Hartnoll Construction and financed by Westmoor Bank.",
        {("Bexcombe Leisure", "Seacliff Hotel", None, "former"), ("Marion Tees", "Seacliff Hotel", None, "in-effect")},
    ),
    "local club": (
        "Fans of Rothwick Town protested on Saturday against owner Dean Farrow, who has put the club up for sale. Farrow took "
        "control of the League Two side in 2017 and says he has had two offers, one of them from American investor Tom Gladden.",
        {("Dean Farrow", "Rothwick Town", None, "in-effect")},
    ),
    "ngo mining": (
        "According to corporate records seen by Clean Ore Watch, the Lubanda concession is operated by Kasenga Mining SARL. "
        "Kasenga is 70 percent owned by Hong Kong-registered Bright Summit Resources, and 30 percent by the state miner Gecoza."
        " Bright Summit's sole director, Liu Wenhai, did not respond to questions.",
        {("Bright Summit Resources", "Kasenga", "70 %", "in-effect"), ("Gecoza", "Kasenga", "30 %", "in-effect")},
    ),
    "ngo supplier": (
        "The report links the fashion brand Lindvall to the dye house Shurma Textiles, one of its suppliers. Shurma's parent, "
        "Ravikot Group, also supplies Fashion chain Brenner & Holt, in which Lindvall's owner, the Ekdahl family, has a "
        "minority stake.",
        {
            ("Ekdahl family", "Brenner & Holt", "<50 %", "in-effect"),
            ("Ekdahl family", "Lindvall", None, "in-effect"),
            ("Ravikot Group", "Shurma", None, "in-effect"),
        },
    ),
    "court alleged": (
        "Prosecutors allege that Zoltan Berki secretly controlled Danube Granit Kft through a straw man, Ferenc Pal. Berki "
        "denies owning the quarry company. Danube Granit was awarded contracts by the Ministry of Transport.",
        {("Zoltan Berki", "Danube Granit Kft", None, "alleged"), ("Berki", "Danube Granit Kft", None, "denied")},
    ),
    "court freezing": (
        "The freezing order covers all shares held by Ilya Morev in Cyprus-based Terlano Holdings, which owns 42 per cent of "
        "the Zarya fertiliser plant.",
        {("Ilya Morev", "Terlano Holdings", None, "in-effect"), ("Terlano Holdings", "Zarya", "42 %", "in-effect")},
    ),
    "reuters denial": (
        "Brazilian meatpacker Fribosul denied on Tuesday that it was in talks to buy US rival Prairie Pride. Fribosul's "
        "controlling shareholder, Grupo Andrada, holds 56% of its shares.",
        {("Fribosul", "Prairie Pride", None, "denied"), ("Grupo Andrada", "Fribosul", "56 %", "in-effect")},
    ),
    "reuters jv": (
        "Steelmaker Dortal and chemicals group Ferrisol plan to set up a joint venture to produce green hydrogen in Bremen. "
        "Dortal will own 60% of the venture, to be called HyBremen, and Ferrisol the rest.",
        {("Dortal", "HyBremen", "60 %", "planned"), ("Ferrisol", "HyBremen", None, "planned")},
    ),
    "carmaker anaphora": (
        "Volgard Motors said it would cut 2,000 jobs. The carmaker, which is owned by China's Linhai Auto, has struggled with "
        "falling sales. Linhai acquired the group from Italy's Moretti SpA in 2016.",
        {("Linhai Auto", "Volgard Motors", None, "in-effect"), ("Moretti SpA", "Volgard Motors", None, "former")},
    ),
    "retail chain": (
        "Supermarket chain Fairbasket has been owned by private equity firm Cloverdale since 2020. Cloverdale, which also owns "
        "the bakery brand Crofter's, put in new management last year and hired Maddox & Co to find a buyer for the grocer.",
        {("Cloverdale", "Crofter's", None, "in-effect"), ("Cloverdale", "Fairbasket", None, "in-effect")},
    ),
    "newspaper": (
        "The Evening Courier, the daily in which tycoon Roman Halas has 40 per cent, is printed by Pressworks and distributed "
        "by Kiosk Plus. The other shareholder is the publisher Mediapol.",
        {("Mediapol", "Evening Courier", None, "in-effect"), ("Roman Halas", "Evening Courier", "40 %", "in-effect")},
    ),
    "energy": (
        "Gas network operator Fluxnor is 45 percent held by pension fund Medora, 30 percent by infrastructure investor Arcline,"
        " and the balance by local municipalities. Its regulator, EnerWatch, has warned it about leaks.",
        {("Arcline", "Fluxnor", "30 %", "in-effect"), ("Medora", "Fluxnor", "45 %", "in-effect")},
    ),
    "pharma": (
        "Generics maker Altamed sold its Polish subsidiary Farmin to Lek Baltica in 2023. Farmin's largest customer is the "
        "pharmacy chain Zdrowit, which is controlled by Lek Baltica's rival Polgen.",
        {("Altamed", "Farmin", None, "former"), ("Lek Baltica", "Farmin", None, "in-effect"), ("Polgen", "Zdrowit", None, "in-effect")},
    ),
    "property": (
        "The tower's landlord, Quayside Estates, is part of the Marlowe property empire. Its tenants include law firm Denby "
        "Crouch and insurer Solace Mutual. Marlowe Group, whose chairman Gerald Marlowe owns all of the shares, declined to "
        "comment.",
        {("Gerald Marlowe", "Marlowe Group", "100 %", "in-effect"), ("Marlowe", "Quayside Estates", None, "in-effect")},
    ),
    "chain turn": (
        "Airline caterer SkyPlate belongs to Geneva-based Gatemond, whose parent is Temasik Kitchens of Singapore. Temasik "
        "Kitchens in turn is a portfolio company of the sovereign fund Merlion Reserve.",
        {
            ("Gatemond", "SkyPlate", None, "in-effect"),
            ("Merlion Reserve", "Temasik Kitchens", None, "in-effect"),
            ("Temasik Kitchens", "Gatemond", None, "in-effect"),
        },
    ),
    "former": (
        "Once part of the Grindall empire, the tool maker Pennock is now independent and listed in Frankfurt. Grindall sold its"
        " last shares in 2018. No single investor holds more than 5 per cent.",
        {("Grindall", "Pennock", None, "former")},
    ),
    "ft lex": (
        "Shares in Brightmoor rose 8 per cent after the lift maker said it had received an approach from Kanemura, its Japanese"
        " partner. Kanemura has no stake in Brightmoor but the two companies share a factory in Wales. The Swedish holding "
        "company Lundgren Invest, with 18 per cent, is Brightmoor's biggest investor.",
        {("Kanemura", "Brightmoor", None, "denied"), ("Lundgren Invest", "Brightmoor", "18 %", "in-effect")},
    ),
    "ft family": (
        "The Osterfeld family retains control of engineering group Osterfeld Antriebe through a foundation that holds 54 per "
        "cent of the votes. Hedge fund Pike Street, its most vocal critic, owns 3.1 per cent.",
        {("Osterfeld family", "Osterfeld Antriebe", None, "in-effect"), ("Pike Street", "Osterfeld Antriebe", "3.1 %", "in-effect")},
    ),
    "ft takeover battle": (
        "US chipmaker Corvid Semiconductor has agreed to buy Anglia Photonics for $2.1bn, trumping an earlier bid from Sweden's"
        " Ljuskraft. Anglia's two largest shareholders, Merrow Asset Management and Tidewell, which together speak for 31 per "
        "cent, back the deal.",
        {
            ("Corvid Semiconductor", "Anglia Photonics", None, "agreed"),
            ("Merrow Asset Management", "Anglia", None, "in-effect"),
            ("Tidewell", "Anglia", None, "in-effect"),
        },
    ),
    "filing annual": (
        "Significant shareholders. At 31 December the Board was aware of the following interests in the share capital of "
        "Greyfriars Trust plc: Allanbank Investments 12.40%, Cromer Pension Fund 7.95%, Ogilby Nominees 4.10%.",
        {
            ("Allanbank Investments", "Greyfriars Trust plc", "12.4 %", "in-effect"),
            ("Cromer Pension Fund", "Greyfriars Trust plc", "7.95 %", "in-effect"),
            ("Ogilby Nominees", "Greyfriars Trust plc", "4.1 %", "in-effect"),
        },
    ),
    "filing control": (
        "Vestergaard Holding A/S, the ultimate controlling party of Skagen Seafood A/S, is itself controlled by Mr. Henrik "
        "Vestergaard. The Group's auditor is Bruun Revision.",
        {
            ("Henrik Vestergaard", "Vestergaard Holding A/S", None, "in-effect"),
            ("Vestergaard Holding A/S", "Skagen Seafood A/S", None, "in-effect"),
        },
    ),
    "filing disposal": (
        "Pursuant to the share purchase agreement dated 3 May 2025, the Vendor, Pacific Gourmet Limited, transferred its entire"
        " interest in Lotus Kitchen Sdn Bhd to the Purchaser, Straits Catering Berhad. Lotus Kitchen Sdn Bhd thereby ceased to "
        "be a subsidiary of Pacific Gourmet Limited.",
        {
            ("Pacific Gourmet Limited", "Lotus Kitchen Sdn Bhd", None, "former"),
            ("Straits Catering Berhad", "Lotus Kitchen Sdn Bhd", None, "in-effect"),
        },
    ),
    "local brewery": (
        "Ninety jobs are at risk at Thaxby Brewery. The brewery was taken over by drinks giant Corbellion in 2015 and its beers"
        " are sold in pubs run by Landmark Inns. Corbellion said it had no plans to sell the site.",
        {("Corbellion", "Thaxby Brewery", None, "in-effect")},
    ),
    "local quarry": (
        "Councillors approved the extension of Fell End Quarry, operated by Stonegate Aggregates, by seven votes to two. "
        "Stonegate is a subsidiary of Irish building materials group Carrigmore. The land is leased from the Duke of Arden.",
        {("Carrigmore", "Stonegate", None, "in-effect")},
    ),
    "local bus": (
        "Bus company Wayfarer has been bought out by its managers, led by chief executive Joan Priddle, from transport group "
        "Motoria. The sum was not disclosed. Wayfarer's main competitor, Redline Coaches, is owned by the council.",
        {("Motoria", "Wayfarer", None, "former")},
    ),
    "local vineyard": (
        "Chateau Merival has a new owner. The vineyard was bought for an undisclosed sum by Shanghai-based wine merchant "
        "Goldvine from the heirs of Count Armand de Merival. Its wines will still be sold by Bordeaux trader Cavelier.",
        {("Goldvine", "Chateau Merival", None, "in-effect"), ("heirs of Count Armand de Merival", "Chateau Merival", None, "former")},
    ),
    "ngo arms": (
        "The drones were made by Aerodyne Systems, a company jointly owned by the defence ministry's fund Oboron Kapital and "
        "the businessman Timur Sadikov. Components came from Swiss firm Microtec and German distributor Halbach Elektronik.",
        {("Oboron Kapital", "Aerodyne Systems", None, "in-effect"), ("Timur Sadikov", "Aerodyne Systems", None, "in-effect")},
    ),
    "ngo oil": (
        "Trader Petrovia SA supplies fuel to Camerun Energies, and lent it $40m in 2022. Petrovia has no equity in Camerun "
        "Energies, whose shareholders are the national oil company Hydrocam (60%) and local investor Jules Ndongo (40%).",
        {
            ("Hydrocam", "Camerun Energies", "60 %", "in-effect"),
            ("Jules Ndongo", "Camerun Energies", "40 %", "in-effect"),
            ("Petrovia", "Camerun Energies", None, "denied"),
        },
    ),
    "reuters talks": (
        "Italian fashion house Bellafonte is in talks to sell a minority stake to US investor Rockport Partners, two sources "
        "said. Founder Carla Bellafonte controls 100% of the group.",
        {("Carla Bellafonte", "Bellafonte", "100 %", "in-effect"), ("Rockport Partners", "Bellafonte", "<50 %", "negotiating")},
    ),
    "lender anaphora": (
        "Banco Lumiar was rescued by the state in 2014. The lender is now 75% owned by US fund Rookpeak Lane, and 25% by the "
        "resolution fund. Rookpeak Lane wants to list it in Lisbon.",
        {("Rookpeak Lane", "Banco Lumiar", "75 %", "in-effect")},
    ),
    "media control": (
        "Radio station Blik FM, the broadcaster Kanal 8 and the news site Vesti24 are all controlled by Zoran Mitic, a "
        "businessman close to the ruling party. They get most of their advertising from the state telecoms company Telsrb.",
        {
            ("Zoran Mitic", "Blik FM", None, "in-effect"),
            ("Zoran Mitic", "Kanal 8", None, "in-effect"),
            ("Zoran Mitic", "Vesti24", None, "in-effect"),
        },
    ),
    "crypto": (
        "Exchange operator Coinharbor said it had bought custody firm Safelock for an undisclosed price. Safelock was backed by"
        " Paradine and Ridge Ventures, which have exited. Its clients include Bank Helvor.",
        {
            ("Coinharbor", "Safelock", None, "in-effect"),
            ("Paradine", "Safelock", None, "former"),
            ("Ridge Ventures", "Safelock", None, "former"),
        },
    ),
    "holding held through": (
        "Wind farm Nordsee Delta is operated by Windreich. Half of it is held through a partnership by Danish pension fund "
        "ATLP, and Windreich has 50 per cent.",
        {("ATLP", "Nordsee Delta", "50 %", "in-effect"), ("Windreich", "Nordsee Delta", "50 %", "in-effect")},
    ),
    "employees": (
        "The software house Kodewerk is majority-owned by its employees, with 30% in the hands of its former parent, Siemstad. "
        "Its advisers on the buyout were Grubel Finance.",
        {("Siemstad", "Kodewerk", "30 %", "in-effect")},
    ),
    "hypothetical": (
        "If regulators approve, Maple Rail would become the owner of Prairie Line, currently held by Lone Star Freight. "
        "Analysts at Dunwood Securities said a merger with Atlantic Rail would have made more sense.",
        {("Lone Star Freight", "Prairie Line", None, "in-effect"), ("Maple Rail", "Prairie Line", None, "planned")},
    ),
    "a position that was built": (
        "Two people familiar with the matter said that Kuwaiti fund Al Murooj had built a position of just under 5% in Swiss "
        "flavourings maker Aromatica.",
        {("Al Murooj", "Aromatica", "<5 %", "in-effect")},
    ),
    "said that it owned": (
        "A spokesman said on Monday that Al Murooj owned 5% of Aromatica.",
        {("Al Murooj", "Aromatica", "5 %", "in-effect")},
    ),
    "said that it owned until": (
        "A spokesman said on Monday that Al Murooj owned 5% of Aromatica until 2020.",
        {("Al Murooj", "Aromatica", "5 %", "former")},
    ),
    "a city": (
        "Brodno Bus, with its depot in the city of Hradek, is owned by the city of Brodno.",
        {("the city of Brodno", "Brodno Bus", None, "in-effect")},
    ),
    "a short position": ("Hedge fund Blackrook has a short position in Petrel Airlines equal to 1.2 per cent of its shares.", set()),
    "wrongly stated": (
        "An earlier version of this article wrongly stated that Quill Publishing is a subsidiary of Morrow House.",
        {("Morrow House", "Quill Publishing", None, "denied")},
    ),
    "only to sell it": (
        "Solar developer Heliad acquired Wattstrom, only to sell it to pension fund Vorsorge Plus nine months later.",
        {("Heliad", "Wattstrom", None, "former")},
    ),
    "a stake transferred": (
        "Arkady Belov transferred his 49 per cent stake in Nordhaven Shipyard to his son two days before the measures took effect.",
        {("Arkady Belov", "Nordhaven Shipyard", "49 %", "former")},
    ),
    "of which another held": (
        "Private bank Corbeau & Cie, of which the Aubert family once held two thirds, is now wholly owned by Singapore's Straits Capital.",
        {("Straits Capital", "Corbeau & Cie", "100 %", "in-effect")},
    ),
    "a dame": ("Petrel Airlines is owned by Dame Anne Colville.", {("Anne Colville", "Petrel Airlines", None, "in-effect")}),
}
