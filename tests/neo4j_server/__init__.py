"""A real Neo4j Community server for the tests: resolved by Maven, run on loopback, thrown away.

``resolve`` fetches the jars, ``server`` runs one, ``plugin`` gives the fixtures.  Used by tests only.
"""
