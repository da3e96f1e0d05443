"""What comes in: one module a format.  Knows ontology/ and nothing else."""
