"""The Offshore Leaks database of the ICIJ: leads from leaked papers, never certain.

    layouts     which columns of which year's files mean what
    dates       days as they stand in the papers
    roles       the words of a role as interests
    nodes       a node as a party
    edges       an edge as interests, facts or guesses of sameness
    loader      files: known by content, each row mapped
"""
