"""Control: who controls whom, by majority or by another criterion (Ceri, Gottlob, Tanca 1990: the company control problem).

Stakes go in, frozen records and numbers come out; knows no query, no rule by name and no file.  What is in which file:

criterion            when a group of parties controls a company: threshold, votes or capital, what counts beside shares
prepared             the stakes of a small network laid out for the kernels
closure              all that a set of parties controls
ultimate             who ultimately controls one company
blocking             who can block decisions in one company
votes                the votes of a group, as an interval
proof                the fewest stakes that prove a decision, and decisions in reading order
batch                the ultimate controllers of all companies, in one pass

decision_kernel      does a group control one company, certainly or possibly?
closure_kernel       the least fixpoint, by rounds
candidates_kernel    who may stand at the top above one company: ancestors, links, components
search_kernel        the search for ultimate controllers among the candidates
"""

from graph.control.blocking import can_block
from graph.control.closure import closure
from graph.control.criterion import MAJORITY, Criterion
from graph.control.proof import Decision
from graph.control.ultimate import BUDGET, Controller, Ultimate, ultimate
from graph.control.votes import votes_with_controlled

__all__ = [
    "BUDGET",
    "MAJORITY",
    "Controller",
    "Criterion",
    "Decision",
    "Ultimate",
    "can_block",
    "closure",
    "ultimate",
    "votes_with_controlled",
]
