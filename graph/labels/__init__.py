"""Who ultimately controls every company, in one pass over the network; a search answers for the few that the pass cannot decide."""

from graph.labels.everyone import Verdict, everyone
from graph.labels.labelling import Labels, Link, label_all

__all__ = ["Labels", "Link", "Verdict", "everyone", "label_all"]
