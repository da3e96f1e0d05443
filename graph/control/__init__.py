"""Control: who controls whom.  ``deduce`` answers; the others are its kernels.

condition   what passes: threshold, column, who counts
fixpoint    all that a set of parties controls
tops        the ultimate controllers, by few closures
ground      one company's network as the kernels take it
fewest      the fewest holdings that a verdict rests on
"""

from graph.control.blocking import can_block
from graph.control.closure import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.proof import Decision
from graph.control.ultimate import BUDGET, Controller, Ultimate, ultimate
from graph.control.votes import group_votes

__all__ = ["BUDGET", "MAJORITY", "Controller", "Criterion", "Decision", "Ultimate", "can_block", "closure", "group_votes", "ultimate"]
