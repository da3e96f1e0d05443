"""Neo4j: the property graph that a generation becomes, and a sync that brings a server to it.

property_graph.py is the form, model.py says what a node and a relationship look like; the rest moves them.
"""
