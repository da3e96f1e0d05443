"""All companies of a ledger on a Spark cluster: who ultimately controls each, as the one-process engine answers it.

    session      the connection to a cluster, and tables that outlive the loss of a worker
    ledger       the statements of a data folder as tables, from a disk, an object store or HDFS
    components   which members of a set of pairs hang together, by joins until nothing changes
    identities   which IRIs are one party
    rows         interest statements -> rows of the network
    stakes       rows -> the stakes of a day
    controllers  stakes -> who ultimately controls each company, by joins until nothing changes
    residual     what joins cannot decide, decided by the engine
    answers      controllers -> the table of answers
    batch        the order of these steps

Only calls of DataFrames that Spark Connect has, too.  What is a rule of the method is not said a second time here: rows and stakes are made
by the functions of graph/generation and graph/network, a bucket of companies at a time, in the workers.  pyspark (extra ``[spark]``) is
imported by `session` alone before a cluster was asked for.
"""
