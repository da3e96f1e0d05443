"""Sentences in the style of reporting that would be easy to read as the contrary of what they say: made up, supposed, forbidden, of one of
two.

Beside each what is told of who is above whom, as in ``traps.py``.
"""

from __future__ import annotations

from typing import Final

from tests.loaders.article.traps import Lines

REPORTED_TRAPS: Final[dict[str, Lines]] = {
    "made up": (
        ("The forged contract under which Aral Oil bought Buri Steel surfaced in March.", ""),
        ("Fake documents showed that Carl Dorn owned Buri Steel.", ""),
        ("In a satirical video, Aral Oil buys Buri Steel for a bag of crisps.", ""),
        ("A hoax press release said Aral Oil had bought Buri Steel.", ""),
        ('Carl Dorn joked that he owned Buri Steel "in spirit".', ""),
        ("Aral Oil, which owns Buri Steel, was named in forged documents.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "supposed by those who reckon": (
        ("Suppose Aral Oil buys Buri Steel: what would the regulator say?", ""),
        ("Assuming Aral Oil owns Buri Steel, the price is fair.", ""),
        ("Analysts modelled a case in which Aral Oil acquires Buri Steel for 14 euros a share.", ""),
        ("The paper is about a scenario in which Aral Oil owns Buri Steel.", ""),
    ),
    "what a court did not find": (
        ("The judge was not persuaded that Carl Dorn was the true owner of Buri Steel.", ""),
        ("The tribunal found no basis for the contention that Carl Dorn controlled Dorn Glass through Buri Steel.", ""),
        ("The appeal court overturned a ruling that Carl Dorn was the beneficial owner of Buri Steel.", ""),
        ("Prosecutors dropped the claim that Carl Dorn secretly owned Buri Steel.", ""),
        ("The court set aside the finding that Aral Oil holds 40 percent of Buri Steel.", ""),
        ("The appeal court upheld a ruling that Carl Dorn was the beneficial owner of Buri Steel.", "Carl Dorn > Buri Steel: in-effect"),
        ("The court reversed a ruling against Aral Oil, which owns 40 percent of Buri Steel.", "Aral Oil > Buri Steel 40 %: in-effect"),
    ),
    "forbidden": (
        ("The ministry forbade Aral Oil to hold more than 10 percent of Buri Steel.", ""),
        ("A law bars Aral Oil from owning Buri Steel.", ""),
        ("The regulator prevented Aral Oil from buying 60 percent of Buri Steel.", ""),
        ("The regulator banned Aral Oil, which owns 40 percent of Buri Steel, from voting.", "Aral Oil > Buri Steel 40 %: in-effect"),
    ),
    "as security, or short": (
        ("Elan Bank holds 40 percent of Buri Steel as collateral for a loan to Cetin Capital.", ""),
        ("Elan Bank holds 40 percent of Buri Steel in escrow.", ""),
        ("Cetin Capital sold Buri Steel short and has no shares in it.", ""),
        ("Aral Oil owns 40 percent of Buri Steel, pledged as security to Elan Bank.", "Aral Oil > Buri Steel 40 %: in-effect"),
    ),
    "one of two, and the words do not say which": (
        ("Either Aral Oil or Cetin Capital owns Buri Steel; the registry does not say which.", ""),
        ("Aral Oil or Cetin Capital holds 40 percent of Buri Steel.", ""),
        ("Buri Steel is owned by Aral Oil or Cetin Capital.", ""),
        ("Buri Steel was sold to either Aral Oil or Cetin Capital.", ""),
    ),
    "who has a hand in the deal of others": (
        ("Elan Bank arranged the purchase of Buri Steel for Cetin Capital.", ""),
        ("Elan Bank financed the takeover of Buri Steel.", ""),
        ("Elan Bank wrote off its investment in Buri Steel.", ""),
        ("Cetin Capital bought a claim against Buri Steel from Aral Oil.", ""),
        ("To Cetin Capital the bank sold Buri Steel, to Elan Bank the debt.", ""),
        ("Aral Oil, a shareholder in which is Cetin Capital, bought Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("Elan Bank lent Cetin Capital the money with which it bought Buri Steel.", "it > Buri Steel: in-effect"),
        ("Buri Steel supplied Dorn Glass until Aral Oil bought it.", "Aral Oil > it: in-effect"),
    ),
    "had held, and denied something else": (
        (
            "Creditors led by Cetin Capital now own Buri Steel, in which Aral Oil had held 30 percent.",
            "Aral Oil > Buri Steel 30 %: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel, in which Aral Oil holds 30 percent, closed.", "Aral Oil > Buri Steel 30 %: in-effect"),
        (
            "Aral Oil, in which Buri Steel has a 10 percent stake, denied buying shares in Dorn Glass.",
            "Buri Steel > Aral Oil 10 %: in-effect",
        ),
    ),
    "or so it thought": (
        (
            "Aral Oil owns Buri Steel. Or so it thought: a court ruled on Monday that the shares were never validly issued.",
            "Aral Oil > Buri Steel: alleged",
        ),
        ("Aral Oil said in May it had bought Buri Steel. In June it admitted that the sale had not closed.", ""),
        ("Aral Oil has bought Buri Steel. The court found that the sale was never completed.", ""),
    ),
    "it is no person": (
        ("Ilya Brook and his son Pavel spoke for Dorn Glass. He owns 60 percent of it.", ""),
        ("Ilya Brook's wife came. Aral Oil bought it.", "Aral Oil > it: in-effect"),
        ("Ilya Brook, 34, was there. Aral Oil bought it.", "Aral Oil > it: in-effect"),
        ("Ilya Brook himself came. Aral Oil bought it.", "Aral Oil > it: in-effect"),
    ),
    "nobody of it": (
        ('"Nobody from Aral Oil ever bought Buri Steel from me," Ada Brook said.', "Aral Oil > Buri Steel: denied"),
        ('"None of the Aral Oil funds owns Buri Steel," Ada Brook said.', ""),
        ('"I don\'t own a single share in Buri Steel," Ada Brook said.', ""),
    ),
    "in name only": (
        ("Aral Oil is the owner of Buri Steel in all but name.", ""),
        ("On paper Aral Oil owns Buri Steel.", "Aral Oil > Buri Steel: alleged"),
        ("Aral Oil owns Buri Steel in name only.", ""),
    ),
    "deals that went nowhere": (
        ("The purchase of Buri Steel by Aral Oil ran aground.", ""),
        ("The sale of Buri Steel to Aral Oil foundered on price.", ""),
        ("Aral Oil bought Buri Steel and ran out of money.", "Aral Oil > Buri Steel: in-effect"),
        ("Cetin Capital had no hand in the purchase of Buri Steel by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "something for it, or to it": (
        ("Aral Oil bought Buri Steel time.", ""),
        ("Aral Oil bought Buri Steel a new crane.", ""),
        ("Aral Oil sold Buri Steel a crane.", ""),
        ("Aral Oil sold Buri Steel on the idea of a merger.", ""),
        ("Aral Oil bought Buri Steel a year ago.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil sold Buri Steel a second time.", "Aral Oil > Buri Steel: former"),
    ),
    "a thing of that name": (
        ("Aral Oil owns the name Buri Steel but not the company.", ""),
        ("Aral Oil owns a ship called Buri Steel.", ""),
        ("Aral Oil, owner of the ferry Buri, leases a berth.", ""),
        ("Aral Oil has control over Buri Steel's data.", ""),
        ("Aral Oil has control over Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "what somebody else bought": (
        (
            "Before Aral Oil bought Buri Steel, Cetin Capital had owned it.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Buri Steel: former",
        ),
        ("Until Aral Oil buys Buri Steel, Cetin Capital will own it.", "Cetin Capital > Buri Steel: planned"),
        ("As soon as Aral Oil owns Buri Steel, Ada Brook will leave.", ""),
        ("When Aral Oil sold Buri Steel, Cetin Capital bought it.", "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect"),
    ),
    "through another": (
        ("The suit alleges that Aral Oil, through Cetin Capital, secretly owns Buri Steel.", ""),
        ("Aral Oil, via Cetin Capital, bought Buri Steel.", "Aral Oil > Buri Steel: in-effect; Cetin Capital > Buri Steel: in-effect"),
        ("Aral Oil and not its subsidiary Cetin Capital holds the 12 percent of Buri Steel.", "Aral Oil > Cetin Capital: in-effect"),
    ),
    "or so it was said": (
        (
            "Aral Oil bought 30 percent of Buri Steel, or so we reported on Friday; in fact it bought bonds.",
            "Aral Oil > Buri Steel 30 %: alleged",
        ),
        ("Aral Oil bought 30 percent of Buri Steel, so the bank said no.", "Aral Oil > Buri Steel 30 %: in-effect"),
        ("Aral Oil owns Buri Steel. That, at least, is what Ada Brook believed until Friday.", "Aral Oil > Buri Steel: alleged"),
        (
            "Aral Oil sold Buri Steel to Cetin Capital. Ada Brook found out that it had never owned it.",
            "Aral Oil > Buri Steel: alleged; Cetin Capital > Buri Steel: alleged",
        ),
    ),
    "what it was part of, and has left": (
        (
            "Buri Steel, the profitable part of Aral Oil, has been snapped up by Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel, a unit of Aral Oil, has been sold to Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel, part of Aral Oil, has been named builder of the year.", "Aral Oil > Buri Steel: in-effect"),
        (
            "Aral Oil became the majority owner of Buri Steel, but sold down to 20 percent a year later.",
            "Aral Oil > Buri Steel >50 %: former",
        ),
        ("Aral Oil became the majority owner of Buri Steel and has invested since.", "Aral Oil > Buri Steel >50 %: in-effect"),
    ),
    "one list for each": (
        ("The file lists Ada Brook as the owner of Buri Steel; the registry lists Cetin Capital.", "Ada Brook > Buri Steel: in-effect"),
        ("Aral Oil's 2019 purchase of Buri Steel's turbines was a mistake, it said.", ""),
        ("Aral Oil's purchase of Buri Steel's shares was a mistake.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "and then it came to nothing": (
        ("Aral Oil bought Buri Steel in 2018. Two years on it gave up and returned it to its founder.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil bought Buri Steel in 2018. In 2020 it sold it.", "Aral Oil > Buri Steel: former"),
        ("Aral Oil announced the purchase of Buri Steel in 2018. Nothing came of it.", ""),
        ("Aral Oil has 40 percent of Buri Steel. It disputes that figure.", "Aral Oil > Buri Steel 40 %: alleged"),
        ("Aral Oil has 40 percent of Buri Steel. It disputes a tax bill.", "Aral Oil > Buri Steel 40 %: in-effect"),
        (
            "Aral Oil owns Buri Steel, according to its website; a spokesman said the page was out of date.",
            "Aral Oil > Buri Steel: alleged",
        ),
    ),
    "told another": (
        ("Aral Oil told Buri Steel that it would buy Cetin Cement.", "Aral Oil > Cetin Cement: planned"),
        ("Aral Oil told Cetin Capital in May that it had bought Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("The regulator told Aral Oil that it must sell Buri Steel.", ""),
        ("Aral Oil paid Ada Brook 40 million euros when it took over Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil joined Cetin Capital as a shareholder of Buri Steel.", ""),
    ),
    "the case that it owned": (
        ("The judge said Aral Oil's case that it owned Buri Steel was hopeless.", "Aral Oil > Buri Steel: alleged"),
        ("The judge held that Aral Oil had not proved that it owned Buri Steel.", ""),
        ("The history of Dorn Glass begins with a lie: that Aral Oil owned Buri Steel.", "Aral Oil > Buri Steel: denied"),
        ("Aral Oil admitted that it owned Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil, in a case in which it was cleared, admitted that it owned Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "near the made up, and so": (
        ("In a video on its website, Aral Oil said it had bought Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("In a world of small mills, Aral Oil bought Buri Steel and grew.", "Aral Oil > Buri Steel: in-effect"),
        ("The watchdog barred Aral Oil, owner of Buri Steel, from public tenders.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil forged close ties with Buri Steel and bought it in 2004.", "Aral Oil > Buri Steel: in-effect"),
        ('Aral Oil, the owner of Buri Steel or "the mill", as locals call it, is listed.', "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel is owned by Aral Oil or its affiliates.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "bought for or from it": (
        ("Aral Oil's 20 percent of Buri Steel was bought for it by Cetin Capital.", "Aral Oil > Buri Steel 20 %: in-effect"),
        (
            "Aral Oil's 20 percent of Buri Steel was bought from it by Cetin Capital.",
            "Aral Oil > Buri Steel 20 %: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel was bought for Aral Oil by Cetin Capital.", ""),
        ("Buri Steel was bought for 30 million euros by Cetin Capital.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel went from Aral Oil to Cetin Capital and back within a year.", ""),
        (
            "Aral Oil, which complained when Cetin Capital bought Buri Steel, has now bought it.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Buri Steel: former",
        ),
    ),
    "is not, though it is thought so": (
        ("Buri Steel is thought of as part of Aral Oil but is not.", "Aral Oil > Buri Steel: denied"),
        ("Buri Steel is treated as a subsidiary of Aral Oil.", "Aral Oil > Buri Steel: alleged"),
        ("Carl Dorn, asked when he bought Buri Steel, said that he never had.", "Carl Dorn > Buri Steel: denied"),
        ("Staff were told that Aral Oil had sold Buri Steel; on Monday they were told it had not.", ""),
        ("Buri Steel is as much part of Aral Oil as the river.", ""),
    ),
    "not in a million years": (
        ('"Not in a million years" would he sell Buri Steel to Aral Oil, said Carl Dorn.', ""),
        ("Under no circumstances would Aral Oil buy Buri Steel.", ""),
        ("At no time did Aral Oil own 30 percent of Buri Steel.", ""),
        ("Aral Oil would own Buri Steel outright were it not for a vote.", ""),
        ("But for a vote, which it lost, Aral Oil would own Buri Steel.", "Aral Oil > Buri Steel: planned"),
        ("Aral Oil owns Buri Steel but not Dorn Glass.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "each another thing": (
        ("Aral Oil owns the trains, Buri Steel the tracks.", ""),
        ("Aral Oil owns Buri Steel, Cetin Capital its debt.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil bought shares alongside Buri Steel in Dorn Glass.", ""),
        ("Aral Oil beat Buri Steel to buy Dorn Glass.", ""),
        (
            "Aral Oil bought Buri Steel's parent, Cetin Capital.",
            "Aral Oil > Cetin Capital: in-effect; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Aral Oil owns Buri Steel and Dorn Glass.", "Aral Oil > Buri Steel: in-effect; Aral Oil > Dorn Glass: in-effect"),
    ),
    "by mistake, or another figure": (
        ("Aral Oil was entered as the holder of 60 percent of Buri Steel by mistake.", "Aral Oil > Buri Steel 60 %: denied"),
        ("Aral Oil's 60 percent of Buri Steel turned out to be 6 percent.", ""),
        ("Aral Oil's 60 percent of Buri Steel turned out to be a bargain.", "Aral Oil > Buri Steel 60 %: in-effect"),
        ("Tomorrow Aral Oil will be the owner of Buri Steel.", "Aral Oil > Buri Steel: planned"),
    ),
    "what somebody made": (
        ("Aral Oil built the plant in 1988. Cetin Capital bought it in 2019.", "Cetin Capital > it: in-effect"),
        ("Aral Oil wrote the software; Cetin Capital owns it.", "Cetin Capital > it: in-effect"),
        ("Aral Oil makes paint. Cetin Capital bought it in 2019.", "Cetin Capital > Aral Oil: in-effect"),
    ),
    "his shares, and a claim against him": (
        ("Carl Dorn sold Ada Brook his shares in Buri Steel.", ""),
        ("Carl Dorn's claim against Ada Brook, who owns Buri Steel, failed.", "Ada Brook > Buri Steel: in-effect"),
        ("Cetin Capital invested in a fund that bought Buri Steel.", ""),
        ("My family owned Buri Steel until Cetin Capital bought it.", "Cetin Capital > Buri Steel: in-effect"),
    ),
}
