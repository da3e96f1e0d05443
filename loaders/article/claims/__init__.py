"""From a masked sentence to claims: relations between two parties, and facts about one.

misreadings      matches of a pattern whose party is another than it looks
shares           the share that a match tells
relations        the relations in one sentence, with share, status and time
left_out         a holding whose company the sentence does not name
left_out_deals   a deal whose company the sentence does not name
left_out_roles   one who is called owner without a word of whose
left_out_read    how a sentence is read by its words
left_out_claims  the claim of such a holding, from the claim before it
left_out_topic   the same where none tells of its company, but the sentence before is about one
listings         tables of shareholders, notices made of labels
crossed_words    words around two parties that tell of others
crossed_pairs    pairs that are no owner and owned, however a model scores them
no_holdings      relations of which nobody holds anybody: players, members, cities
attributes       amounts, counts, founding, ranking, state ownership, plans
facts            what an article tells of one party at a time
drafts           the claims of one article while it is read
"""
