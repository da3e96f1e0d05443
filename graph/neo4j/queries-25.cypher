// Questions of queries.cypher that Cypher 25 answers better, for a calendar release of Neo4j (tried on 2026.07); the form and the parameters are
// the same.  A path is followed only as long as the shares along it can still come to a ten-thousandth of the whole, so that it may be long, and
// never passes a party twice.

// == In Cypher 25 ==

// name: largest-shares-along-paths
// asks: Along which chains is its share in the other the largest?
// draws: path
// As share-along-paths, but the twenty chains with the largest products of up to twenty links, where that one has the twenty shortest.
CYPHER 25
MATCH p = ACYCLIC (y:Entity {uri: $other})
  (()<-[s:OWNS WHERE s.interest = 'shareholding' AND s.status IN ['in-effect', 'former'] AND s.certainFrom <= date($asOf) < s.certainUntil]-()){1,20}
  (x:Entity {uri: $uri})
WHERE allReduce(high = 100.0, step IN s | high * step.max / 100, high >= 0.01)
WITH p, s LIMIT 20000
RETURN p AS path, reduce(low = 100.0, r IN s | low * r.min / 100) AS least, reduce(high = 100.0, r IN s | high * r.max / 100) AS most
ORDER BY least DESC, most DESC, length(p), [r IN s | r.id]
LIMIT 20;

// name: products-along-long-paths
// asks: Whose money may it be, by products along paths of any length that matters?
// As products-along-paths, but of paths of up to twenty links: those whose greatest product is a ten-thousandth or more, instead of all of up
// to six links.  Where there are more than 20,000 such paths, isComplete is false.
CYPHER 25
MATCH ACYCLIC (x:Entity {uri: $uri})
  (()<-[s:OWNS WHERE s.interest = 'shareholding' AND s.status IN ['in-effect', 'former'] AND s.certainFrom <= date($asOf) < s.certainUntil]-()){1,20}
  (holder:Entity)
WHERE allReduce(high = 100.0, step IN s | high * step.max / 100, high >= 0.01)
WITH holder, s LIMIT 20001
WITH collect({holder: holder, low: reduce(low = 100.0, r IN s | low * r.min / 100), high: reduce(high = 100.0, r IN s | high * r.max / 100)}) AS products
UNWIND products AS product
WITH product, product.holder AS party, size(products) <= 20000 AS isComplete
RETURN party.name AS holder, count(*) AS paths, sum(product.low) AS least, sum(product.high) AS most, isComplete
ORDER BY least DESC, holder
LIMIT 100;
