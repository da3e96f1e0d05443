"""What is kept and computed.  Knows ontology/, never loaders/ or api/."""
