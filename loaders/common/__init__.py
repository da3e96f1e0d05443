"""The code that several registers share, one module a kind of value.

beginnings   the first bytes of a file: its text, its header, the day in its name
decoding     JSON and CSV as plain values, with their rejects
dates        dates that may be none, periods that may run backwards
identifiers  identifiers of a record, and which of them join it with other records
xml_values   one record of XML as nested values
statements   parts of statements, and the end of a series

Knows the contract and ontology/, and no register.
"""
