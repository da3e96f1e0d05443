"""Everything that comes in: each format as statements.  Knows ontology/ and nothing else.

open         finds the format of a file and runs its loader
contract     what a loader is given and what it returns
streams      streams that are read ahead, or report how far they were read
compression  gz, zip and zst
framing      cuts files into records
records      turns the records of a register into a stream of statements
common       what several registers do alike
psc, bods, gleif, ftm, icij, wikidata
             the registers, each with the same files
table        the generic table
rdf          our own vocabulary
article      articles and claim maps

Every register has the same files:

loader       recognises a file and chooses how it is cut into records
mapper       one record as statements: which kind of record it is, and what it states
model        the fields of a record and its decoding; a register in several forms has a module ``decode_FORM`` for each
codes        the source's codes as ours
record       RecordContext: what all statements of one record share
entities     the parties of a record
interests    the interests of a record
warnings     the codes of warnings and rejects
"""
