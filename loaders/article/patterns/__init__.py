"""What a sentence can look like that tells of a relation: one module a kind of relation.

grammar        the pieces of every pattern: parties, noun phrases, tense, stakes, units
needed_words   the words without which an expression cannot fit
plain_phrases  the many ways to tell of a share, written in one
ownership      who holds, raises or keeps a share
owned_by       by whom a company or its shares are held
deals          what was bought, sold, bid for or entered into
told_deals     deals as regulators, boards and the company that is sold tell of them
exchanges      who pays, swaps, or makes a company wholly his own
target         a company that the sentence is about, and who acts on it
group          subsidiaries, members, parents
roles          who is called the owner, shareholder or parent of a company
inverted       the company first and its holder last
investors      shareholders, investors, partners, and money put in
portfolios     one who has several companies; the rounds by which money is put into one
several        several that hold one company, several companies of one holder
vehicles       what is held through another party
ties           supervision, administration, affiliation, succession, chairmen
all_patterns   all of them, in the order in which they are tried
"""
