import random

import sqlparse

rng = random.Random(11)


def query():
    columns = ", ".join(f"t{rng.randrange(9)}.c{i} AS x{i}" for i in range(14))
    where = " AND ".join(f"(t1.c{i} = {rng.randrange(99)} OR t2.d{i} IN (1, 2, {i}))" for i in range(8))
    return f"SELECT {columns} FROM t1 JOIN t2 ON t1.id = t2.id WHERE {where} ORDER BY x1, x2;"


print(sum(len(sqlparse.format(query(), reindent=True, keyword_case="lower")) for _ in range(22)))
