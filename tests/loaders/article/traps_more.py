"""More sentences that would be easy to read as the contrary of what they say: nothing held, what is of another, what did not happen."""

from __future__ import annotations

from typing import Final

from tests.loaders.article.traps import Lines

MORE_TRAPS: Final[dict[str, Lines]] = {
    "no shares are owned by": (
        ("No shares in Buri Steel are owned by Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("No shares in Buri Steel are owned by its director Ada Brook.", "Ada Brook > Buri Steel: denied"),
        ("None of the shares of Buri Steel belong to Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("None of Buri Steel's shares are held by Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("No part of Buri Steel is owned by Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("Not a single share of Buri Steel is held by Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("Nothing in Buri Steel belongs to Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("Aral Oil owns none of Buri Steel.", ""),
        ("Aral Oil holds none of the shares of Buri Steel.", ""),
        ("Aral Oil owns not a single share in Buri Steel.", ""),
        ("Aral Oil owns nothing of Buri Steel.", ""),
        ("Aral Oil has zero shares in Buri Steel.", ""),
        ("Aral Oil is without any stake in Buri Steel.", ""),
    ),
    "only one is left": (
        ("Aral Oil, formerly the parent of both Buri Steel and Dorn Glass, now has only the latter.", ""),
        ("Aral Oil used to own Buri Steel and Dorn Glass but now has only the latter.", ""),
        ("Aral Oil once owned Buri Steel and Dorn Glass, of which it has kept only Dorn Glass.", ""),
        ("Buri Steel and Dorn Glass used to belong to Aral Oil; only Dorn Glass still does.", ""),
    ),
    "a second clause behind a semicolon": (
        ("Ada Brook controls Buri Steel; Carl Dorn, her brother, sold out in 2012.", "Ada Brook > Buri Steel: in-effect"),
        (
            "Aral Oil owns Buri Steel; Cetin Capital, its rival, owns Dorn Glass.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Dorn Glass: in-effect",
        ),
        ("Aral Oil owns Buri Steel; Cetin Capital bid for it in vain.", "Aral Oil > Buri Steel: in-effect"),
        (
            "Aral Oil owns Buri Steel; Cetin Capital, which wanted it too, bought Dorn Glass.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Dorn Glass: in-effect",
        ),
        (
            "Aral Oil's subsidiaries are Buri Steel; Cetin Cement; and Dorn Glass.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Cetin Cement: in-effect; Aral Oil > Dorn Glass: in-effect",
        ),
    ),
    "the share of the other shareholder": (
        ("Aral Oil acquired the shares of its partner Cetin Capital in Buri Steel.", ""),
        (
            "Aral Oil acquired the 40 percent of Buri Steel held by Cetin Capital.",
            "Aral Oil > Buri Steel 40 %: in-effect; Cetin Capital > Buri Steel 40 %: former",
        ),
        (
            "Aral Oil will acquire the 40 percent of Buri Steel held by Cetin Capital.",
            "Aral Oil > Buri Steel 40 %: planned; Cetin Capital > Buri Steel 40 %: in-effect",
        ),
        ("Aral Oil has agreed to acquire the 40 percent of Buri Steel that Cetin Capital holds.", "Aral Oil > Buri Steel 40 %: agreed"),
    ),
    "to its new owner": (
        (
            "Buri Steel passed from Aral Oil to its present owner, Cetin Capital.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Buri Steel went from Aral Oil to its current owner, Cetin Capital, in 2010.",
            "Aral Oil > Buri Steel: former; Cetin Capital > Buri Steel: in-effect",
        ),
        ("The site was handed by Aral Oil to its new owner, Cetin Capital.", ""),
        ("Ownership moved from Aral Oil to its present owner, Cetin Capital.", ""),
    ),
    "known, though nobody said so": (
        ("Aral Oil failed to disclose that it was owned by Carl Dorn.", "Carl Dorn > Aral Oil: in-effect"),
        ("The form did not mention that Buri Steel is owned by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("The bank failed to notice that Buri Steel was controlled by Carl Dorn.", "Carl Dorn > Buri Steel: in-effect"),
    ),
    "another share in the sentence": (
        ("Aral Oil, which makes 40 percent of Norway's rails, owns Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil owns Buri Steel, which has a market share of 30 percent.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil sells 60 percent of the output of Buri Steel.", ""),
        ("Aral Oil buys 60 percent of Buri Steel's output.", ""),
        ("Aral Oil accounts for 60 percent of Buri Steel's sales.", ""),
        ("Aral Oil provides 60 percent of the funding of Buri Steel.", ""),
        ("Aral Oil lends 60 percent of the capital that Buri Steel needs.", ""),
        ("Aral Oil owns 60 percent of the debt of Buri Steel.", ""),
        ("Aral Oil holds 60 percent of the bonds of Buri Steel.", ""),
        ("Aral Oil has 60 percent of the seats on the board of Buri Steel.", ""),
        ("Aral Oil appoints 60 percent of the directors of Buri Steel.", ""),
        ("Aral Oil controls 60 percent of the votes of Buri Steel.", "Aral Oil > Buri Steel votes 60 %: in-effect"),
        ("Aral Oil holds 60 percent of the voting rights of Buri Steel.", "Aral Oil > Buri Steel votes 60 %: in-effect"),
        (
            "Aral Oil owns 10 percent of Buri Steel and Cetin Capital 60 percent.",
            "Aral Oil > Buri Steel 10 %: in-effect; Cetin Capital > Buri Steel 60 %: in-effect",
        ),
        ("Aral Oil owns 10 percent less of Buri Steel than Cetin Capital does.", ""),
        ("Aral Oil holds a stake in Buri Steel worth 3 percent of its own assets.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil paid a premium of 40 percent for Buri Steel.", ""),
        ("Aral Oil's stake in Buri Steel lost 40 percent of its value.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil raised its offer for Buri Steel by 10 percent.", "Aral Oil > Buri Steel: planned"),
        ("Shares in Buri Steel rose 12 percent after Aral Oil bought a stake.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil cut its stake in Buri Steel by 5 percent to 20 percent.", "Aral Oil > Buri Steel 20 %: in-effect"),
        ("Aral Oil cut its stake in Buri Steel by 5 percentage points.", ""),
        ("Aral Oil raised its stake in Buri Steel by 5 percent.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil sold 5 percent of Buri Steel, leaving it with 20 percent.", "Aral Oil > Buri Steel 20 %: in-effect"),
        (
            "Aral Oil sold 5 percent of Buri Steel to Cetin Capital, which now holds 25 percent.",
            "Cetin Capital > Buri Steel 25 %: in-effect; Cetin Capital > Buri Steel: in-effect",
        ),
        (
            "Aral Oil, of which Cetin Capital owns 30 percent, owns 60 percent of Buri Steel.",
            "Aral Oil > Buri Steel 60 %: in-effect; Cetin Capital > Aral Oil 30 %: in-effect",
        ),
        (
            "Aral Oil owns 60 percent of Buri Steel, which in turn holds 30 percent of Dorn Glass.",
            "Aral Oil > Buri Steel 60 %: in-effect; Buri Steel > Dorn Glass 30 %: in-effect",
        ),
        (
            "Aral Oil owns 60 percent of Buri Steel and 30 percent of Dorn Glass.",
            "Aral Oil > Buri Steel 60 %: in-effect; Aral Oil > Dorn Glass 30 %: in-effect",
        ),
        ("Aral Oil owns more of Buri Steel than Cetin Capital, which has 20 percent.", ""),
    ),
    "if, had, would": (
        ("Had Aral Oil bought Buri Steel, it would own half the market.", ""),
        ("Were Aral Oil to buy Buri Steel, prices would rise.", ""),
        ("Should Aral Oil win, it will own Buri Steel.", "Aral Oil > Buri Steel: planned"),
        ("If it wins, Aral Oil will own 60 percent of Buri Steel.", "Aral Oil > Buri Steel 60 %: planned"),
        ("But for the war Buri Steel would belong to Aral Oil.", ""),
        ("Without the war Aral Oil would own Buri Steel today.", "Aral Oil > Buri Steel: planned"),
        ("Aral Oil might have owned Buri Steel today.", ""),
        ("Aral Oil almost bought Buri Steel in 2010.", ""),
        ("Aral Oil came close to owning Buri Steel.", ""),
        ("Aral Oil never got to own Buri Steel.", ""),
        ("Aral Oil had hoped to own Buri Steel by now.", ""),
        ("Aral Oil was to own 60 percent of Buri Steel under the first draft.", "Aral Oil > Buri Steel 60 %: planned"),
        ("Aral Oil was to have owned 60 percent of Buri Steel.", ""),
        ("Buri Steel was meant to go to Aral Oil.", ""),
        ("Buri Steel was promised to Aral Oil but sold to Cetin Capital.", ""),
        ("Buri Steel was offered to Aral Oil.", ""),
        ("Buri Steel could have been bought by Aral Oil.", ""),
        ("Buri Steel would have been sold to Aral Oil had the court not stopped it.", ""),
        ("Buri Steel was nearly sold to Aral Oil.", ""),
        ("Buri Steel was all but sold to Aral Oil when the market fell.", ""),
    ),
    "who is set apart": (
        ("A trust for the children of Ada Brook, rather than Ada Brook herself, has been the sole member of Buri Steel.", ""),
        ("A family trust, not Ada Brook herself, owns Buri Steel.", ""),
        ("Cetin Capital, rather than Aral Oil itself, holds 60 percent of Buri Steel.", "Cetin Capital > Buri Steel 60 %: in-effect"),
        ("The heirs of Ada Brook own Buri Steel.", "heirs of Ada Brook > Buri Steel: in-effect"),
        ("The children of Mrs Brook, rather than Mrs Brook herself, own Buri Steel.", ""),
        ("A trust for the children of Mrs Brook, rather than Mrs Brook herself, has been the sole member of Buri Steel.", ""),
        ("The estate of Ada Brook owns Buri Steel.", "estate of Ada Brook > Buri Steel: in-effect"),
        ("Nobody other than Aral Oil owns Buri Steel.", ""),
        ("Unlike Cetin Capital, Aral Oil owns Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "what shareholders did is no name": (
        ("After Buri Steel's shareholders voted against the offer, the bidder, Aral Oil, left.", ""),
        ("Buri Steel's shareholders rejected the bid and its author, Aral Oil, left.", ""),
        ("Buri Steel's owners warned their rival Aral Oil.", ""),
        ("Buri Steel's shareholders include Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        (
            "Buri Steel's shareholders are Aral Oil and Cetin Capital.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Buri Steel: in-effect",
        ),
        ("Buri Steel's owners sold it to Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "an owner who is no more": (
        ("Buri Steel has belonged to no one since its sole shareholder, Aral Oil, was struck off.", "Aral Oil > Buri Steel 100 %: former"),
        ("Buri Steel has had no owner since its parent, Aral Oil, was dissolved.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel's owner, Ada Brook, died in May.", "Ada Brook > Buri Steel: former"),
        ("The owner of Buri Steel, Ada Brook, died in May.", "Ada Brook > Buri Steel: former"),
        ("Buri Steel and its parent, Aral Oil, were wound up in 2010.", "Aral Oil > Buri Steel: former"),
    ),
    "not one share is left": (
        ("Not one share of Buri Steel is left in the hands of Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("Not one share of Buri Steel is owned by Aral Oil.", "Aral Oil > Buri Steel: denied"),
        ("Hardly any shares of Buri Steel are owned by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "taken from its owner": (
        ("The bank seized the 60 percent of Buri Steel that its owner Ada Brook had pledged.", "Ada Brook > Buri Steel: former"),
        ("The state confiscated Buri Steel from its owner, Ada Brook.", "Ada Brook > Buri Steel: former"),
        ("Aral Bank foreclosed on Buri Steel and ousted its owner, Ada Brook.", "Ada Brook > Buri Steel: former"),
        (
            "Aral Oil bought Buri Steel from its founder and owner, Ada Brook.",
            "Ada Brook > Buri Steel: former; Aral Oil > Buri Steel: in-effect",
        ),
        (
            "Aral Oil wants to buy Buri Steel from its owner, Ada Brook.",
            "Ada Brook > Buri Steel: in-effect; Aral Oil > Buri Steel: planned",
        ),
    ),
    "named by the way in a clause": (
        (
            "Aral Oil, which owns Buri Steel, is controlled by Cetin Fund.",
            "Aral Oil > Buri Steel: in-effect; Cetin Fund > Aral Oil: in-effect",
        ),
        (
            "Aral Oil, the parent of Buri Steel and Dena Mills, is owned by Cetin Fund.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Dena Mills: in-effect; Cetin Fund > Aral Oil: in-effect",
        ),
        (
            "Aral Oil, which owns Buri Steel, Dena Mills and Eber Works, was sold to Cetin Fund.",
            "Aral Oil > Buri Steel: in-effect; Aral Oil > Dena Mills: in-effect; Aral Oil > Eber Works: in-effect",
        ),
        (
            "Cetin Fund, the biggest investor in Aral Oil, is controlled by Ada Brook.",
            "Ada Brook > Cetin Fund: in-effect; Cetin Fund > Aral Oil: in-effect",
        ),
        ("The group, whose labels include Buri House and the watchmaker Dena Time, is 48 percent owned by Cetin Fund.", ""),
        ("The Leeds operator already owns the Buri Lodge in London and has a half share in Dena Golf Resort.", ""),
        (
            "Buri Steel's biggest investor is venture capital fund Cetin Growth, with 27 percent.",
            "Cetin Growth > Buri Steel 27 %: in-effect",
        ),
        (
            "Cetin Mutual Fund owns 6.1% of Buri Steel and Dena Life Insurance another 2.8%.",
            "Cetin Mutual Fund > Buri Steel 6.1 %: in-effect; Dena Life Insurance > Buri Steel 2.8 %: in-effect",
        ),
    ),
    "no company": (
        ("Aral Oil will hold 51 percent of the registered capital of Baht 200 million.", ""),
        ("The buyer was its chief executive, Ada Brook, who now has just over 31 per cent of the Buriton, B.C., company.", ""),
        ("Commerce ministry records name Ada Brook as holder of 70 percent of its shares.", ""),
        (
            "Until last autumn the publisher belonged to the former MP Ada Brook. Its new sole shareholder is Cetin Fund.",
            "Cetin Fund > Its 100 %: in-effect",
        ),
    ),
    "bought out": (
        ("Aral Oil has bought out the only other shareholder of Buri Steel, Cetin Capital.", ""),
        (
            "Aral Oil, which owns 40 percent of Buri Steel, has bought out its only other shareholder, Cetin Capital.",
            "Aral Oil > Buri Steel 40 %: in-effect",
        ),
        (
            "Buri Steel's 35 percent shareholder Aral Oil wants to buy out its 65 percent shareholder Cetin Capital.",
            "Aral Oil > Buri Steel 35 %: in-effect",
        ),
        ("Buri Steel bought out its minority shareholder, Cetin Capital.", "Cetin Capital > Buri Steel <50 %: former"),
        ("Buri Steel plans to buy out its minority shareholder, Cetin Capital.", "Cetin Capital > Buri Steel <50 %: in-effect"),
    ),
    "neither confirmed nor denied": (
        ("Aral Oil would neither confirm nor deny that it was buying Buri Steel.", ""),
        ("Aral Oil neither confirmed nor denied that it owns Buri Steel.", ""),
        ("Aral Oil did not confirm or deny that it had bought Buri Steel.", ""),
        ("Aral Oil declined to say whether it had bought Buri Steel.", ""),
        ("Aral Oil would not say if it owns Buri Steel.", ""),
        ("Aral Oil refused to comment on reports that it had bought Buri Steel.", "Aral Oil > Buri Steel: alleged"),
        ("Aral Oil did not answer the question whether it owns Buri Steel.", ""),
    ),
    "not, as we wrote": (
        (
            "It is Cetin Capital and not, as we wrote, Aral Oil that has bought 20 percent of Buri Steel.",
            "Cetin Capital > Buri Steel 20 %: in-effect",
        ),
        ("Cetin Capital, not, as reported, Aral Oil, has bought 20 percent of Buri Steel.", ""),
        ("It was Cetin Capital, not Aral Oil, which bought Buri Steel.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is owned by Cetin Capital, not, as stated, by Aral Oil.", "Cetin Capital > Buri Steel: in-effect"),
        ("Buri Steel is owned by Cetin Capital, and not as previously reported by Aral Oil.", "Cetin Capital > Buri Steel: in-effect"),
    ),
    "bought back": (
        ("Buri Steel, sold by Aral Oil to Cetin Capital in 2017, has been bought back by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel, leased to Cetin Capital since 2017, has been bought by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel, founded by Cetin Capital in 2017, was sold to Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "pledged to a bank by its owner": (
        ("Buri Steel was pledged in 2019 to Cetin Bank by its then owner Ada Brook.", "Ada Brook > Buri Steel: former"),
        ("Buri Steel was offered last year to Cetin Capital by its owner Ada Brook.", "Ada Brook > Buri Steel: in-effect"),
        ("Buri Steel was let for ten years to Cetin Cement by its owner, Ada Brook.", "Ada Brook > Buri Steel: in-effect"),
    ),
    "and the other so much": (
        ("Aral Oil owns 31 percent of the shares, Cetin Capital 6 percent.", ""),
        (
            "Buri Steel has two owners. Aral Oil has 60 percent, Cetin Capital 40 percent.",
            "Aral Oil > Buri Steel 60 %: in-effect; Cetin Capital > Buri Steel 40 %: in-effect",
        ),
        (
            "Aral Oil has 60 percent of Buri Steel, Cetin Capital 40 percent.",
            "Aral Oil > Buri Steel 60 %: in-effect; Cetin Capital > Buri Steel 40 %: in-effect",
        ),
        ("Aral Oil holds 60 percent of the capital of Buri Steel, Cetin Capital the rest.", "Aral Oil > Buri Steel 60 %: in-effect"),
    ),
    "will remain": (
        ("Buri Steel will remain 75 percent owned by Aral Oil after the sale.", "Aral Oil > Buri Steel 75 %: in-effect"),
        ("Buri Steel will stay in the hands of Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil will remain the owner of Buri Steel.", ""),
        ("Aral Oil will continue to own 75 percent of Buri Steel.", "Aral Oil > Buri Steel 75 %: in-effect"),
        ("Buri Steel is to remain a subsidiary of Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Aral Oil will stay on as Buri Steel's main shareholder.", ""),
    ),
    "set aside by a court": (
        ("The transfer of Buri Steel from Ada Brook to Carl Dorn was declared void.", ""),
        ("The court annulled the sale of Buri Steel by Ada Brook to Carl Dorn.", ""),
        ("The purchase of Buri Steel by Aral Oil was set aside.", ""),
        ("Aral Oil's acquisition of Buri Steel was quashed on appeal.", ""),
        ("The sale of Buri Steel to Aral Oil was reversed.", ""),
    ),
    "has since": (
        ("Aral Oil, which once owned half of Buri Steel, has since sold out.", "Aral Oil > Buri Steel 50 %: former"),
        ("Aral Oil owned half of Buri Steel in 2010; it has since bought the rest.", "Aral Oil > Buri Steel 50 %: former"),
        ("Aral Oil held 10 percent of Buri Steel in May and has since raised that to 20 percent.", "Aral Oil > Buri Steel 10 %: former"),
        ("At the end of 2020 Aral Oil had 10 percent of Buri Steel. It has since sold them.", "Aral Oil > Buri Steel 10 %: former"),
    ),
    "who says so of himself": (
        ("The file shows no trace of Carl Dorn, the man who says that he owns Buri Steel.", ""),
        ("Carl Dorn, who says he owns Buri Steel, was not there.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn, who claims that he controls Buri Steel, was not there.", "Carl Dorn > Buri Steel: alleged"),
        ("Carl Dorn, who insists he is the owner of Buri Steel, was not there.", "Carl Dorn > Buri Steel: alleged"),
    ),
    "what a seller is to do": (
        ("It is a condition that Aral Oil dispose of its existing subsidiary Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("The court ordered that Aral Oil sell its stake in Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("The regulator demanded that Aral Oil divest Buri Steel.", "Aral Oil > Buri Steel: in-effect"),
        ("The regulator let Aral Oil keep Buri Steel on condition that it sell Dorn Glass.", "Aral Oil > Dorn Glass: in-effect"),
    ),
    "and he denies it": (
        ("The real owner of Buri Steel is Carl Dorn, according to three people; Mr Dorn denies it.", "Carl Dorn > Buri Steel: alleged"),
        ("Buri Steel is owned by Carl Dorn, sources said; he denies this.", "Carl Dorn > Buri Steel: alleged"),
        ("Aral Oil controls Buri Steel, according to the files; Aral Oil disputes it.", "Aral Oil > Buri Steel: alleged"),
        ("Aral Oil bought Buri Steel, two people said; the company rejected the claim.", "Aral Oil > Buri Steel: alleged"),
    ),
    "the former and the latter": (
        ("Buri Steel is the former, wholly owned by Aral Oil, and Dorn Glass the latter.", "Aral Oil > Buri Steel: in-effect"),
        ("Of the two, Buri Steel is the former, owned by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
        ("Buri Steel, a former mill, is owned by Aral Oil.", "Aral Oil > Buri Steel: in-effect"),
    ),
    "it was to him that it was sold": (
        ("Buri Steel was bought by Aral Oil, and it was to Cetin Capital that Aral sold it again.", "Aral Oil > Buri Steel: former"),
        ("Buri Steel was bought by Aral Oil, which gave it back a year later.", "Aral Oil > Buri Steel: former"),
    ),
    "one shareholder less": (
        ("Buri Steel has one shareholder less: Aral Oil sold its 15 percent.", ""),
        ("Buri Steel has lost a shareholder: Aral Oil has sold its 15 percent.", ""),
        (
            "Buri Steel has three shareholders: Aral Oil, Cetin Capital and Dorn Glass.",
            "Aral Oil > Buri Steel: in-effect; Cetin Capital > Buri Steel: in-effect; Dorn Glass > Buri Steel: in-effect",
        ),
    ),
}
