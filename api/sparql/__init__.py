"""The SPARQL 1.1 endpoint: protocol, isolation of queries in worker processes, results, description and page.

Must stay free of imports: every worker process starts by importing this package.
"""
