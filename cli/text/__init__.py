"""Answers as text for people, one module a verb, named as the question in graph/queries.  Pure: an answer in, text out."""
