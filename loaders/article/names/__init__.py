"""Where the names of a text are, and what kind of thing each names.

lexicon          words of the name grammar: legal forms, titles, trades, words that are never a name
lexicon_numbers  words for numbers; signs and names of currencies
lexicon_places   countries with their peoples, territories, states, regions, cities
common_words     words of texts in capitals that are no part of a name
shouted          paragraphs in capitals, written as sentences have them
headlines        headlines written as a sentence has them
tokens           words and marks, with legal forms as one word
bounds           where a name ends
starts           where a name begins
possessives      an 's within a name, or whose something is
peoples          a word for a people that is told of a party
parts            how a name goes on: numbers, brackets, marks, lists
place_names      states, and places by the state behind them
no_names         what stands in capitals and names nobody
kinds            a company, a person, a body of the state, or only a place or trade of the next name
mention          one occurrence of a name
joined           what is one name though its words are parted
quoted           names in marks beside their legal form
mentions         all names of a text, in one pass over its words
"""
