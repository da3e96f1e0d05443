"""The map of claims that a person reviews: read, written, checked and changed.

writer        writes the YAML file
reader        reads it; the first malformed line is an error with its place and the fix
editor        changes it where it differs, and leaves every other line
items         changes a few items of a long map
check         a map beside its article, each claim beside the rules of a claim
review        what a reviewer does: accept, reject, change, merge, split, choose
review_csv    the review through a spreadsheet
missed_claim  a claim that no extractor found
"""
