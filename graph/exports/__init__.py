"""Exports: one module a format in which a generation leaves the house.  Chosen and put on disk by graph/exports/dump.py."""
