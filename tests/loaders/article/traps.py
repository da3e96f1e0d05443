"""Sentences that would be easy to read as the contrary of what they say, with invented parties, a kind of sentence each.

Beside each what is told of who is above whom: ``holder > held share: status``.  What stands here is all that may be read.
"""

from __future__ import annotations

from typing import Final

Lines = tuple[tuple[str, str], ...]

TRAPS: Final[dict[str, Lines]] = {
    "roles that are over or to come": (
        ("Buri Steel's former owner, Aral Oil, declined to comment.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel and its erstwhile majority owner, Aral Oil, met in court.", "Aral Oil > Buri Steel >50 %: former"),
        ("Buri Steel said its one-time parent Aral Oil had paid.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel's past owner Aral Oil was fined.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel and its would-be owner, Aral Oil, met on Monday.", "Aral Oil > Buri Steel: planned"),
        ("Buri Steel said its likely next owner, Aral Oil, would invest.", "Aral Oil > Buri Steel: planned"),
        ("The future owner of Buri Steel, Aral Oil, will pay cash.", "Aral Oil > Buri Steel: planned"),
        ("Buri Steel was sued by its previous shareholder, Aral Oil.", "Aral Oil > Buri Steel: former"),
        ("The late owner of Buri Steel, Ada Brook, left no will.", "Ada Brook > Buri Steel: former"),
        ("Aral Oil, the then controlling shareholder of Buri Steel, objected.", "Aral Oil > Buri Steel >50 %: former"),
    ),
    "had been ... since": (
        ("Ada Brook had been the beneficial owner of Buri Steel since 2009, the register showed.", "Ada Brook > Buri Steel: in-effect"),
        ("Aral Oil had been the owner of Buri Steel since 2009, the court heard.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel had been owned by Aral Oil since 1999.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel had been a subsidiary of Aral Oil since 1999.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil had owned Buri Steel since 2001.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil had held 30 percent of Buri Steel since 2001.", "Aral Oil > Buri Steel 30 %: in-effect"),
        ("Aral Oil had held 30 percent of Buri Steel since 2001 but sold it in 2010.", "Aral Oil > Buri Steel 30 %: former"),
        (
            "Aral Oil had been the owner of Buri Steel since 2009 when it sold it to Cetin Capital in 2020.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel had been owned by Aral Oil since 1999 until it was sold to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel was owned by Aral Oil from 1999.", "Aral Oil > Buri Steel: former"),
    ),
    "remain subsidiaries, order": (
        (
            "Buri Steel and Cetin Cement remain subsidiaries of Aral Oil.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect",
        ),
        (
            "Until the merger takes effect, Buri Steel and Cetin Cement remain subsidiaries of Aral Oil plc.",
            "Aral Oil plc > Buri Steel: in-effect; Aral Oil plc > Cetin Cement: in-effect",
        ),
        ("Buri Steel and Cetin Cement are units of Aral Oil.", "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect"),
        (
            "Both Buri Steel and Cetin Cement became part of Aral Oil.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect",
        ),
        (
            "Buri Steel, Cetin Cement and Dorn Glass are affiliates of Aral Oil.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect; Aral Oil > Dorn Glass: in-effect",
        ),
        ("Buri Steel and Cetin Cement are owned by Aral Oil.", "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect"),
        ("Buri Steel as well as Cetin Cement belong to Aral Oil.", "Aral Oil > Cetin Cement: in-effect"),
    ),
    "once half owned": (
        (
            "Buri Steel, once half owned by Aral Oil, is now fully in the hands of Cetin Capital.",
            "Aral Oil > Buri Steel 50 %: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel, once majority-owned by Aral Oil, is now controlled by Cetin Capital.",
            "Aral Oil > Buri Steel >50 %: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel, formerly wholly owned by Aral Oil, now belongs to Ada Brook.",
            "Ada Brook > Buri Steel: in-effect; Aral Oil > Buri Steel 100 %: former",
        ),
        (
            "Buri Steel, previously 40 percent owned by Aral Oil, is now wholly owned by Ada Brook.",
            "Ada Brook > Buri Steel 100 %: in-effect; Aral Oil > Buri Steel 40 %: former",
        ),
        (
            "Once part of Aral Oil, Buri Steel is now a unit of Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel, which was once a third owned by Aral Oil, belongs to Cetin Capital today.",
            "Aral Oil > Buri Steel 1/3: former; Cetin Capital > Buri Steel: in-effect",
        ),
    ),
    "until then, and today": (
        (
            "Buri Steel was until 2018 80 % owned by Aral Oil, today it is Cetin Capital that has those shares.",
            "Aral Oil > Buri Steel: former",
        ),
        ("Buri Steel was until 2018 owned by Aral Oil and today belongs to Cetin Capital.", "Aral Oil > Buri Steel: former"),
        (
            "Until 2018 Buri Steel was half owned by Aral Oil; it is now Cetin Capital that controls it.",
            "Aral Oil > Buri Steel 50 %: former",
        ),
        ("Buri Steel used to be owned by Aral Oil but Cetin Capital has since taken it over.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel used to be part of Aral Oil, which sold it to its managers.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel used to belong to Aral Oil.", ""),
    ),
    "not A but B": (
        ("Buri Steel, a subsidiary not of Aral Oil but of Cetin Capital, opened a plant.", "Cetin Capital > Buri Steel: in-effect"),
        (
            "Buri Steel, a subsidiary not of Aral Oil, as widely assumed, but of Cetin Capital, opened a plant.",
            "Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel is owned not by Aral Oil but by Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is part not of Aral Oil but of Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel belongs not to Aral Oil but to Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Not Aral Oil but Cetin Capital owns Buri Steel.", "Cetin Capital > Buri Steel: in-effect"),
        ("It is not Aral Oil but Cetin Capital that owns Buri Steel.", "Cetin Capital > Buri Steel: in-effect"),
        ("It is Cetin Capital, not Aral Oil, that owns Buri Steel.", "Cetin Capital > Buri Steel: in-effect"),
        ("Cetin Capital, and not Aral Oil, owns Buri Steel.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is controlled by Cetin Capital, not Aral Oil.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is controlled by Cetin Capital and not by Aral Oil.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel's owner is not Aral Oil but Cetin Capital.", ""),
        ("The owner of Buri Steel is Cetin Capital, not Aral Oil.", "Cetin Capital > Buri Steel: in-effect"),
        ("Aral Oil bought not Buri Steel but Cetin Capital.", ""),
        ("Aral Oil owns Cetin Capital, not Buri Steel.", "Aral Oil > Cetin Capital: in-effect"),
        ("Aral Oil owns Cetin Capital but not Buri Steel.", "Aral Oil > Cetin Capital: in-effect"),
        ("Aral Oil owns Cetin Capital, though not Buri Steel.", "Aral Oil > Cetin Capital: in-effect"),
        ("Aral Oil sold Cetin Capital but not Buri Steel to Dorn Glass.", "Aral Oil > Cetin Capital: former"),
    ),
    "by or to its owner": (
        ("Buri Steel was pledged to Cetin Bank by its shareholder, Ada Brook.", "Ada Brook > Buri Steel: in-effect"),
        (
            "Buri Steel was sold to Cetin Capital by its owner, Ada Brook.",
            "Ada Brook > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel was leased to Cetin Cement by its parent, Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("The stake in Buri Steel that Cetin Bank seized was returned to its owner, Ada Brook.", ""),
        ("The yard that Cetin Bank seized was returned to its owner, Aral Oil.", ""),
        ("Buri Steel was offered to Cetin Capital by its majority owner, Aral Oil.", "Aral Oil > Buri Steel >50 %: in-effect"),
    ),
    "it, behind nor": (
        ("The minister said the state would not give up its 51 percent of Aral Air, nor would it buy the 49 percent of Buri Steel.", ""),
        ("The city will keep Aral Air and will not sell it, nor will it buy Buri Steel.", ""),
        ("The government owns 51 percent of Aral Air and does not own Buri Steel, nor does it hold shares in Dorn Glass.", ""),
    ),
    "bought out a partner": (
        ("Ada Brook bought out her last partner, Carl Dorn, in March.", ""),
        ("Ada Brook owns Buri Steel. She bought out her last partner, Carl Dorn, in March.", "Ada Brook > Buri Steel: in-effect"),
        ("Aral Oil bought out its joint venture partner, Cetin Capital.", ""),
        ("Aral Oil bought out its co-owner, Cetin Capital, in 2019.", ""),
        ("Aral Oil bought out the minority shareholders, among them Cetin Capital.", ""),
    ),
    "a company that is somebody else's": (
        (
            "Buri Steel was sold by Aral Oil in 2014 to Carl Dorn's Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel was sold to Carl Dorn's Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Aral Oil sold Buri Steel to Carl Dorn's Cetin Capital.", "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect"),
        (
            "Buri Steel passed from Aral Oil to Carl Dorn's Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel is in the hands of Carl Dorn's Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel belongs to Carl Dorn's Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is owned by Carl Dorn's Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is a subsidiary of Carl Dorn's Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Aral Oil bought Carl Dorn's Cetin Capital.", "Aral Oil > Cetin Capital: in-effect"),
        ("The buyer of Buri Steel is Carl Dorn's Cetin Capital.", ""),
    ),
    "what will cease": (
        ("Buri Steel will cease to be a subsidiary of Aral Oil once the court agrees.", ""),
        ("Buri Steel will no longer be a subsidiary of Aral Oil.", ""),
        ("Aral Oil will cease to own Buri Steel next year.", ""),
        ("Aral Oil will cease to be the owner of Buri Steel in May.", ""),
        ("Buri Steel is to leave Aral Oil, its owner since 1990.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel ceased to be a subsidiary of Aral Oil in May.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil would cease to be a shareholder of Buri Steel under the plan.", ""),
    ),
    "said by the way": (
        ("Buri Steel rejected an approach from Aral Oil, which owns 9 percent of it.", "Aral Oil > Buri Steel 9 %: in-effect"),
        ("Buri Steel denied that Aral Oil, which owns 30 percent of it, had complained.", "Aral Oil > Buri Steel 30 %: in-effect"),
        ("Buri Steel dismissed an offer by Aral Oil, which holds a third of its shares.", "Aral Oil > Buri Steel 1/3: in-effect"),
        ("Cetin Capital refused to sell to Aral Oil, which owns 40 percent of Buri Steel.", "Aral Oil > Buri Steel 40 %: in-effect"),
        ("If Aral Oil, which owns 40 percent of Buri Steel, bids, the price will rise.", "Aral Oil > Buri Steel 40 %: in-effect"),
        ("Buri Steel rejected a bid by its owner, Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Neither Dorn Glass nor Aral Oil, which owns 40 percent of Buri Steel, commented.", "Aral Oil > Buri Steel 40 %: in-effect"),
        ("There is no evidence that Aral Oil, which controls Buri Steel, broke the law.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil, which does not own Buri Steel, denied the report.", "Aral Oil > Buri Steel: denied"),
        (
            "The court will decide whether Aral Oil, which holds 60 percent of Buri Steel, must pay.",
            "Aral Oil > Buri Steel 60 %: in-effect",
        ),
        ("Unless Aral Oil, which owns half of Buri Steel, agrees, the plan fails.", "Aral Oil > Buri Steel 50 %: in-effect"),
        ("Carl Dorn denied lying about Aral Oil, which he said owns Buri Steel.", ""),
    ),
    "called so, and not so": (
        ("What Buri Steel calls its parent, Aral Oil, is in fact a supplier.", "Aral Oil > Buri Steel: alleged"),
        ("Buri Steel named what it calls its owner, Aral Oil, as a party.", "Aral Oil > Buri Steel: alleged"),
        ("Buri Steel and its self-described owner, Aral Oil, were fined.", "Aral Oil > Buri Steel: alleged"),
        ("Buri Steel and its so-called parent, Aral Oil, were fined.", "Aral Oil > Buri Steel: alleged"),
        ("Buri Steel and its purported owner, Aral Oil, were fined.", "Aral Oil > Buri Steel: alleged"),
        ("Buri Steel and its supposed majority owner, Aral Oil, were fined.", "Aral Oil > Buri Steel >50 %: alleged"),
        ("The alleged owner of Buri Steel, Carl Dorn, fled.", "Carl Dorn > Buri Steel: alleged"),
        ("Buri Steel's suspected owner, Carl Dorn, fled.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn, the reputed owner of Buri Steel, fled.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn, who calls himself the owner of Buri Steel, fled.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn, who poses as the owner of Buri Steel, fled.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn styled himself the owner of Buri Steel.", ""),
        ("Carl Dorn pretended to be the owner of Buri Steel.", ""),
    ),
    "bought and sold again": (
        (
            "Buri Steel was bought by Aral Oil only to be resold within a month to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel was bought by Aral Oil and resold within a month to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel was bought by Aral Oil, then sold to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel was bought by Aral Oil before being sold on to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel was bought by Aral Oil, which soon resold it to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Aral Oil bought Buri Steel in 2010 and sold it to Cetin Capital in 2015.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil bought Buri Steel in 2010, selling it to Cetin Capital in 2015.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil acquired Buri Steel, only to sell it to Cetin Capital a year later.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil acquired Buri Steel and passed it on to Cetin Capital.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil acquired Buri Steel in May and flipped it in June.", "Aral Oil > Buri Steel: former"),
        ("Having bought Buri Steel in 2010, Aral Oil sold it in 2015.", "Aral Oil > Buri Steel: former"),
        (
            "After buying Buri Steel in 2010, Aral Oil sold it on to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
    ),
    "owners without a name": (
        ("Buri Steel is owned by the bank's managers; the bank, Aral Savings, is a customer.", ""),
        ("Buri Steel is owned by its staff; Aral Oil is a customer.", ""),
        ("Buri Steel is owned by three families, while Aral Oil supplies it.", ""),
        ("Buri Steel is controlled by its founders, and Aral Oil only lends to it.", ""),
        ("Rather than by Aral Oil, Buri Steel is owned by its managers.", ""),
        ("Buri Steel belongs to its founders and not, as often said, to Aral Oil.", ""),
    ),
    "he says so, and she says not": (
        (
            "Carl Dorn told police that he had bought Buri Steel from Ada Brook. Ms Brook told them that she had never sold it.",
            "Ada Brook > Buri Steel: alleged; Carl Dorn > Buri Steel: alleged",
        ),
        (
            "Aral Oil said it had bought Buri Steel from Cetin Capital. Cetin Capital says it never sold it.",
            "Aral Oil > Buri Steel: alleged; Cetin Capital > Buri Steel: alleged",
        ),
        (
            "Aral Oil said it had bought Buri Steel from Cetin Capital. Cetin Capital denies selling it.",
            "Aral Oil > Buri Steel: alleged; Cetin Capital > Buri Steel: alleged",
        ),
        ("Aral Oil says it bought Buri Steel. Cetin Capital disputes that it ever sold the company.", "Aral Oil > Buri Steel: alleged"),
    ),
    "deals still to be done": (
        ("The takeover of Buri Steel by Aral Oil has yet to be approved.", "Aral Oil > Buri Steel: planned"),
        ("The takeover of Buri Steel by Aral Oil is still to be approved.", "Aral Oil > Buri Steel: planned"),
        ("The acquisition of Buri Steel by Aral Oil hinges on a vote.", "Aral Oil > Buri Steel: planned"),
        ("The acquisition of Buri Steel by Aral Oil is awaiting clearance.", "Aral Oil > Buri Steel: planned"),
        ("The acquisition of Buri Steel by Aral Oil depends on the regulator.", "Aral Oil > Buri Steel: planned"),
        ("Though announced in March, the takeover of Buri Steel by Aral Oil has not closed.", ""),
        ("The sale of Buri Steel to Aral Oil still requires approval.", ""),
        ("The purchase of Buri Steel by Aral Oil is subject to approval.", "Aral Oil > Buri Steel: agreed"),
        ("Aral Oil's acquisition of Buri Steel has yet to close.", "Aral Oil > Buri Steel: planned"),
        ("Aral Oil's purchase of Buri Steel is not complete.", ""),
        ("Aral Oil's takeover of Buri Steel is before the courts.", "Aral Oil > Buri Steel: planned"),
        ("A takeover of Buri Steel by Aral Oil is a long way off.", "Aral Oil > Buri Steel: planned"),
    ),
    "until yesterday": (
        ("Aral Oil, until yesterday the owner of 74 percent of Buri Steel, is broke.", "Aral Oil > Buri Steel 74 %: former"),
        ("Aral Oil, until May the parent of Buri Steel, is broke.", ""),
        ("Aral Oil, until recently the main shareholder of Buri Steel, is broke.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil, till last year a shareholder of Buri Steel, is broke.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel, until last week a subsidiary of Aral Oil, is broke.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel, until 2019 part of Aral Oil, is broke.", "Aral Oil > Buri Steel: former"),
        (
            "Aral Oil, for decades the owner of Buri Steel, sold it to Cetin Capital in May.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Aral Oil was until yesterday the owner of Buri Steel.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil, in those days the owner of Buri Steel, built a mill.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil, at that time the owner of Buri Steel, built a mill.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil, then still the owner of Buri Steel, built a mill.", "Aral Oil > Buri Steel: former"),
    ),
    "who keeps what he has, or does not sell it": (
        ("Aral Oil has decided to keep its 34 percent of Buri Steel.", "Aral Oil > Buri Steel 34 %: in-effect"),
        ("Aral Oil will keep its 34 percent stake in Buri Steel.", "Aral Oil > Buri Steel 34 %: in-effect"),
        ("Aral Oil plans to retain its stake in Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil intends to hold on to its 34 percent stake in Buri Steel.", ""),
        ("Aral Oil would not give up its 34 percent of Buri Steel.", ""),
        ("Aral Oil agreed to keep its shares in Buri Steel for a year.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil has promised not to sell its 34 percent stake in Buri Steel.", ""),
        ("Aral Oil may yet sell its 34 percent stake in Buri Steel.", ""),
        ("Aral Oil failed to sell its 34 percent stake in Buri Steel.", ""),
        (
            "Aral Oil is to sell its 34 percent stake in Buri Steel to Cetin Capital.",
            "Aral Oil > Buri Steel 34 %: in-effect; Cetin Capital > Buri Steel 34 %: planned",
        ),
        ("Aral Oil had wanted to sell Buri Steel to Cetin Capital.", ""),
        ("Aral Oil had been due to sell half of Buri Steel to Cetin Capital.", ""),
        ("Buri Steel, half of which Aral Oil had been due to sell to Cetin Capital, will stay with Aral Oil.", ""),
        ("Buri Steel, which Aral Oil had wanted to sell to Cetin Capital, made a loss.", ""),
        ("Buri Steel, which Aral Oil failed to sell to Cetin Capital, made a loss.", ""),
    ),
}
