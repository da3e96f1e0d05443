// Questions to the property graph, for the Neo4j Browser, for Query, Explore and Bloom, and for programs.  docs/reference/neo4j.md explains
// the properties.  A line "// == ... ==" opens a folder, "// name:" a query; "// asks:" is its question, "// draws:" the columns that make a
// picture, and the comment below says what it means.
//
// In the Browser set the parameters first:
//   :param uri => 'https://...'                              the party that is asked about: find-a-party gives it
//   :param other => 'https://...'                            a second party, where two are asked about
//   :param asOf => '2018-12-12'                              the day that is asked about
//   :param statuses => ['in-effect', 'former']               what counts as done; add 'agreed' to count agreed deals too
//   :param run => 'main'                                     the derived answers that are read
//
// Every query visits a party once (SHORTEST) or has a bound, so circles of holdings are safe, and has a LIMIT.  Those that return paths draw a
// picture.  A "control link" is a statement in one of $statuses that certainly holds on $asOf and gives its holder more than half of the
// votes, or control without a number ('former' in $statuses is for days before the end of what has ended).  Adding up the votes of several
// holders is the engine's task: the queries that begin with "derived" read what it found.

// == Find ==

// name: find-a-party
// asks: Which party is meant?
// draws: party
// Parties by words of a name or an alias, or by the beginnings of such words, the best match first.  No character in $text is a command.
CALL db.index.fulltext.queryNodes('entity_text',
  reduce(terms = '', word IN split(trim($text), ' ') | terms + ' "' + replace(replace(word, '\\', '\\\\'), '"', '\\"') + '"'
    + CASE WHEN word =~ '[\\p{L}\\p{N}]+' THEN ' ' + toLower(word) + '*' ELSE '' END))
YIELD node, score
RETURN node AS party, node.name AS name, node.kind AS kind, node.jurisdiction AS jurisdiction, node.uri AS uri
ORDER BY score DESC, uri
LIMIT 20;

// name: same-party
// asks: Which other records may be this party?
// draws: party
// Records that a source or a match calls perhaps the same, and parties of the same name.  Records known to be others are left out.
MATCH (x:Entity {uri: $uri})
CALL (x) {
  MATCH (x)-[judgement:MAY_BE_SAME_AS]-(other:Entity)
  RETURN other, 'perhaps the same, as stated' AS why
  UNION
  CALL db.index.fulltext.queryNodes('entity_text', '"' + replace(replace(x.name, '\\', '\\\\'), '"', '\\"') + '"', {limit: 200}) YIELD node
  WITH x, node WHERE node <> x AND NOT x:Unknown AND NOT x.name ENDS WITH ' that is not named' AND (toLower(node.name) = toLower(x.name) OR x.name IN node.aliases)
  RETURN node AS other, 'the same name' AS why
}
WITH x, other, collect(why) AS why
WHERE NOT EXISTS { (x)-[:DIFFERENT_FROM]-(other) }
RETURN other AS party, other.name AS name, other.kind AS kind, other.jurisdiction AS jurisdiction, other.identifiers AS identifiers, why, other.uri AS uri
ORDER BY size(why) DESC, name, uri
LIMIT 50;

// name: by-identifier
// asks: Which party has this identifier?
// draws: party
// Parties by an identifier as it stands in identifiers, SCHEME:value, such as LEI:529900T8BM49AURSDO55.  Of each scheme the value has one writing.
CALL db.index.fulltext.queryNodes('entity_identifier', '"' + replace(replace(trim($identifier), '\\', '\\\\'), '"', '\\"') + '"', {limit: 20})
YIELD node
RETURN node AS party, node.name AS name, node.kind AS kind, node.jurisdiction AS jurisdiction, node.uri AS uri
ORDER BY name, uri
LIMIT 20;

// name: same-address
// asks: Who else has its address?
// draws: party
// Parties of whose addresses one has the words of one of its own, in their order.  An address of an agent is that of thousands, so one that is
// shared says little by itself; at most 200 are given for each address.
MATCH (x:Entity {uri: $uri})
UNWIND x.addresses AS address
CALL (x, address) {
  CALL db.index.fulltext.queryNodes('entity_address', '"' + replace(replace(address, '\\', '\\\\'), '"', '\\"') + '"', {limit: 201}) YIELD node
  WITH x, node WHERE node <> x
  RETURN node LIMIT 200
}
RETURN node AS party, node.name AS name, node.kind AS kind, collect(address) AS address, node.jurisdiction AS jurisdiction, node.uri AS uri
ORDER BY name, uri
LIMIT 1000;

// == Who is above ==

// name: ultimate-controllers
// asks: Who ultimately controls it?
// draws: path
// The tops of the chains of control links, one shortest chain each.  A top is a party that nobody outside its own ring controls.
MATCH p = ANY SHORTEST (top:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE link.status IN $statuses AND link.certainFrom <= date($asOf) < link.certainUntil
       AND (NOT link:OWNS OR link.votesMin > 50 OR (link.votesMin = 50 AND link.votesMinOpen))]->())+
  (x:Entity {uri: $uri})
WHERE top <> x AND NOT EXISTS {
  MATCH (above:Entity)-[up:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE up.status IN $statuses AND up.certainFrom <= date($asOf) < up.certainUntil
       AND (NOT up:OWNS OR up.votesMin > 50 OR (up.votesMin = 50 AND up.votesMinOpen))]->(top)
  WHERE NOT EXISTS {
    (top)
      (()-[back:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
         WHERE back.status IN $statuses AND back.certainFrom <= date($asOf) < back.certainUntil
           AND (NOT back:OWNS OR back.votesMin > 50 OR (back.votesMin = 50 AND back.votesMinOpen))]->()){1,20}
      (above)
  }
}
RETURN p AS path, top.name AS name, [r IN relationships(p) | type(r) + ' ' + r.label] AS links,
       CASE WHEN last(relationships(p)):OWNS THEN last(relationships(p)).votesMin END AS votesMin,
       [r IN relationships(p) | r.id] AS chain, top.uri AS controller
ORDER BY size(chain), controller
LIMIT 200;

// name: derived-controllers
// asks: Who ultimately controls it, as the engine found?
// draws: paths
// Joint holdings, circles and unknown shares are decided.  The paths are the statements that it rests on.  Where include names agreed, it holds
// only if agreed deals are done; ifAgreed is what is certain then.
MATCH (controller:Entity)-[d:DERIVED_CONTROLS {run: $run}]->(x:Entity {uri: $uri})
OPTIONAL MATCH p = (controller) (()-[link WHERE link.id IN d.evidence]->()){1,12} (x)
WITH controller, d, collect(p)[..50] AS paths
RETURN paths, controller.name AS name, d.certainty AS certainty, d.contested AS contested, d.votesAssumed AS votesAssumed,
       d.include AS include, d.ifAgreed AS ifAgreed, d.rule AS rule, d.asOf AS asOf, d.evidence AS evidence, controller.uri AS controller
ORDER BY size(include), certainty, controller
LIMIT 200;

// name: everyone-above
// asks: Who is above it, whatever the size of the stakes?
// draws: path
// Those who may be above it on a day, one shortest chain each: the hundred nearest.
MATCH p = ANY SHORTEST (above:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= date($asOf) < link.possibleUntil]->())+ (x:Entity {uri: $uri})
WHERE above <> x
WITH p, above LIMIT 100
RETURN p AS path, above.name AS name, length(p) AS links
ORDER BY links, name, above.uri
LIMIT 100;

// name: holders-on-a-date
// asks: Who holds what in it?
// Its direct holders on a day.  min and max are always there: 0 and 100 mean that the size is not known.  Versions of one record are one
// row, from the least to the greatest size.  What is agreed or planned is not certainly so, whatever the day.
MATCH (holder:Entity)-[r:OWNS]->(x:Entity {uri: $uri})
WHERE r.possibleFrom <= date($asOf) < r.possibleUntil
WITH holder, r.interest AS interest, r.sources AS sources, coalesce(r.record, r.id) AS record, collect(r) AS versions
RETURN holder.name AS holder, reduce(low = 100.0, v IN versions | CASE WHEN v.min < low THEN v.min ELSE low END) AS min,
       reduce(high = 0.0, v IN versions | CASE WHEN v.max > high THEN v.max ELSE high END) AS max,
       reduce(text = '', v IN versions | text + CASE text WHEN '' THEN '' ELSE ' or ' END + v.label) AS share,
       versions[0].status AS status,
       size(versions) = 1 AND versions[0].status IN ['in-effect', 'former']
         AND coalesce(versions[0].certainFrom <= date($asOf) < versions[0].certainUntil, false) AS certainly
ORDER BY min DESC, holder
LIMIT 1000;

// name: above-through-a-jurisdiction
// asks: Who is above it through a jurisdiction?
// draws: above, below
// Chains of at most eight links on a day that pass through a party of $jurisdiction, a code such as 'VG' or 'GB'.
MATCH below = ANY SHORTEST (via:Entity WHERE via.jurisdiction = $jurisdiction OR via.jurisdiction STARTS WITH $jurisdiction + '-')
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= date($asOf) < link.possibleUntil]->()){1,8} (x:Entity {uri: $uri})
WHERE via <> x
WITH below, via LIMIT 100
MATCH above = (holder:Entity)-[up:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE up.possibleFrom <= date($asOf) < up.possibleUntil]->(via)
RETURN above, below, holder.name AS holder, via.name AS via
ORDER BY length(below), holder, via
LIMIT 100;

// name: unnamed-remainders
// asks: How much of it, and of those above it, is not named?
// draws: path
// For the party and each one above it that is no person, with the chain between them: what the named holders leave of the shares on a day, in
// percent, from the least to the most.  Where somebody's votes or control are stated and not its shares, these may be any number, so the least
// is 0.
MATCH p = ANY SHORTEST (company:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= date($asOf) < link.possibleUntil]->())* (x:Entity {uri: $uri})
WHERE NOT company:Person AND NOT company:State AND NOT company:PublicBody AND NOT company:Unknown
WITH p, company LIMIT 100
OPTIONAL MATCH (holder:Entity WHERE NOT holder:Unknown)-[r:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES]->(company)
WHERE r.possibleFrom <= date($asOf) < r.possibleUntil
WITH p, company, holder,
     min(CASE WHEN r.interest = 'shareholding' THEN
           CASE WHEN r.status IN ['in-effect', 'former'] AND r.certainFrom <= date($asOf) < r.certainUntil THEN r.min ELSE 0.0 END END) AS low,
     max(CASE WHEN r.interest = 'shareholding' THEN r.max END) AS high
WITH p, company, sum(coalesce(low, 0.0)) AS low, sum(CASE WHEN holder IS NULL THEN 0.0 ELSE coalesce(high, 100.0) END) AS high
WHERE low < 100
RETURN p AS path, company.name AS name, CASE WHEN high < 100 THEN 100 - high ELSE 0.0 END AS least, 100 - low AS most, company.uri AS uri
ORDER BY length(p), name
LIMIT 100;

// == What is below ==

// name: everything-below
// asks: What does it control, link by link?
// draws: path
// Parties that it reaches through control links on a day, each once: everything that a state or a person controls by single majorities.
MATCH p = ANY SHORTEST (x:Entity {uri: $uri})
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE link.status IN $statuses AND link.certainFrom <= date($asOf) < link.certainUntil
       AND (NOT link:OWNS OR link.votesMin > 50 OR (link.votesMin = 50 AND link.votesMinOpen))]->())+ (below:Entity)
WHERE below <> x
WITH p, below LIMIT 1000
RETURN p AS path, below.name AS subject, length(p) AS links
ORDER BY links, subject, below.uri
LIMIT 1000;

// name: derived-controlled
// asks: What does it ultimately control, as the engine found?
// draws: path
// Everything that a state, a person or a company ultimately controls, joint holdings counted, nothing that is only agreed.
MATCH p = (x:Entity {uri: $uri})-[d:DERIVED_CONTROLS {run: $run}]->(below:Entity)
WHERE d.include = []
RETURN p AS path, below.name AS subject, d.certainty AS certainty
ORDER BY certainty, subject, below.uri
LIMIT 1000;

// name: holdings-on-a-date
// asks: What does it hold?
// draws: path
// What it holds directly, and in whom, on a day.
MATCH p = (x:Entity {uri: $uri})-[r:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES]->(held:Entity)
WHERE r.possibleFrom <= date($asOf) < r.possibleUntil
RETURN p AS path, held.name AS subject, type(r) AS how, r.label AS label
ORDER BY subject, how, label
LIMIT 500;

// name: group-size-and-depth
// asks: How large and how deep is its group?
// How many parties it ultimately controls with certainty, as the engine found; how many of them by chains of control links alone, without
// adding the votes of several holders; and the most links that lie between it and one of those, each by its shortest chain.
MATCH (x:Entity {uri: $uri})
CALL (x) {
  MATCH (x)-[d:DERIVED_CONTROLS {run: $run}]->(below:Entity)
  WHERE d.include = [] AND d.certainty = 'certain'
  RETURN count(DISTINCT below) AS companies
}
OPTIONAL MATCH p = ANY SHORTEST (x)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE link.status IN ['in-effect', 'former'] AND link.certainFrom <= date($asOf) < link.certainUntil
       AND (NOT link:OWNS OR link.votesMin > 50 OR (link.votesMin = 50 AND link.votesMinOpen))]->())+ (below:Entity)
WHERE below <> x
WITH x, companies, p LIMIT 10000
RETURN x.name AS name, companies, count(p) AS bySingleMajorities, coalesce(max(length(p)), 0) AS depth
LIMIT 1;

// == Between two ==

// name: chain-between
// asks: By which chain does one reach the other?
// draws: path
// The shortest chains of statements from $uri down to $other on a day, at most ten.
MATCH p = ALL SHORTEST (x:Entity {uri: $uri})
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= date($asOf) < link.possibleUntil]->())+ (y:Entity {uri: $other})
RETURN p AS path, length(p) AS links, [r IN relationships(p) | r.label] AS labels, [r IN relationships(p) | r.id] AS chain
ORDER BY chain
LIMIT 10;

// name: connection-between
// asks: How are the two connected?
// draws: path
// The shortest connections in either direction, offices and other relations included, of at most ten links, at any time.
MATCH (x:Entity {uri: $uri}), (y:Entity {uri: $other})
WHERE x <> y
MATCH p = allShortestPaths((x)-[:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES|MANAGES|BENEFITS_FROM|RELATED_TO|HOLDS_INDIRECTLY*..10]-(y))
RETURN p AS path, length(p) AS links
LIMIT 10;

// name: share-along-paths
// asks: Which share does one hold in the other, path by path?
// draws: path
// The least and the greatest product of the shares along each of the twenty shortest chains of shareholdings that certainly hold on a day.
// Not the share of the money where there are circles or more chains: ask the engine for owners.
MATCH p = SHORTEST 20 (x:Entity {uri: $uri})
  (()-[s:OWNS WHERE s.interest = 'shareholding' AND s.status IN ['in-effect', 'former'] AND s.certainFrom <= date($asOf) < s.certainUntil]->()){1,12}
  (y:Entity {uri: $other})
RETURN p AS path, reduce(low = 100.0, r IN relationships(p) | low * r.min / 100) AS least,
       reduce(high = 100.0, r IN relationships(p) | high * r.max / 100) AS most, [r IN relationships(p) | r.label] AS labels
ORDER BY least DESC, most DESC, labels
LIMIT 20;

// name: products-along-paths
// asks: Whose money may it be, by products along paths?
// Products of the shareholdings that certainly hold on a day along paths of at most six links, summed for each holder.  Not integrated ownership
// where there are circles.  In a dense group the number of paths grows with every layer: where there are more than 20,000, isComplete is false.
MATCH p = (holder:Entity)
  (()-[s:OWNS WHERE s.interest = 'shareholding' AND s.status IN ['in-effect', 'former'] AND s.certainFrom <= date($asOf) < s.certainUntil]->()){1,6}
  (x:Entity {uri: $uri})
WITH holder, s LIMIT 20001
WITH collect({holder: holder, low: reduce(low = 100.0, r IN s | low * r.min / 100), high: reduce(high = 100.0, r IN s | high * r.max / 100)}) AS products
UNWIND products AS product
WITH product, product.holder AS party, size(products) <= 20000 AS isComplete
RETURN party.name AS holder, count(*) AS paths, sum(product.low) AS least, sum(product.high) AS most, isComplete
ORDER BY least DESC, holder
LIMIT 100;

// name: shared-managers
// asks: Who sits in its management and in that of others?
// draws: path
// Its chairs, board members and managers with the other companies in which they are that, at any time.
MATCH p = (x:Entity {uri: $uri})<-[:MANAGES]-(manager:Entity)-[:MANAGES]->(other:Entity)
WHERE other <> x
RETURN p AS path, manager.name AS manager, other.name AS company
ORDER BY manager, company
LIMIT 200;

// == Circles ==

// name: circles
// asks: Does it hold itself through others?
// draws: path, last
// Circles of ownership through it on a day: for each holder of its shares the shortest way from it back to that holder.
MATCH (holder:Entity)-[last:OWNS WHERE last.possibleFrom <= date($asOf) < last.possibleUntil]->(x:Entity {uri: $uri})
WHERE holder <> x
MATCH p = ANY SHORTEST (x) (()-[r:OWNS WHERE r.possibleFrom <= date($asOf) < r.possibleUntil]->())+ (holder)
RETURN p AS path, last, [n IN nodes(p) | n.name] + [x.name] AS circle
ORDER BY size(circle), circle
LIMIT 20;

// name: rings
// asks: Who holds whom in a circle?
// draws: path, last
// Circles of at most four shareholdings on a day, anywhere in the data: through the first 200,000 parties that hold shares and whose shares are
// held, which are all of them where there are a million stakes.  The engine's cycles has all, of any length.
MATCH (b:Entity)
WHERE EXISTS { (b)-[:OWNS]->() } AND EXISTS { ()-[:OWNS]->(b) }
WITH b LIMIT 200000
MATCH (a:Entity)-[r:OWNS WHERE r.possibleFrom <= date($asOf) < r.possibleUntil]->(b)
WHERE a.uri < b.uri AND EXISTS { ()-[:OWNS]->(a) }
MATCH p = ANY SHORTEST (b) (()-[s:OWNS WHERE s.possibleFrom <= date($asOf) < s.possibleUntil]->()){1,3} (a)
WHERE all(n IN nodes(p) WHERE a.uri <= n.uri)
RETURN p AS path, r AS last, [n IN nodes(p) | n.name] + [b.name] AS circle
LIMIT 25;

// == In the whole data ==

// name: largest-groups
// asks: Who controls the most companies?
// draws: party
// Parties by the number of companies that they ultimately control with certainty, as the engine found.
MATCH (top:Entity)-[d:DERIVED_CONTROLS {run: $run}]->(below:Entity)
WHERE d.include = [] AND d.certainty = 'certain' AND coalesce(d.ultimate, true)
RETURN top AS party, top.name AS name, top.kind AS kind, count(DISTINCT below) AS companies, top.uri AS uri
ORDER BY companies DESC, name, uri
LIMIT 25;

// name: without-a-person-at-the-top
// asks: Which companies have neither a person nor a state at the top?
// draws: company, path
// Companies in which somebody holds something and of which the engine found no person, state or public body that controls them or may; with
// whoever stands at the top of what is known.
MATCH (x:Company)
WHERE EXISTS { (x)<-[:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES|RELATED_TO]-() }
  AND NOT EXISTS { (x)<-[d:DERIVED_CONTROLS WHERE d.run = $run AND d.include = []]-(:Person|State|PublicBody) }
OPTIONAL MATCH p = (top:Entity)-[d:DERIVED_CONTROLS WHERE d.run = $run AND d.include = []]->(x)
RETURN x AS company, p AS path, x.name AS name, top.name AS top
LIMIT 100;

// name: state-controlled
// asks: Which companies do states control?
// draws: path
// What states and public bodies ultimately control, or may, as the engine found.
MATCH p = (s:State|PublicBody)-[d:DERIVED_CONTROLS {run: $run}]->(x:Entity)
WHERE d.include = []
RETURN p AS path, s.name AS state, x.name AS company, d.certainty AS certainty
ORDER BY state, company
LIMIT 300;

// name: most-through-nominees
// asks: Who holds most as a nominee?
// draws: party
// Nominees by the number of companies that they hold for somebody else, with those for whom, where that is stated.
MATCH (nominee:Entity)-[:RELATED_TO {interest: 'nominee'}]->(held:Entity)
WITH nominee, collect(DISTINCT held) AS held
RETURN nominee AS party, nominee.name AS name, size(held) AS companies,
       COLLECT {
         UNWIND held AS company MATCH (nominator:Entity)-[:CONTROLS_BY_OTHER_MEANS {interest: 'nominator'}]->(company)
         RETURN DISTINCT nominator.name ORDER BY nominator.name LIMIT 20
       } AS nominators, nominee.uri AS uri
ORDER BY companies DESC, name, uri
LIMIT 25;

// name: held-through-a-jurisdiction
// asks: Who holds what through a jurisdiction?
// draws: path
// Holders from elsewhere of companies elsewhere, by a party of $jurisdiction between the two, on a day.  'US' is all of its states too.
MATCH p = (holder:Entity)-[up:OWNS WHERE up.possibleFrom <= date($asOf) < up.possibleUntil]->(via:Entity)
  -[down:OWNS WHERE down.possibleFrom <= date($asOf) < down.possibleUntil]->(held:Entity)
WHERE (via.jurisdiction = $jurisdiction OR via.jurisdiction STARTS WITH $jurisdiction + '-')
  AND NOT coalesce(holder.jurisdiction, '') + '-' STARTS WITH $jurisdiction + '-'
  AND NOT coalesce(held.jurisdiction, '') + '-' STARTS WITH $jurisdiction + '-'
RETURN p AS path, holder.name AS holder, via.name AS via, held.name AS held
LIMIT 100;

// name: sudden-changes
// asks: Where did the majority change hands within a month?
// draws: path
// Companies of which, in the year up to a day, one party's majority of the votes ended and another's began within 31 days.  Deals that are only
// agreed or planned are none.
MATCH p = (before:Entity)-[old:OWNS]->(x:Entity)<-[new:OWNS]-(after:Entity)
WHERE date($asOf) - duration({years: 1}) <= new.certainFrom <= date($asOf)
  AND new.certainFrom - duration({days: 31}) <= old.certainUntil <= new.certainFrom + duration({days: 31})
  AND before <> after AND new.status IN ['in-effect', 'former'] AND old.status IN ['in-effect', 'former']
  AND (new.votesMin > 50 OR (new.votesMin = 50 AND new.votesMinOpen)) AND (old.votesMin > 50 OR (old.votesMin = 50 AND old.votesMinOpen))
RETURN p AS path, x.name AS company, before.name AS before, old.certainUntil AS until, after.name AS after, new.certainFrom AS since
ORDER BY since DESC, company
LIMIT 50;

// name: agreed-deals
// asks: Which deals are agreed or planned and not said to be done?
// draws: path
// Stakes that a source calls agreed or planned and that may hold on a day.
CALL () {
  MATCH p = (holder:Entity)-[r:OWNS]->(x:Entity)
  USING INDEX r:OWNS(status)
  WHERE r.status IN ['agreed', 'planned']
  RETURN p, holder, r, x
UNION ALL
  MATCH p = (holder:Entity)-[r:CONTROLS_BY_OTHER_MEANS]->(x:Entity)
  USING INDEX r:CONTROLS_BY_OTHER_MEANS(status)
  WHERE r.status IN ['agreed', 'planned']
  RETURN p, holder, r, x
}
WITH p, holder, r, x
WHERE r.possibleFrom <= date($asOf) < r.possibleUntil
RETURN p AS path, holder.name AS holder, x.name AS company, r.label AS label, r.statedAt AS statedAt
ORDER BY statedAt DESC, company
LIMIT 100;

// == On whose word ==

// name: who-says-so
// asks: Who says so?
// One statement, by the id on its arrow, with its quote and its sources.
CALL () {
  MATCH ()-[r:OWNS {id: $id}]->() RETURN r
  UNION MATCH ()-[r:CONTROLS_BY_OTHER_MEANS {id: $id}]->() RETURN r
  UNION MATCH ()-[r:SUPERVISES {id: $id}]->() RETURN r
  UNION MATCH ()-[r:MANAGES {id: $id}]->() RETURN r
  UNION MATCH ()-[r:BENEFITS_FROM {id: $id}]->() RETURN r
  UNION MATCH ()-[r:HOLDS_INDIRECTLY {id: $id}]->() RETURN r
  UNION MATCH ()-[r:RELATED_TO {id: $id}]->() RETURN r
  UNION MATCH ()-[r:SAME_AS {id: $id}]->() RETURN r
  UNION MATCH ()-[r:MAY_BE_SAME_AS {id: $id}]->() RETURN r
  UNION MATCH ()-[r:DIFFERENT_FROM {id: $id}]->() RETURN r
}
OPTIONAL MATCH (s:Source) WHERE s.uri IN r.sources
RETURN startNode(r).name AS holder, type(r) AS how, endNode(r).name AS subject, r.label AS label, r.quote AS quote, r.statedAt AS statedAt,
       collect(s {.uri, .title, .publisher, .published}) AS sources
LIMIT 10;

// name: disagreements
// asks: Where do sources disagree about its holders?
// draws: holder, one, two, x
// Pairs of statements about one holder and one kind of interest that both may hold on a day and whose sizes exclude each other, or of which
// one is a denial.
MATCH (holder:Entity)-[one:OWNS]->(x:Entity {uri: $uri})
WHERE one.possibleFrom <= date($asOf) < one.possibleUntil OR one.status = 'denied'
MATCH (holder)-[two:OWNS]->(x)
WHERE one.id < two.id AND one.interest = two.interest AND (two.possibleFrom <= date($asOf) < two.possibleUntil OR two.status = 'denied')
  AND (one.max < two.min OR two.max < one.min OR (one.status = 'denied') <> (two.status = 'denied')
    OR (one.interest = 'votingRights' AND (one.votesMax < two.votesMin OR two.votesMax < one.votesMin)))
RETURN holder, one, two, x, holder.name AS name, one.label AS first, one.sources AS firstSources, two.label AS second,
       two.sources AS secondSources
ORDER BY name, first
LIMIT 100;
