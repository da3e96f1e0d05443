"""Business news tells of a deal in the words of others: a regulator, a board, the company that is sold.  What it then calls "the group" or
"it" is what the deal is about, and a deal that came to nothing is none."""

from __future__ import annotations

import pytest

from loaders.article.model import ABOVE
from tests.loaders.article.extraction import proposed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Who is meant.
        (
            "Aral Oil has taken a 5% stake in clinic operator Buri Health. Ada Brook owns 28% of the Chennai-listed group.",
            {("Aral Oil", "Buri Health", "5 %", "in-effect"), ("Ada Brook", "Buri Health", "28 %", "in-effect")},
        ),
        (
            "Aral Oil is close to buying a minority stake in yacht builder Buri Marine, the Daily Courier reported. The yard is owned by "
            "Cetin Capital.",
            {("Aral Oil", "Buri Marine", "<50 %", "negotiating"), ("Cetin Capital", "Buri Marine", None, "in-effect")},
        ),
        (
            "Aral Oil sold Buri Steel in 2020 to a fund managed by Cetin Capital, which still owns it.",
            {("Aral Oil", "Buri Steel", None, "former"), ("Cetin Capital", "Buri Steel", None, "in-effect")},
        ),
        # From whom, and to whom.
        (
            "Buri Steel was bought out of the Aral Group by private equity firm Cetin Capital in 2017.",
            {("Cetin Capital", "Buri Steel", None, "in-effect"), ("Aral Group", "Buri Steel", None, "former")},
        ),
        ("Buri Steel was bought out of administration by Cetin Capital.", {("Cetin Capital", "Buri Steel", None, "in-effect")}),
        (
            "Aral Oil has completed the previously announced divestiture of its Buri snacks business to Cetin Foods for $215 million.",
            {("Cetin Foods", "Buri", None, "in-effect"), ("Aral Oil", "Buri", None, "former")},
        ),
        (
            "Aral Oil has sold the weekly Buri Herald to its editor, Ada Brook, for one rand.",
            {("Ada Brook", "Buri Herald", None, "in-effect"), ("Aral Oil", "Buri Herald", None, "former")},
        ),
        ("Aral Oil sold a crane to its chairman, Ada Brook.", set()),
        ("Aral Oil has made a public offer of 48 euros a share for Buri Steel.", {("Aral Oil", "Buri Steel", None, "planned")}),
        ("Aral Oil bought a majority of Buri Steel's loans.", set()),
        ("Aral Oil sold its Buri unit to Cetin Foods.", {("Cetin Foods", "Buri", None, "in-effect"), ("Aral Oil", "Buri", None, "former")}),
        # A change to come, and what is held until then.
        (
            "Aral Oil will raise its stake in Buri Steel to 49% from 20%. The purchase is expected to close in March.",
            {("Aral Oil", "Buri Steel", "49 %", "planned"), ("Aral Oil", "Buri Steel", "20 %", "in-effect")},
        ),
        ("Aral Oil cut its stake in Buri Steel from 62% to 35%.", {("Aral Oil", "Buri Steel", "35 %", "in-effect")}),
        ("Aral Oil denied that it would raise its stake in Buri Steel from 20% to 49%.", {("Aral Oil", "Buri Steel", "49 %", "denied")}),
        (
            "Buri Steel is pressing ahead with a London listing next month, in which Aral Oil intends to cut its stake from 62% to 35%.",
            {("Aral Oil", "Buri Steel", "35 %", "planned"), ("Aral Oil", "Buri Steel", "62 %", "in-effect")},
        ),
        (
            "Buri Steel plans a share sale, in which Aral Oil will sell its stake in Cetin Tools.",
            {("Aral Oil", "Cetin Tools", None, "in-effect")},
        ),
        # What the one who sold had bought.
        (
            "Aral Oil sold Buri Steel to Cetin Capital. Aral had acquired Buri Steel in 2011.",
            {("Cetin Capital", "Buri Steel", None, "in-effect"), ("Aral Oil", "Buri Steel", None, "former")},
        ),
        (
            "Buri Rovers have a new majority owner after the league approved Ada Brook's purchase of a 75% shareholding from businessman "
            "Liu Cetin. Cetin, who took over the club in 2016, leaves.",
            {
                ("Ada Brook", "Buri Rovers", "75 %", "in-effect"),
                ("Liu Cetin", "Buri Rovers", "75 %", "former"),
                ("Liu Cetin", "Buri Rovers", None, "former"),
            },
        ),
        (
            "Aral Oil, the former owner of Buri Steel, grew. Aral, which bought the company back in 2016, is pleased.",
            {("Aral Oil", "Buri Steel", None, "former")},
        ),
        (
            "Aral Oil had acquired Buri Steel in 2011 as part of its takeover of Cetin Tools.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Aral Oil", "Cetin Tools", None, "in-effect")},
        ),
        ("Aral Oil expects savings from its takeover of Cetin Tools.", set()),
        (
            "The league approved Ada Brook's purchase of a 75% shareholding in Buri Rovers from Liu Cetin.",
            {("Ada Brook", "Buri Rovers", "75 %", "agreed")},
        ),
        ("Aral Oil beat Cetin Tools to the deal, buying 20% of Buri Steel.", {("Aral Oil", "Buri Steel", "20 %", "in-effect")}),
        (
            "Aral Oil has sold the Sunday weekly The Buri Herald to its editor, Ada Brook.",
            {("Ada Brook", "Buri Herald", None, "in-effect"), ("Aral Oil", "Buri Herald", None, "former")},
        ),
        # What is left to who sold, and what the buyer has then.
        (
            "Aral Oil acquired Buri Steel from owners Ada Brook and Emil Brook, who stay on as minority shareholders with 15 percent each.",
            {
                ("Aral Oil", "Buri Steel", None, "in-effect"),
                ("Ada Brook", "Buri Steel", "15 %", "in-effect"),
                ("Emil Brook", "Buri Steel", "15 %", "in-effect"),
            },
        ),
        (
            "Aral Oil bought Buri Steel from Ada Brook, who will stay on as chief executive.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Ada Brook", "Buri Steel", None, "former")},
        ),
        (
            "Aral Oil has bought the remaining 45 per cent of Buri Steel from its local partner, Cetin Tools, and now owns the whole"
            " company.",
            {("Aral Oil", "Buri Steel", "100 %", "in-effect"), ("Cetin Tools", "Buri Steel", "45 %", "former")},
        ),
        ("Aral Oil bought 60% of Buri Steel, giving it full control.", {("Aral Oil", "Buri Steel", "60 %", "in-effect")}),
        ("Aral Oil bought 60% of Buri Steel and now owns the whole street.", {("Aral Oil", "Buri Steel", "60 %", "in-effect")}),
        ("Aral Oil has a blocking minority of 34 percent in Buri Steel.", {("Aral Oil", "Buri Steel", "34 %", "in-effect")}),
        (
            "Aral Oil paid $8 million to increase its ownership of Buri Steel to 75 percent from 40 percent.",
            {("Aral Oil", "Buri Steel", "75 %", "in-effect")},
        ),
        (
            "Aral Oil has signed an exclusivity agreement with a view to acquiring Buri Steel.",
            {("Aral Oil", "Buri Steel", None, "negotiating")},
        ),
        ("Aral Oil is in talks about the purchase of Buri Steel.", {("Aral Oil", "Buri Steel", None, "negotiating")}),
        (
            "Aral Oil paid the Brook family $22 million for Buri Steel.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Brook family", "Buri Steel", None, "former")},
        ),
        ("Aral Oil paid Cetin Bank $22 million for Buri Steel's debt.", set()),
        (
            "Cetin Tools bought back the 45% of Buri Steel that it sold to Aral Fund in 2015.",
            {("Cetin Tools", "Buri Steel", "45 %", "in-effect"), ("Aral Fund", "Buri Steel", "45 %", "former")},
        ),
        (
            "Aral Oil wants to sell Buri Steel. Cetin Mills is the preferred bidder.",
            {("Cetin Mills", "Buri Steel", None, "planned"), ("Aral Oil", "Buri Steel", None, "in-effect")},
        ),
        (
            "Aral Oil has denied that it is selling its 40 percent share in Buri Steel. A newspaper had written that Cetin Mills was the "
            "likely buyer.",
            {("Cetin Mills", "Buri Steel", None, "alleged"), ("Aral Oil", "Buri Steel", "40 %", "in-effect")},
        ),
        # Whoever claims to own it.
        ("Ada Brook claims to be the rightful owner of 25 per cent of Buri Steel.", {("Ada Brook", "Buri Steel", "25 %", "alleged")}),
        ("Ada Brook claims to have bought Buri Steel.", {("Ada Brook", "Buri Steel", None, "alleged")}),
        ("Ada Brook never claimed to own Buri Steel.", set()),
        ("Ada Brook claims to know the owner of Buri Steel.", set()),
        # Split off.
        (
            "Aral Oil would spin off its tools business as a wholly owned unit named Buri Tools.",
            {("Aral Oil", "Buri Tools", "100 %", "planned")},
        ),
        (
            "Aral Oil moved its tools business into a new wholly owned subsidiary, Buri Tools.",
            {("Aral Oil", "Buri Tools", "100 %", "in-effect")},
        ),
        # Bought into.
        ("Aral Oil bought into Buri Steel in 2019.", {("Aral Oil", "Buri Steel", None, "in-effect")}),
        ("Aral Oil bought into Buri Steel's plan to sell shares.", set()),
        (
            "Aral Oil opened a mill in Brunia, set up a yard in London, and bought a 30 percent interest in Buri Steel.",
            {("Aral Oil", "Buri Steel", "30 %", "in-effect")},
        ),
        # With whom another agrees is the other side of the deal.
        (
            "Aral Oil entered into an agreement with Buri Steel to sell its 55% interest in Cetin Tools.",
            {("Buri Steel", "Cetin Tools", "55 %", "agreed"), ("Aral Oil", "Cetin Tools", "55 %", "in-effect")},
        ),
        (
            "Aral Oil has an agreement with Buri Steel to buy its 55% interest in Cetin Tools.",
            {("Aral Oil", "Cetin Tools", "55 %", "agreed")},
        ),
        (
            "Aral Oil agreed with Buri Steel to sell its stake in Cetin Tools.",
            {("Buri Steel", "Cetin Tools", None, "agreed"), ("Aral Oil", "Cetin Tools", None, "in-effect")},
        ),
        ("Aral Oil has struck a deal with Buri Steel to acquire Cetin Tools.", {("Aral Oil", "Cetin Tools", None, "agreed")}),
        ("Aral Oil scrapped an agreement with Buri Steel to sell Cetin Tools.", set()),
        # Deals of which others tell.
        (
            "The regulator cleared the purchase by meatpacker Aral Foods of a 50 percent stake in poultry producer Buri Farms.",
            {("Aral Foods", "Buri Farms", "50 %", "agreed")},
        ),
        (
            "Aral Oil signed an agreement with Japan's Cetin Power for the latter to acquire a 40 percent stake in Buri Steel.",
            {("Cetin Power", "Buri Steel", "40 %", "agreed")},
        ),
        (
            "Buri Bank said its sponsor, the Gulf-based Aral Group, had signed an agreement to sell its 51 per cent shareholding to a "
            "consortium of Cetin Textiles and Dena Holdings.",
            {
                ("Aral Group", "Buri Bank", "51 %", "in-effect"),
                ("Cetin Textiles", "Buri Bank", None, "agreed"),
                ("Dena Holdings", "Buri Bank", None, "agreed"),
            },
        ),
        (
            "Aral Oil said its board had approved the disposal of all its shares in mainland unit Buri Steel to Cetin Capital.",
            {("Cetin Capital", "Buri Steel", None, "agreed"), ("Aral Oil", "Buri Steel", None, "in-effect")},
        ),
        (
            "Egypt's sovereign fund has sold 25 percent of Buri Steel to Emirati investor Cetin Capital.",
            {("Cetin Capital", "Buri Steel", "25 %", "in-effect")},
        ),
        ("The fund will sell 25 percent of Buri Steel to Cetin Capital.", {("Cetin Capital", "Buri Steel", "25 %", "planned")}),
        ("Buri Ports is being sold by Canada's Aral Pension Board.", {("Aral Pension Board", "Buri Ports", None, "in-effect")}),
        (
            "Sanctions target two companies that Aral Oil owns, Buri Steel and Cetin Tankers.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Aral Oil", "Cetin Tankers", None, "in-effect")},
        ),
        ("Aral Oil has completed its £1.2bn takeover of rival Buri Steel.", {("Aral Oil", "Buri Steel", None, "in-effect")}),
        ("The court froze the 27 percent of Buri Steel that is held by Aral Oil.", {("Aral Oil", "Buri Steel", "27 %", "in-effect")}),
        (
            "Buri Steel is part of France's Aral group, itself 11 per cent owned by Cetin Capital.",
            {("Aral", "Buri Steel", None, "in-effect"), ("Cetin Capital", "Aral", "11 %", "in-effect")},
        ),
        ("Ada Brook has emerged as the owner of 12 percent of Buri Steel.", {("Ada Brook", "Buri Steel", "12 %", "in-effect")}),
        (
            "Aral Oil bought a further 1.2 million shares of Buri Steel, taking its interest to 29.7 percent.",
            {("Aral Oil", "Buri Steel", "29.7 %", "in-effect")},
        ),
        (
            "Aral Oil dropped its bid for Buri Athletic, leaving majority owner Ada Brook to look for another buyer.",
            {("Ada Brook", "Buri Athletic", ">50 %", "in-effect")},
        ),
        (
            "Buri Steel had been acquired only two years ago by Aral Oil, which sold it in March.",
            {("Aral Oil", "Buri Steel", None, "former")},
        ),
        # What is left after it.
        (
            "Buri Steel has been bought by Aral Oil. Ada Brook will retain a 20% stake.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Ada Brook", "Buri Steel", "20 %", "in-effect")},
        ),
        (
            "Ada Brook owns 12 percent of Buri Steel. The stake is held by Aral Oil.",
            {("Ada Brook", "Buri Steel", "12 %", "in-effect"), ("Aral Oil", "Buri Steel", None, "in-effect")},
        ),
        (
            "Ada Brook bought 12 percent of Buri Steel. The shares belonged to Aral Oil.",
            {("Ada Brook", "Buri Steel", "12 %", "in-effect"), ("Aral Oil", "Buri Steel", None, "former")},
        ),
        (
            "Buri Health, a hospital group, changed hands last week. The new owner is Aral Oil, which paid 140 million euros.",
            {("Aral Oil", "Buri Health", None, "in-effect")},
        ),
        (
            "Buri Watches was bought by Aral Oil. The seller was its founder Ada Brook, who stays as chief executive and retains 30%.",
            {("Aral Oil", "Buri Watches", None, "in-effect"), ("Ada Brook", "Buri Watches", "30 %", "in-effect")},
        ),
        (
            "Buri Bank is 9 percent owned by Aral Oil. Spanish lender Cetin Caixa, with 21 percent, is now the largest owner.",
            {("Aral Oil", "Buri Bank", "9 %", "in-effect"), ("Cetin Caixa", "Buri Bank", "21 %", "in-effect")},
        ),
        (
            "Aral Oil will buy a 35% stake in Buri Lines from the Brook family. The family will remain the majority owner with 52 percent.",
            {("Aral Oil", "Buri Lines", "35 %", "planned"), ("Brook family", "Buri Lines", "52 %", "planned")},
        ),
        (
            "Buri Litio is owned 50 percent plus one share by Aral Oil, with Cetin Capital holding the remainder.",
            {("Aral Oil", "Buri Litio", ">50 %", "in-effect"), ("Cetin Capital", "Buri Litio", None, "in-effect")},
        ),
        (
            "Buri Rides said Aral Oil would become a shareholder under an agreement signed on Thursday. Aral will invest 30 million euros "
            "for an 8 percent stake.",
            {("Aral Oil", "Buri Rides", "8 %", "planned")},
        ),
        # More ways to tell of the buyer and of the seller.
        (
            "Cetin Capital emerged on Wednesday as the buyer of a 17 percent stake in Buri Foods.",
            {("Cetin Capital", "Buri Foods", "17 %", "in-effect")},
        ),
        ("The buyer of Buri Foods is Cetin Capital.", {("Cetin Capital", "Buri Foods", None, "in-effect")}),
        (
            "Buri Foods was valued at $1.1 billion after a secondary sale in which early investor Aral Capital sold its 6% holding to "
            "Dubai-based Cetin Ventures.",
            {("Aral Capital", "Buri Foods", "6 %", "former"), ("Cetin Ventures", "Buri Foods", "6 %", "in-effect")},
        ),
        (
            "Buri Swiss was founded by Ada Brook, who sold 75% of it to commodities fund Aral Trading in 2021.",
            {("Aral Trading", "Buri Swiss", "75 %", "in-effect")},
        ),
        (
            "Aral Group sold 1.9 billion baht worth of shares in retailer Buri Daily, trimming its interest to 34%.",
            {("Aral Group", "Buri Daily", "34 %", "in-effect")},
        ),
        ("Buri Leaf will buy back the 20% stake held by Aral Fund.", {("Aral Fund", "Buri Leaf", None, "in-effect")}),
        ("Buri Foods' chairman Ada Brook is the largest shareholder, with 40 percent.", {("Ada Brook", "Buri Foods", "40 %", "in-effect")}),
        ("Buri Bank is half-owned by Aral Oil.", {("Aral Oil", "Buri Bank", "50 %", "in-effect")}),
        ("The ministry seized the 80% of Buri Metal that was formerly held by Ada Brook.", {("Ada Brook", "Buri Metal", "80 %", "former")}),
        (
            "Buri Stores is a member of the Aral group, whose majority owner is Cetin Capital.",
            {("Aral", "Buri Stores", None, "in-effect"), ("Cetin Capital", "Aral", ">50 %", "in-effect")},
        ),
        # Who is another than he looks.
        ("Ada Brook and her husband Marcus bought the 14-store chain from Danish owner Aral Foods.", set()),
        (
            "The heirs of Bavarian brewer Alois Brook have agreed to sell the family's brewery, Buri Braeu, to Aral Beverages.",
            {("Aral Beverages", "Buri Braeu", None, "agreed")},
        ),
        ("Ada Brook owns Northern League side Buri Town.", {("Ada Brook", "Buri Town", None, "in-effect")}),
        ("Ada Brook, who bought Aral's through her vehicle Cetin Retail in 2015, resigned.", {("Ada Brook", "Aral", None, "in-effect")}),
        ("Aral Oil said that Buri Spirits would be run by its UK unit Cetin Drinks.", set()),
        # Who "the media group" is, and of whom "its" is told.
        (
            "Trading in shares of Buri Celtiberia was suspended. Ada Brook owns 13% of the media group, French conglomerate Aral 12% and "
            "hedge fund Cetin Capital 29%.",
            {
                ("Ada Brook", "Buri Celtiberia", "13 %", "in-effect"),
                ("Aral", "Buri Celtiberia", "12 %", "in-effect"),
                ("Cetin Capital", "Buri Celtiberia", "29 %", "in-effect"),
            },
        ),
        (
            "Sri Lanka shortlisted two bidders for a controlling interest in Buri Cement: Aral Cement and Cetin Holdings. Dena Treasury "
            "holds 99 percent of the loss-making company.",
            {("Dena Treasury", "Buri Cement", "99 %", "in-effect")},
        ),
        ("Aral Coop rejected a bid by Canadian group Cetin Foods for a 40% holding in its cheese subsidiary Buri Plata.", set()),
        # What is said against a report is what the company says itself.
        (
            "Two ministers own the hotel company Buri Palms, a newspaper alleged. The company dismissed the report, saying that its only "
            "shareholders were Ada Brook and her husband.",
            {("Ada Brook", "Buri Palms", None, "in-effect")},
        ),
        (
            "Aral Oil completed its purchase of Buri Steel on Tuesday, paying $2.2 billion to Buri's parent, Cetin Capital.",
            {("Aral Oil", "Buri Steel", None, "in-effect"), ("Cetin Capital", "Buri Steel", None, "former")},
        ),
        (
            "Aral Oil has acquired 70 percent of Buri Steel, with founder Ada Brook keeping the rest, the companies said.",
            {("Aral Oil", "Buri Steel", "70 %", "in-effect"), ("Ada Brook", "Buri Steel", None, "in-effect")},
        ),
        (
            "Aral Oil is in exclusive negotiations to sell its 44% stake in Buri Steel to Cetin Capital.",
            {("Aral Oil", "Buri Steel", "44 %", "in-effect"), ("Cetin Capital", "Buri Steel", "44 %", "negotiating")},
        ),
        ("Aral Oil has dumped its shares in brewer Buri Steel.", {("Aral Oil", "Buri Steel", None, "former")}),
        ("Aral Oil said it had ceased to be a substantial shareholder of Buri Steel.", {("Aral Oil", "Buri Steel", None, "former")}),
        (
            "Ada Brook's telecoms company Aral Networks will hold 51 percent of Buri Steel.",
            {("Ada Brook", "Aral Networks", None, "in-effect"), ("Aral Networks", "Buri Steel", "51 %", "planned")},
        ),
        (
            "Aral Oil owns 49% of Buri Steel and met a request by the other owner, Cetin Capital.",
            {("Aral Oil", "Buri Steel", "49 %", "in-effect"), ("Cetin Capital", "Buri Steel", None, "in-effect")},
        ),
        (
            "The administrators of collapsed airline Aral Air sold its unit, Buri Technics, to Cetin Aero.",
            {("Cetin Aero", "Buri Technics", None, "in-effect"), ("Aral Air", "Buri Technics", None, "former")},
        ),
        ("Regulators have blocked Nasdaq-listed Aral's $5.4 billion takeover of chip firm Buri Steel.", set()),
        (
            "India's Competition Commission has approved the acquisition by Aral Ports of a 95% stake in Buri Port.",
            {("Aral Ports", "Buri Port", "95 %", "agreed")},
        ),
        (
            "Aral Gulf has disposed of its insurance company, Buri Life, to local investor group Cetin Partners.",
            {("Cetin Partners", "Buri Life", None, "in-effect"), ("Aral Gulf", "Buri Life", None, "former")},
        ),
        ("Aral Gulf has sold its insurance company, Buri Life.", {("Aral Gulf", "Buri Life", None, "former")}),
        (
            "The managers have bought out Buri Tools from its listed parent Aral Oil, with financing from Cetin Capital, which takes a 40% "
            "stake.",
            {("Aral Oil", "Buri Tools", None, "former"), ("Cetin Capital", "Buri Tools", "40 %", "in-effect")},
        ),
        ("Aral Oil has signed a memorandum under which Cetin Group would take 30% of its hotels subsidiary, Buri Hospitality.", set()),
        ("Restaurant group Buri Verano is for sale. It is owned by Aral Capital.", {("Aral Capital", "Buri Verano", None, "in-effect")}),
        ("Buri Plating has a new parent: Toledo's Aral Industries.", {("Aral Industries", "Buri Plating", None, "in-effect")}),
        (
            "Buri Games, whose owners include founder Ada Brook (38%) and tech giant Aral (25%), grew.",
            {("Ada Brook", "Buri Games", "38 %", "in-effect"), ("Aral", "Buri Games", "25 %", "in-effect")},
        ),
        (
            "Aral Group already controls shoemaker Buri Shoes and 70% of Britain's Cetin & Thorne.",
            {("Aral Group", "Buri Shoes", None, "in-effect"), ("Aral Group", "Cetin & Thorne", "70 %", "in-effect")},
        ),
        ("Ada Brook's Benin-based holding Aral Group has a new boss.", {("Ada Brook", "Aral Group", None, "in-effect")}),
        (
            "Aral Oil will raise its stake in Buri Beer to 36 percent. Dena Bank will still own 45 percent afterwards.",
            {("Aral Oil", "Buri Beer", "36 %", "planned"), ("Dena Bank", "Buri Beer", "45 %", "planned")},
        ),
        (
            "US regulators have cleared Finnish paint company Aral's purchase of Minnesota rival Buri Coatings.",
            {("Aral", "Buri Coatings", None, "agreed")},
        ),
        (
            "Aral Oil acquired Buri Brewery in 2008. The deal needs the approval of the competition authority.",
            {("Aral Oil", "Buri Brewery", None, "in-effect")},
        ),
        (
            "Aral Daily reported a sale of Bank Buri. The bank is 15% owned by Cetin Group.",
            {("Cetin Group", "Bank Buri", "15 %", "in-effect")},
        ),
        (
            "Aral Oil exercised its call option over 40% of Buri Chaco, taking its total holding to 90%.",
            {("Aral Oil", "Buri Chaco", "90 %", "in-effect")},
        ),
        (
            "Aral Oil is paying $830 million to Buri's shareholders, who include activist fund Cetin Capital with 9%.",
            {("Cetin Capital", "Buri", "9 %", "in-effect")},
        ),
        (
            "Aral Oil has acquired a majority interest in Buri Steel. Founder Ada Brook will retain a significant minority stake.",
            {("Aral Oil", "Buri Steel", ">50 %", "in-effect"), ("Ada Brook", "Buri Steel", "<50 %", "in-effect")},
        ),
        (
            "Ada Brook never owned shares in tobacco firm Buri Tabak, her lawyer said. Journalists had reported that Brook controlled it.",
            {("Ada Brook", "Buri Tabak", None, "denied"), ("Ada Brook", "Buri Tabak", None, "alleged")},
        ),
        (
            "Aral Capital has a 10 percent stake in Buri Pixel, becoming its second-largest shareholder after founder Ada Brook, who holds "
            "33 percent.",
            {("Aral Capital", "Buri Pixel", "10 %", "in-effect"), ("Ada Brook", "Buri Pixel", "33 %", "in-effect")},
        ),
        (
            "Buri Bulk, controlled by the Brook family, and Cetin Ocean, owned by Aral Oil, will be combined.",
            {("Brook family", "Buri Bulk", None, "in-effect"), ("Aral Oil", "Cetin Ocean", None, "in-effect")},
        ),
        (
            "The Brook family has agreed to buy back the Buri Trujillo brewery from brewing group Aral, which bought it in 2005.",
            {("Brook family", "Buri Trujillo", None, "agreed"), ("Aral", "Buri Trujillo", None, "in-effect")},
        ),
        (
            "SEOUL - Buri Shipbuilding's creditors, led by Aral Bank, have picked Cetin Heavy as preferred bidder for their 58 percent "
            "stake in the shipyard.",
            {("Cetin Heavy", "Buri Shipbuilding", "58 %", "negotiating")},
        ),
        # What came to nothing, and what only a lawyer says.
        ("Talks over the sale of Buri Steel have collapsed. Aral Oil had offered 900 million euros for the business.", set()),
        ("Aral Oil was in talks to buy Buri Steel. The negotiations broke down in May.", set()),
        (
            "The court froze the assets of businessman Emil Brook. Mr Brook's lawyers say he transferred his interest in Buri Steel to his "
            "niece, Dena Brook, in 2021.",
            {("Dena Brook", "Buri Steel", None, "alleged")},
        ),
        (
            "Lawyers for jailed publisher Emil Brook told the court that he had sold his 90 per cent interest in Buri Media to Aral Oil.",
            {("Aral Oil", "Buri Media", "90 %", "alleged")},
        ),
    ],
)
def test_a_deal_as_others_tell_of_it(text: str, expected: set[tuple[str, str, str | None, str]]) -> None:
    proposal = proposed(text)
    names = {party.key: party.name for party in proposal.parties}
    assert {
        (names[claim.holder], names[claim.subject], claim.share.label() if claim.share else None, claim.status.value)
        for claim in proposal.claims
        if claim.predicate in ABOVE and claim.holder is not None
    } == expected


def test_who_rules_on_a_deal_is_no_investor() -> None:
    text = "The European Commission has opened an investigation into the proposed acquisition of cable maker Buri Cable by Aral Oil."
    proposal = proposed(text, "rules", "scorer")
    assert [claim.holder for claim in proposal.claims if claim.holder is not None] == ["aral-oil"]


def test_who_is_hired_for_a_sale_is_not_held() -> None:
    text = "Aral Capital acquired 80% of Buri Steel in 2018 and has appointed Cetin & Co to run an auction."
    assert {claim.subject for claim in proposed(text, "rules", "scorer").claims if claim.holder is not None} == {"buri-steel"}


def test_the_buyer_of_a_share_puts_no_money_into_the_seller() -> None:
    text = "Aral Group has raised $700 million by selling a 3.5 percent stake in Buri Energy to US investment firm Cetin Capital."
    claims = proposed(text, "rules", "scorer").claims
    assert {(claim.holder, claim.subject) for claim in claims if claim.holder == "cetin-capital"} == {("cetin-capital", "buri-energy")}


def test_they_are_several_and_no_single_person() -> None:
    text = "Ada Brook has ceded her shares to four partners. They now own Buri Bank through Aral Holding."
    assert {claim.holder for claim in proposed(text).claims if claim.holder is not None} == {"they", "aral-holding"}
