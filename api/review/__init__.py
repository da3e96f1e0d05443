"""The pages on which a person reviews: the claims of one article (``article review``), parties that may be one (``link review``).

Small applications of their own, each for one reader on this machine.  Knows nothing of the service; the two share look and frame.
"""
