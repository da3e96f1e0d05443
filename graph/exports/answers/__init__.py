"""The answers about all companies as data: who ultimately controls each, or meets another rule for it, on one day.

citations    the ids of the statements that an answer rests on
rows         the answers as rows: a company with one who meets the rule for it
table        these rows as CSV and as Parquet
quads        the same as RDF, in a graph of its own, with PROV
"""
