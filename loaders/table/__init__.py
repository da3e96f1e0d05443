"""Tables: the generic one, one row a holding (docs/reference/table.md), and anybody's own by a mapping (docs/reference/mapping.md).

loader        recognises a table, reads its header, its parties and its rows
open_table    any file that holds a table as lines of text; chooses among its sheets
text          the file as UTF-8, whatever a spreadsheet program saved
workbook, opendocument, database, json_table, sparql_results
              sheets of XLSX and ODS, tables of SQLite and Parquet, lists of JSON, answers of queries as lines
cell_text     typed cells as text
rows          a delimited text as rows, whatever the file holds
model         the columns: the header and the cells of a row
own_header    the header of somebody's own table
mapping       which column of it means what
mapping_reader, mapping_writer
              a mapping as YAML, read and written
reshape       grids and trees as rows of holdings, turned tables turned back
mapped_rows   its cells as those of the generic table
mapped_shares its shares
kept_rows     rows that were read, until all parties are known
propose       guesses a mapping and says what is not sure; preview shows the rows by it
proposal      what was guessed; find_header where the table begins; propose_rows which rows are none, and lists within a cell
party_lists   several parties in one cell
propose_sizes which columns are shares, votes, bounds of bands; propose_shapes which grids, trees
              and turned tables are plain; sheet_shape tells of those that are not, and of several tables
column_names, cell_words, guess_cells
              what tables call their columns, what they write in cells, and how
published     registers whose mapping is part of the program (published/*.yaml); published_mapper their records as statements
json_rows     a nested record as rows of cells
warnings      the codes of their warnings and rejects
codes         what a cell spells
spelling      shares and dates as spreadsheet programs write them
entities      the parties that the cells of a row name
interests     the statements of a row
lots          rows that look like several lots of one holder
repeats       holdings that may be stated twice
"""

from loaders.table.loader import TableLoader
from loaders.table.mapping_reader import read_mapping
from loaders.table.mapping_writer import write_mapping
from loaders.table.preview import preview
from loaders.table.proposal import Proposal
from loaders.table.propose import propose_mapping
from loaders.table.published import PublishedLoader
from loaders.table.warnings import REJECTS, WARNINGS

__all__ = [
    "REJECTS",
    "WARNINGS",
    "Proposal",
    "PublishedLoader",
    "TableLoader",
    "preview",
    "propose_mapping",
    "read_mapping",
    "write_mapping",
]
