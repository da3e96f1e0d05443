"""Who the names of a text are.

linking          when two names are equal; which party of a data folder is meant
coreference      which mentions name one party
named_parties    the parties that one sentence names, and in which part
reference_words  words around a pronoun by which it means one party and not another
referents        which party a placeholder stands for: a name, a pronoun, "the mill"
profiles         kind, jurisdiction and aliases of the parties of one document
"""
