"""The page on which a person reviews the claims of one article: ``ownership article review MAP``.

A small application of its own, for one reader on this machine.  Knows nothing of the service; the two share look and frame.
"""
