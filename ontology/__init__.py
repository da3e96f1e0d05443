"""The language: statements, their RDF vocabulary and the errors that name what went wrong.

Lowest room of the house: it knows no other room.
"""
