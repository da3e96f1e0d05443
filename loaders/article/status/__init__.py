"""Whether what is told holds: in effect, agreed, planned, former, denied, alleged.

words         how something is said, doubted, asked, supposed or denied, and by whom
words_deals   whether a deal is done, agreed, planned or given up
words_over    what was so and is over
told          the words of one relation and of its sentence, as the signs ask for them
signs         which words, where in a sentence, give which status
claim_status  the status of one relation
taken_back    sentences that take back what the one before told, or doubt what the next tells
"""
