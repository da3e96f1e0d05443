"""Who ultimately controls every company, in one pass over the network; a search answers for the few that the pass cannot decide."""

from graph.control.batch.all_companies import BatchVerdict, all_companies
from graph.control.batch.labels import Labels, Link, label_all

__all__ = ["BatchVerdict", "Labels", "Link", "all_companies", "label_all"]
