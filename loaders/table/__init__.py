"""The generic table: one row a holding, for people with a spreadsheet.  See docs/reference/table.md.

loader     recognises a table, reads its header, its parties and its rows
text       the file as UTF-8, whatever a spreadsheet program saved
rows       a delimited text as rows, whatever the file holds
model      the columns: the header and the cells of a row
codes      what a cell spells
spelling   shares and dates as spreadsheet programs write them
entities   the parties that the cells of a row name
interests  the statements of a row
lots       rows that look like several lots of one holder
"""

from loaders.table.loader import TableLoader

__all__ = ["TableLoader"]
