// Questions to the property graph, for the Neo4j Browser and for programs.  docs/reference/neo4j.md explains the properties.
// In the Browser set the parameters first, for example:
//   :param uri => 'https://...'
//   :param asOf => date('2018-12-12')
//   :param statuses => ['in-effect', 'former', 'agreed']
// Every query starts at one party and visits a node once (SHORTEST) or has a bound, so circles of holdings are safe.
// A "control link" is a statement in one of $statuses that certainly holds on $asOf and gives its holder more than half of the
// votes, or control without a number.  Adding up the votes of several holders is the engine's task: see derived-controllers.

// name: ultimate-controllers
// Who ultimately controls X: the tops of the chains of control links, one shortest chain each.
// A top is a party that nobody outside its own ring controls.  'former' in $statuses is for dates before the end of what has ended.
MATCH p = ANY SHORTEST (top:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE link.status IN $statuses AND link.certainFrom <= $asOf < link.certainUntil
       AND (NOT link:OWNS OR link.votesMin > 50 OR (link.votesMin = 50 AND link.votesMinOpen))]->())+
  (x:Entity {uri: $uri})
WHERE top <> x AND NOT EXISTS {
  MATCH (above:Entity)-[up:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
     WHERE up.status IN $statuses AND up.certainFrom <= $asOf < up.certainUntil
       AND (NOT up:OWNS OR up.votesMin > 50 OR (up.votesMin = 50 AND up.votesMinOpen))]->(top)
  WHERE NOT EXISTS {
    (top)
      (()-[back:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES
         WHERE back.status IN $statuses AND back.certainFrom <= $asOf < back.certainUntil
           AND (NOT back:OWNS OR back.votesMin > 50 OR (back.votesMin = 50 AND back.votesMinOpen))]->()){1,20}
      (above)
  }
}
RETURN top.uri AS controller, top.name AS name, [r IN relationships(p) | r.id] AS chain,
       [r IN relationships(p) | type(r) + ' ' + r.label] AS links,
       CASE WHEN last(relationships(p)):OWNS THEN last(relationships(p)).votesMin END AS votesMin
ORDER BY size(chain), controller
LIMIT 200;

// name: everyone-above
// Everyone who may be above X on a day and whom nobody holds then, whatever the size of the stakes, one shortest chain each.
MATCH p = ANY SHORTEST (top:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= $asOf < link.possibleUntil]->())+ (x:Entity {uri: $uri})
WHERE NOT EXISTS { (top)<-[up:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE up.possibleFrom <= $asOf < up.possibleUntil]-() }
RETURN top.name AS top, length(p) AS links,
       [r IN relationships(p) | r {.id, .label, .status, type: type(r)}] AS chain
ORDER BY links, top
LIMIT 200;

// name: chart
// The same as a picture: run it in the Browser.
MATCH p = ANY SHORTEST (top:Entity)
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.possibleFrom <= $asOf < link.possibleUntil]->())+ (x:Entity {uri: $uri})
RETURN p
LIMIT 50;

// name: holders-on-a-date
// Who holds what in X on a day.  min and max are always there: 0 and 100 mean that the size is not known.  Versions of one record are
// one row, from the least to the greatest size.
MATCH (holder:Entity)-[r:OWNS]->(x:Entity {uri: $uri})
WHERE r.possibleFrom <= $asOf < r.possibleUntil
WITH holder, r.interest AS interest, r.sources AS sources, coalesce(r.record, r.id) AS record, collect(r) AS versions
RETURN holder.name AS holder, reduce(low = 100.0, v IN versions | CASE WHEN v.min < low THEN v.min ELSE low END) AS min,
       reduce(high = 0.0, v IN versions | CASE WHEN v.max > high THEN v.max ELSE high END) AS max,
       reduce(text = '', v IN versions | text + CASE text WHEN '' THEN '' ELSE ' or ' END + v.label) AS share,
       versions[0].status AS status,
       size(versions) = 1 AND coalesce(versions[0].certainFrom <= $asOf < versions[0].certainUntil, false) AS certainly
ORDER BY min DESC, holder;

// name: holdings-on-a-date
// What X holds, and in whom, on a day.
MATCH (x:Entity {uri: $uri})-[r:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES]->(held:Entity)
WHERE r.possibleFrom <= $asOf < r.possibleUntil
RETURN held.name AS subject, type(r) AS how, r.label AS label, r.status AS status
ORDER BY subject;

// name: everything-below
// Parties that X reaches through control links on a day, each once.
MATCH p = ANY SHORTEST (x:Entity {uri: $uri})
  (()-[link:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES WHERE link.certainFrom <= $asOf < link.certainUntil
     AND (NOT link:OWNS OR link.votesMin > 50 OR (link.votesMin = 50 AND link.votesMinOpen))]->())+ (below:Entity)
WHERE below <> x
RETURN below.name AS subject, length(p) AS links
ORDER BY links, subject
LIMIT 1000;

// name: products-along-paths
// Products of the shares that certainly hold on a day along paths of at most six links, summed.  NOT integrated ownership when there are circles, and slow in
// a dense group: the number of paths grows with every layer.
MATCH p = (holder:Entity) (()-[s:OWNS WHERE s.certainFrom <= $asOf < s.certainUntil]->()){1,6} (x:Entity {uri: $uri})
WITH holder, reduce(low = 1.0, r IN s | low * r.min / 100) AS low, reduce(high = 1.0, r IN s | high * r.max / 100) AS high
RETURN holder.name AS holder, count(*) AS paths, sum(low) * 100 AS least, sum(high) * 100 AS most
ORDER BY least DESC, holder
LIMIT 100;

// name: circles
// Circles of ownership through X on a day.
MATCH p = (x:Entity {uri: $uri})-[r:OWNS WHERE r.possibleFrom <= $asOf < r.possibleUntil]->{2,6}(x)
RETURN [n IN nodes(p) | n.name] AS circle
LIMIT 20;

// name: who-says-so
// One statement with its quote and its sources.
MATCH (holder:Entity)-[r:OWNS|CONTROLS_BY_OTHER_MEANS|SUPERVISES|MANAGES|BENEFITS_FROM|RELATED_TO {id: $id}]->(subject:Entity)
OPTIONAL MATCH (s:Source) WHERE s.uri IN r.sources
RETURN holder.name AS holder, type(r) AS how, subject.name AS subject, r.label AS label, r.quote AS quote,
       collect(s {.uri, .title, .published}) AS sources;

// name: find-a-party
// Parties by name or alias.
CALL db.index.fulltext.queryNodes('entity_text', $text) YIELD node, score
RETURN node.uri AS uri, node.name AS name, score
ORDER BY score DESC
LIMIT 20;

// name: derived-controllers
// What the engine found: joint holdings, circles and unknown shares included.
MATCH (controller:Entity)-[c:DERIVED_CONTROLS {rule: $rule, asOf: $asOf}]->(x:Entity {uri: $uri})
RETURN controller.uri AS controller, controller.name AS name, c.certainty AS certainty, c.votesAssumed AS votesAssumed,
       c.evidence AS evidence, c.include AS include, c.run AS run
ORDER BY controller;
