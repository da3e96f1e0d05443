// The schema, in numbered steps; each may run again.  A step is never changed once released: add another.
// Community Edition has uniqueness constraints only (existence, type and key constraints are Enterprise).
// The run of a sync is stored on one _Sync node, not on every item: a tag that each run rewrites cannot be indexed well.

// 001 one node a party, one a source, one for the state of the sync
CREATE CONSTRAINT entity_uri IF NOT EXISTS FOR (n:Entity) REQUIRE n.uri IS UNIQUE;
CREATE CONSTRAINT source_uri IF NOT EXISTS FOR (n:Source) REQUIRE n.uri IS UNIQUE;
CREATE CONSTRAINT sync_id IF NOT EXISTS FOR (n:_Sync) REQUIRE n.id IS UNIQUE;

// 002 one relationship a statement
CREATE CONSTRAINT owns_id IF NOT EXISTS FOR ()-[r:OWNS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT controls_by_other_means_id IF NOT EXISTS FOR ()-[r:CONTROLS_BY_OTHER_MEANS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT supervises_id IF NOT EXISTS FOR ()-[r:SUPERVISES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT manages_id IF NOT EXISTS FOR ()-[r:MANAGES]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT benefits_from_id IF NOT EXISTS FOR ()-[r:BENEFITS_FROM]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT related_to_id IF NOT EXISTS FOR ()-[r:RELATED_TO]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT holds_indirectly_id IF NOT EXISTS FOR ()-[r:HOLDS_INDIRECTLY]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT same_as_id IF NOT EXISTS FOR ()-[r:SAME_AS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT may_be_same_as_id IF NOT EXISTS FOR ()-[r:MAY_BE_SAME_AS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT different_from_id IF NOT EXISTS FOR ()-[r:DIFFERENT_FROM]-() REQUIRE r.id IS UNIQUE;

// 003 derived answers
CREATE CONSTRAINT derived_controls_id IF NOT EXISTS FOR ()-[r:DERIVED_CONTROLS]-() REQUIRE r.id IS UNIQUE;

// 004 look-ups by identifier and by name
CREATE INDEX entity_lei IF NOT EXISTS FOR (n:Entity) ON (n.lei);
CREATE INDEX entity_registration IF NOT EXISTS FOR (n:Entity) ON (n.jurisdiction, n.registrationNumber);
CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:Entity) ON EACH [n.name, n.aliases];

// 005 look-ups by an identifier of any scheme, and by the words of an address
CREATE FULLTEXT INDEX entity_identifier IF NOT EXISTS FOR (n:Entity) ON EACH [n.identifiers] OPTIONS {indexConfig: {`fulltext.analyzer`: 'keyword'}};
CREATE FULLTEXT INDEX entity_address IF NOT EXISTS FOR (n:Entity) ON EACH [n.addresses];

// 006 look-ups of stakes by what keeps them from being in effect, and by when they began; an index is of one type, so a query asks type by type
CREATE INDEX owns_status IF NOT EXISTS FOR ()-[r:OWNS]-() ON (r.status);
CREATE INDEX controls_by_other_means_status IF NOT EXISTS FOR ()-[r:CONTROLS_BY_OTHER_MEANS]-() ON (r.status);
CREATE INDEX owns_certain_from IF NOT EXISTS FOR ()-[r:OWNS]-() ON (r.certainFrom);
