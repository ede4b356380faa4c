"""Wrong and right rewrites around the standard library, numpy and pandas; each wrong one has a witness that was run.

The format is that of ``own_pairs``. They were written before the oracle was run on any of them.
"""

from __future__ import annotations

from tests.oracles.own_pairs import Pair

PAIRS = [
    Pair(
        "regex",
        """\
import re
def f(s: str) -> bool:
    return re.fullmatch(r'\\d+', s) is not None
""",
        """\
def f(s: str) -> bool:
    return s.isdigit()
""",
        ["('12',)", "('',)", "('x',)"],
        """\
R = f('\\u00b2')
""",
    ),
    Pair(
        "regex",
        """\
import re
def f(s: str) -> bool:
    return re.fullmatch(r'[a-z]+', s) is not None
""",
        """\
import re
_P = re.compile(r'^[a-z]+$')
def f(s: str) -> bool:
    return _P.match(s) is not None
""",
        ["('ab',)", "('a1',)"],
        """\
R = f('ab\\n')
""",
    ),
    Pair(
        "regex",
        """\
import re
def f(s: str) -> list[str]:
    return re.findall(r'<.*?>', s)
""",
        """\
import re
_P = re.compile(r'<[^>]*>')
def f(s: str) -> list[str]:
    return _P.findall(s)
""",
        ["('<a> <b>',)", "('',)"],
        """\
R = f('<a\\nb>')
""",
    ),
    Pair(
        "regex",
        """\
import re
def f(s: str) -> list[str]:
    return re.findall(r'error', s, re.IGNORECASE)
""",
        """\
import re
_P = re.compile(r'[Ee]rror|ERROR')
def f(s: str) -> list[str]:
    return _P.findall(s)
""",
        ["('Error error',)", "('',)"],
        """\
R = f('eRRor')
""",
    ),
    Pair(
        "regex",
        """\
import re
def f(text: str, word: str) -> int:
    return len(re.findall(re.escape(word), text)) if word else 0
""",
        """\
import re
def f(text: str, word: str) -> int:
    return len(re.findall(word, text)) if word else 0
""",
        ["('a b a', 'a')", "('', 'x')"],
        """\
R = f('a.b', '.')
""",
    ),
    Pair(
        "locale",
        """\
def f(s: str) -> str:
    return s.upper()
""",
        """\
def f(s: str) -> str:
    return ''.join(chr(ord(c) - 32) if 'a' <= c <= 'z' else c for c in s)
""",
        ["('abC',)", "('',)"],
        """\
R = f('\\u00e9')
""",
    ),
    Pair(
        "locale",
        """\
def f(x: float) -> str:
    return f'{x:.2f}'
""",
        """\
def f(x: float) -> str:
    return str(round(x, 2))
""",
        ["(1.25,)", "(3.14159,)"],
        """\
R = f(1.0)
""",
    ),
    Pair(
        "time zone",
        """\
from datetime import datetime, timezone
def f(t: float) -> str:
    return datetime.fromtimestamp(t % 1e9, timezone.utc).strftime('%Y-%m-%d')
""",
        """\
from datetime import datetime
def f(t: float) -> str:
    return datetime.fromtimestamp(t % 1e9).strftime('%Y-%m-%d')
""",
        ["(0.0,)", "(86400.0,)"],
        """\
import os, time
os.environ['TZ'] = 'EST5'
time.tzset()
R = f(0.0)
""",
    ),
    Pair(
        "time zone",
        """\
from datetime import datetime
def f(a: datetime, b: datetime) -> int:
    return (b - a).days
""",
        """\
from datetime import datetime
def f(a: datetime, b: datetime) -> int:
    return (b.date() - a.date()).days
""",
        ["(datetime.datetime(2020, 1, 1), datetime.datetime(2020, 1, 3))"],
        """\
import datetime
R = f(datetime.datetime(2020, 1, 1, 23), datetime.datetime(2020, 1, 2, 1))
""",
    ),
    Pair(
        "time zone",
        """\
from datetime import timedelta
def f(d: timedelta) -> float:
    return d.total_seconds()
""",
        """\
from datetime import timedelta
def f(d: timedelta) -> float:
    return float(d.seconds + d.days * 86400)
""",
        ["(datetime.timedelta(hours=2),)"],
        """\
import datetime
R = f(datetime.timedelta(milliseconds=1500))
""",
    ),
    Pair(
        "pandas index",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df[df['x'] > 0]
""",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df[df['x'] > 0].reset_index(drop=True)
""",
        ["(pd.DataFrame({'x': [1, 2], 'y': [3, 4]}),)"],
        """\
import pandas as pd
R = f(pd.DataFrame({'x': [-1, 2]})).index.tolist()
""",
    ),
    Pair(
        "pandas index",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.Series:
    return df.groupby('k', sort=False)['v'].sum()
""",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.Series:
    return df.groupby('k')['v'].sum()
""",
        ["(pd.DataFrame({'k': [1, 2], 'v': [3, 4]}),)"],
        """\
import pandas as pd
R = f(pd.DataFrame({'k': [2, 1], 'v': [3, 4]})).index.tolist()
""",
    ),
    Pair(
        "pandas index",
        """\
import pandas as pd
def f(a: pd.Series, b: pd.Series) -> pd.Series:
    return a + b
""",
        """\
import pandas as pd
def f(a: pd.Series, b: pd.Series) -> pd.Series:
    return pd.Series(a.to_numpy() + b.to_numpy(), index=a.index)
""",
        ["(pd.Series([1, 2]), pd.Series([3, 4]))"],
        """\
import pandas as pd
R = f(pd.Series([1, 2], index=[0, 1]), pd.Series([3, 4], index=[1, 0])).tolist()
""",
    ),
    Pair(
        "pandas index",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df.sort_values('k', kind='stable')
""",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df.sort_values(['k', 'v'])
""",
        ["(pd.DataFrame({'k': [1, 2], 'v': [3, 4]}),)"],
        """\
import pandas as pd
R = f(pd.DataFrame({'k': [1, 1], 'v': [4, 3]}))['v'].tolist()
""",
    ),
    Pair(
        "pandas dtype",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.Series:
    return df['a'] * 2
""",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.Series:
    return pd.Series([x * 2 for x in df['a']], index=df.index)
""",
        ["(pd.DataFrame({'a': [1, 2]}),)"],
        """\
import pandas as pd
R = f(pd.DataFrame({'a': [1, 2]})).name
""",
    ),
    Pair(
        "numpy view",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return np.array(a.T)
""",
        """\
import numpy as np
def f(a: np.ndarray) -> np.ndarray:
    return a.T
""",
        ["(np.array([[1.0, 2.0], [3.0, 4.0]]),)"],
        """\
import numpy as np
a = np.array([[1.0, 2.0]])
f(a)[0, 0] = 5
R = a.tolist()
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(a: np.ndarray) -> float:
    t = 0.0
    for x in a:
        t += float(x)
    return t
""",
        """\
import numpy as np
def f(a: np.ndarray) -> float:
    return float(a.sum())
""",
        ["(np.array([1.0, 2.0]),)", "(np.array([1, 2]),)"],
        """\
import numpy as np
R = f(np.array([0.1] * 100))
""",
    ),
    Pair(
        "numpy dtype",
        """\
import numpy as np
def f(a: np.ndarray) -> list[int]:
    return [int(x) + 200 for x in a]
""",
        """\
import numpy as np
def f(a: np.ndarray) -> list[int]:
    return (a.astype(a.dtype) + np.array(200).astype(a.dtype)).astype(int).tolist()
""",
        ["(np.array([1, 2]),)"],
        """\
import numpy as np
R = f(np.array([100], dtype=np.uint8))
""",
    ),
    Pair(
        "heap",
        """\
def f(xs: list[int], k: int) -> list[int]:
    return sorted(xs)[:k]
""",
        """\
import heapq
def f(xs: list[int], k: int) -> list[int]:
    return heapq.nsmallest(k, xs)
""",
        ["([3, 1, 2], 2)", "([], 1)"],
        """\
R = f([1, 2, 3], -1)
""",
    ),
    Pair(
        "heap",
        """\
import heapq
def f(xs: list[int]) -> list[int]:
    heap = list(xs)
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in range(len(heap))]
""",
        """\
import heapq
def f(xs: list[int]) -> list[int]:
    heapq.heapify(xs)
    return [heapq.heappop(xs) for _ in range(len(xs))]
""",
        ["([],)"],
        """\
xs = [2, 1]
f(xs)
R = xs
""",
    ),
    Pair(
        "bisect",
        """\
def f(xs: list[int], x: int) -> int:
    n = 0
    for y in sorted(xs):
        if y <= x:
            n += 1
    return n
""",
        """\
import bisect
def f(xs: list[int], x: int) -> int:
    return bisect.bisect_left(sorted(xs), x)
""",
        ["([1, 3], 2)", "([], 1)"],
        """\
R = f([1, 2, 2], 2)
""",
    ),
    Pair(
        "counter",
        """\
from collections import Counter
def f(a: list[str], b: list[str]) -> dict[str, int]:
    c = Counter(a)
    c.subtract(b)
    return dict(c)
""",
        """\
from collections import Counter
def f(a: list[str], b: list[str]) -> dict[str, int]:
    return dict(Counter(a) - Counter(b))
""",
        ["(['a', 'a'], ['a'])", "([], [])"],
        """\
R = f(['a'], ['a', 'b'])
""",
    ),
    Pair(
        "counter",
        """\
from collections import defaultdict
def f(pairs: list[tuple[str, int]]) -> dict[str, list[int]]:
    d = defaultdict(list)
    for k, v in pairs:
        d[k].append(v)
    return dict(d)
""",
        """\
from collections import defaultdict
def f(pairs: list[tuple[str, int]]) -> dict[str, list[int]]:
    d = defaultdict(list)
    for k, v in pairs:
        d[k].append(v)
    return d
""",
        ["([('a', 1)],)"],
        """\
R = type(f([('a', 1)])).__name__
""",
    ),
    Pair(
        "itertools",
        """\
def f(xs: list[int]) -> list[tuple[int, int]]:
    out = []
    for i, x in enumerate(xs):
        if i and xs[i - 1] == x:
            out[-1] = (x, out[-1][1] + 1)
        else:
            out.append((x, 1))
    return out
""",
        """\
from collections import Counter
def f(xs: list[int]) -> list[tuple[int, int]]:
    return list(Counter(xs).items())
""",
        ["([1, 1, 2],)", "([],)"],
        """\
R = f([1, 2, 1])
""",
    ),
    Pair(
        "itertools",
        """\
def f(xs: list[int], n: int) -> list[list[int]]:
    n = max(n, 1)
    return [xs[i:i + n] for i in range(0, len(xs), n)]
""",
        """\
def f(xs: list[int], n: int) -> list[list[int]]:
    n = max(n, 1)
    it = iter(xs)
    return [list(chunk) for chunk in zip(*[it] * n)]
""",
        ["([1, 2, 3, 4], 2)", "([], 2)"],
        """\
R = f([1, 2, 3], 2)
""",
    ),
    Pair(
        "csv",
        """\
import csv, io
def f(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))
""",
        """\
def f(text: str) -> list[list[str]]:
    return [line.split(',') for line in text.splitlines()]
""",
        ["('a,b\\nc,d',)", "('',)"],
        """\
R = f('"a,b",c')
""",
    ),
    Pair(
        "json",
        """\
import json
def f(d: dict[str, int]) -> str:
    return json.dumps(d)
""",
        """\
def f(d: dict[str, int]) -> str:
    return '{' + ', '.join(f'"{k}": {v}' for k, v in d.items()) + '}'
""",
        ["({'a': 1},)", "({},)"],
        """\
R = f({'a"': 1})
""",
    ),
    Pair(
        "json",
        """\
import json
def f(x: dict[str, float]) -> dict[str, float]:
    return json.loads(json.dumps(x))
""",
        """\
def f(x: dict[str, float]) -> dict[str, float]:
    return x
""",
        ["({},)"],
        """\
d = {'a': 1.0}
R = f(d) is d
""",
    ),
    Pair(
        "struct",
        """\
def f(n: int) -> bytes:
    return (n & 0xFFFF).to_bytes(2, 'big')
""",
        """\
import struct
def f(n: int) -> bytes:
    return struct.pack('>H', abs(n) & 0xFFFF)
""",
        ["(1,)", "(0,)"],
        """\
R = f(-1)
""",
    ),
    Pair(
        "statistics",
        """\
def f(xs: list[int]) -> float:
    s = sorted(xs)
    n = len(s)
    if not n:
        return 0.0
    return float(s[n // 2]) if n % 2 else (s[n // 2 - 1] + s[n // 2]) / 2
""",
        """\
import statistics
def f(xs: list[int]) -> float:
    return float(statistics.median_low(xs)) if xs else 0.0
""",
        ["([1, 2, 3],)", "([],)"],
        """\
R = f([1, 2])
""",
    ),
    Pair(
        "rounding",
        """\
def f(x: float) -> int:
    return round(x)
""",
        """\
import math
def f(x: float) -> int:
    return math.floor(x + 0.5)
""",
        ["(1.2,)", "(1.7,)"],
        """\
R = f(2.5)
""",
    ),
    Pair(
        "integer root",
        """\
import math
def f(n: int) -> bool:
    return n >= 0 and math.isqrt(n) ** 2 == n
""",
        """\
def f(n: int) -> bool:
    return n >= 0 and int(n ** 0.5) ** 2 == n
""",
        ["(16,)", "(15,)", "(-1,)"],
        """\
R = f((2**53 + 1) ** 2)
""",
    ),
    Pair(
        "copying",
        """\
import copy
def f(xs: list[list[int]]) -> list[list[int]]:
    out = copy.deepcopy(xs)
    for row in out:
        row.sort()
    return out
""",
        """\
def f(xs: list[list[int]]) -> list[list[int]]:
    out = xs[:]
    for row in out:
        row.sort()
    return out
""",
        ["([[1, 2]],)", "([],)"],
        """\
xs = [[2, 1]]
f(xs)
R = xs
""",
    ),
    Pair(
        "same",
        """\
import re
def f(s: str) -> list[str]:
    return re.findall(r'[0-9]+', s)
""",
        """\
import re
_P = re.compile(r'[0-9]+')
def f(s: str) -> list[str]:
    return _P.findall(s)
""",
        ["('a1',)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(xs: list[int], n: int) -> list[list[int]]:
    n = max(n, 1)
    return [xs[i:i + n] for i in range(0, len(xs), n)]
""",
        """\
def f(xs: list[int], n: int) -> list[list[int]]:
    n = 1 if n < 1 else n
    out = []
    i = 0
    while i < len(xs):
        out.append(xs[i:i + n])
        i += n
    return out
""",
        ["([1, 2, 3], 2)"],
        "",
    ),
    Pair(
        "same",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df[df['x'] > 0]
""",
        """\
import pandas as pd
def f(df: pd.DataFrame) -> pd.DataFrame:
    return df.loc[df['x'].gt(0)]
""",
        ["(pd.DataFrame({'x': [1, -2], 'y': [3, 4]}),)"],
        "",
    ),
    Pair(
        "same",
        """\
from datetime import datetime, timezone
def f(t: float) -> str:
    return datetime.fromtimestamp(t % 1e9, timezone.utc).strftime('%Y-%m-%d')
""",
        """\
from datetime import datetime, timezone
def f(t: float) -> str:
    return datetime.fromtimestamp(t % 1e9, tz=timezone.utc).date().isoformat()
""",
        ["(0.0,)"],
        "",
    ),
    Pair(
        "same",
        """\
def f(xs: list[int], x: int) -> int:
    n = 0
    for y in sorted(xs):
        if y < x:
            n += 1
    return n
""",
        """\
import bisect
def f(xs: list[int], x: int) -> int:
    return bisect.bisect_left(sorted(xs), x)
""",
        ["([1, 3], 2)"],
        "",
    ),
    Pair(
        "same",
        """\
import heapq
def f(xs: list[int]) -> list[int]:
    heap = list(xs)
    heapq.heapify(heap)
    return [heapq.heappop(heap) for _ in range(len(heap))]
""",
        """\
def f(xs: list[int]) -> list[int]:
    return sorted(xs)
""",
        ["([2, 1],)"],
        "",
    ),
]
