"""What is answered: HTTP, pages, SPARQL.  Knows graph/ and ontology/."""
