"""Independent references for the engine: the definitions of docs/method, written slowly and obviously, and a seeded comparison.

* ``control`` and ``ownership``: the definitions as they stand, fixpoints on sets and linear equations in whole numbers and fractions.
* ``worlds``: every world that the stated intervals allow, with the exact definition in each of them.
* ``networks``: small random networks.  ``comparison``: product against references.  ``run``: the long comparison.

Nothing here may import the engine's control, ownership or rules except ``comparison``, which is there to call them.
"""
