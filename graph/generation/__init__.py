"""A generation: one published state of the data folder, with everything that is built for it.

data_folder               the published states: publish, roll back, prune; one writer
generation, manifest      one state, opened for reading; its generation.json
build                     the order of the steps in which a state is built from its releases
build_tables              ledger columns -> tables of statements and numbered parties
party_numbers             the numbers of parties by hash, for arrays of them
build_network             interest statements -> the rows of the network on disk
build_parties             entity statements -> the party table on disk
build_names               entity statements -> the index of names on disk
build_candidates          parties that may be one
identity                  which IRIs are one party
interest_table            the rows of the network, memory-mapped
party_table, string_table parties by number and by IRI; texts by number
party                     one party merged from all its statements
search_index              from a name as typed to parties
verify, shacl             the built files against the ledger; the statements against the shapes
"""
