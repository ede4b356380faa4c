SELECT sum(l_extendedprice * l_discount) FROM lineitem
WHERE l_shipdate >= DATE '1995-01-01' AND l_shipdate < DATE '1996-01-01' AND l_discount BETWEEN 0.04 AND 0.06 AND l_quantity < 25;

SELECT l_shipmode, count(*), sum(l_quantity) FROM orders, lineitem
WHERE o_orderkey = l_orderkey AND l_commitdate < l_receiptdate AND l_shipdate < l_commitdate
  AND l_receiptdate >= DATE '1996-01-01' AND l_receiptdate < DATE '1997-01-01'
GROUP BY 1 ORDER BY 1;

SELECT c_mktsegment, count(DISTINCT o_orderkey), sum(l_extendedprice * (1 - l_discount)) FROM customer, orders, lineitem
WHERE c_custkey = o_custkey AND l_orderkey = o_orderkey AND o_orderdate >= DATE '1996-01-01' AND o_orderdate < DATE '1996-07-01'
GROUP BY 1 ORDER BY 1;
