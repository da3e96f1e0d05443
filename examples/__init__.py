"""Inputs of the README and of `ownership demo`: a restated article, its reviewed claim map, a table, queries.  Data only."""
