"""What is kept: statements in the ledger, and generations of what is computed from them.

files         durable files and folders, and how their failures are named
parts, ledger releases: statements as columns and as packed lines
records, texts, roster   look-ups by position, by number, by IRI
identity      which records are one party
build, build_roster      a generation from the columns of its releases
generation, generations  one published state, and how it is published, rolled back, pruned
parties, names           a party as all its statements describe it; search
verification  the projections against the ledger
"""
