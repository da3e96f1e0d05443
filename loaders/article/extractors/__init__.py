"""Who finds claims in an article, and what it means that several do.

rules           a name grammar and patterns, without a model: the default
pair_links      how the words between two parties link them
pair_model      what the next two share: a linear model of the parties of a sentence
scorer          by the words around two parties: the second opinion
spacy_parser    by the grammar of a sentence, which spaCy parses: the third
language_model  by a language model, never believed without the words of the text
model_server    one question to a language model over HTTP, one bounded answer
agreement       merges what several find: agreement makes the tiers
"""
