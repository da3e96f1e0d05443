"""Defines statements, their RDF vocabulary and the errors of the product.

The lowest room: it knows no other.
"""
