"""The generic table: one row a holding, for people with a spreadsheet.  See docs/reference/table.md.

rows      a delimited text as rows, whatever the file holds
entities  whom the cells of a row name
loader    the header, and what a row says
"""

from loaders.table.loader import TableLoader

__all__ = ["TableLoader"]
