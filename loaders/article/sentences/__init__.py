"""Sentences in which every name, quantity and pronoun is one character.

quantities    percentages, amounts of money, dates and plain numbers, with the words that soften them
anaphors      words that stand for a party: "it", "the brewery", "the media group"
masking       masks a text, so that a pattern never sees a name
descriptions  takes the descriptions of parties out of a sentence
"""
