"""Exports: what leaves the house, one module a format; dump.py has the table of formats and puts an export on disk."""
