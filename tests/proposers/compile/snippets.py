'''Small functions that go over what lists, texts, numbers and control do at their edges, one a paragraph.

The names that a paragraph does not bind say what it is given: ``n m k`` integers, ``x y`` floats, ``b c`` booleans, ``s t``
texts, ``xs ys`` lists of integers, ``fs`` of floats, ``ss`` of texts, ``bs`` of booleans, ``grid`` a list of lists of
integers, ``ps`` a list of pairs of integers, ``p`` one such pair, ``xfs`` a list of integers and floats, ``di`` a dict of
integers by integers, ``ds`` of integers by texts, ``dl`` of lists of integers by texts, ``dp`` of texts by pairs, ``si`` a
set of integers, ``sz`` of texts.
A line that is one expression is what the function returns.
'''

from __future__ import annotations

LISTS = """
xs.index(n)

xs.index(n, m)

xs.index(n, m, k)

xs.count(n)

xs.count(x)

fs.count(x), fs.index(x)

bs.count(b), bs.index(b), bs.count(n)

ss.index(s), ss.count(s)

ps.index(p)

xs.insert(n, m)
return xs

xs.insert(b, m)
return xs

xs.insert(n, m)
xs.insert(-k, n)
return xs, len(xs)

xs.pop(n), xs

xs.pop(), xs.pop(), xs

xs.pop(0) - xs.pop(0) * xs.pop()

xs[0] + xs.pop() + xs[0] + len(xs)

xs.remove(n)
return xs

xs.extend(ys)
return xs, ys

xs.extend(xs)
return xs

xs.extend(s)
return xs

xs += ys
return xs, ys

xs += xs
return xs

ys = xs
ys += [n]
return xs, ys

ys = xs
ys = ys + [n]
return xs, ys

ys = xs
ys *= 2
return xs, ys

ys = xs[:]
ys.append(n)
return xs, ys

ys = list(xs)
ys.append(n)
return xs, ys

ys = xs.copy()
ys.sort()
return xs, ys

xs.reverse()
return xs

list(reversed(xs)), xs

xs.sort()
return xs

fs.sort()
return fs

ss.sort()
return ss

ps.sort()
return ps

xs.sort(reverse=True)
return xs

ps.sort(key=lambda q: q[0])
return ps

ps.sort(key=lambda q: q[0], reverse=True)
return ps

ss.sort(key=len)
return ss

sorted(xs), xs

sorted(fs), sorted(ss), sorted(bs)

sorted(ps)

sorted(ps, key=lambda q: q[1], reverse=True)

sorted(s)

sorted(xs, reverse=b)

xs.clear()
return xs

xs[n:m]

xs[n:m:k]

xs[::-1], xs[n::-1], xs[:m:-1], xs[n:m:-1]

xs[::2], xs[n::2], xs[:m:3], xs[n:m:2]

xs[::-2]

xs[n:m:-3]

xs[b:]

xs[n:m] = ys
return xs

xs[::2] = ys
return xs

xs[n:] = []
return xs

del xs[n]
return xs

del xs[n:m]
return xs

xs[n]

xs[n] = m
return xs

xs[b]

xs[b] = n
return xs

xs[-1], xs[0], xs[-2]

xs[n] += m
return xs

xs[n] += xs.pop()
return xs

xs[n], xs[m] = xs[m], xs[n]
return xs

xs[1], xs[0] = xs
return xs

[xs[1], xs[0]] = xs
return xs

grid[1], grid[0] = grid
return grid

n, xs[n] = m, k
return n, xs

n, xs[n] = ys
return n, xs

xs[n] = n = m
return n, xs

n = xs[n] = m
return n, xs

xs[(n := 1)] = n
return xs

a, (d, e) = n, p
return e, d, a

a, d, e = xs
return e, d, a

a, *d = xs
return a, d

n in xs, n not in xs

x in xs

x in fs, x in (x, y), (x, n) == (x, n)

x in (x, 1.0)

n in (n, m // k)

n in (m, xs[0], xs[-1] // k)

b in xs

n in bs

s in ss

p in ps

xs in grid

xs == ys, xs != ys, xs == xs

xs < ys

fs == fs, fs == [x]

grid == [xs, ys]

ps == [p]

p == (n, m), p < (n, m), p >= (n, m), p != (m, n)

(n, s) < (m, t), (n, s) == (m, t)

(x, n) < (y, m)

[n, b]

[n, x]

[n, x][k]

xs.append(x)
return xs

xs.append(b)
return xs

xs[0] = x
return xs

fs.append(n)
return fs, sum(xs)

fs[0] = n
return fs

xfs[0], xfs, len(xfs)

xfs.append(n)
xfs.append(x)
return xfs

max(xfs), min(xfs)

sum(xfs)

sorted(xfs)

[v * 2 for v in xfs], [v / 2 for v in xfs]

xs * n

n * xs

[xs] * 2

ys = [[n] * 2] * 3
ys[0].append(m)
ys[1][0] = k
return ys

grid[0] += [n]
return grid

row = grid[0]
grid[0] += [n]
return grid, row

row = grid[0]
grid[0] *= 2
return grid, row

row = grid[0]
row += [n]
return grid

row = grid[0]
row = row + [n]
return grid, row

row = grid[n]
row.append(m)
return grid, row

grid.append(xs)
xs.append(n)
return grid, xs

grid.append(grid[0])
grid[0].append(n)
return grid

grid[0] = xs
grid[0].append(n)
grid[1] = grid[0]
return grid

row = grid.pop()
row.append(n)
return grid, row

grid[n][m] += k
return grid

grid[0], grid[1] = grid[1], grid[0]
grid[0].append(n)
return grid

[row[:] for row in grid], [row for row in grid], grid[:]

out = [row for row in grid]
out[0].append(n)
return out, grid

out = []
for row in grid:
    out.append(row)
    row.append(n)
return out

out = [[0] * 2 for row in grid]
out[0][1] = n
return out

sum([sum(row) for row in grid]), max([len(row) for row in grid])

for v in xs:
    if v > n and len(xs) < 12:
        xs.append(v - 1)
return xs

for v in xs:
    xs.pop()
return xs

for v in xs:
    if v == n:
        xs.remove(v)
return xs

total = 0
for v in reversed(xs):
    xs[0] = 9
    total = total * 2 + v
return total, xs

total = 0
for v in reversed(xs):
    if len(xs) > 1:
        xs.pop()
    total += v
return total, xs

for i, v in enumerate(xs):
    if v > 2 and len(xs) < 9:
        xs.insert(0, n)
    xs[i] = i
return xs

for v in xs[:]:
    xs.append(v)
return xs

for v in xs:
    xs = [n]
    xs.append(v)
return xs

total = 0
for v, w in zip(xs, ys):
    total += v * w
    ys.append(n) if len(ys) < 9 else None
return total

total = 0
for v, w in zip(xs, xs):
    if len(xs) < 7:
        xs.append(v)
    total += w
return total, xs

total = 0
for v, w in zip(xs, ys):
    ys.pop()
    total += v * w
return total, xs, ys

for v in xs:
    for w in xs:
        if v == w and len(xs) < 9:
            xs.append(w + 1)
return xs

xs[n] = k // m
xs[m] = k // n
return xs

xs.append(n)
xs[9] = 0
return xs

for i in range(len(xs)):
    xs[i] = 10 // xs[i]
return xs

xs.append(1)
raise ValueError(n)

xs.append(1)
assert n > m, "no"
return xs

left = 9
while xs.pop() > n and left:
    left -= 1
    xs.append(m) if len(xs) < 2 and m > k else None
return xs

while xs and xs[-1] != n:
    xs.pop()
return xs

0 < n < xs.pop()

n < m < xs.pop() < k
return xs

ok = n < m < xs.pop()
return ok, xs

xs and xs.pop() > n or ys and ys.pop() > n
return xs, ys

ok = len(xs) > 1 and xs.pop() > n or len(ys) > 0 and ys.pop() > m
return ok, xs, ys

v = xs.pop() if n > m else ys.pop()
return v, xs, ys

[xs.pop() for v in ys]

[xs.pop() for v in ys if xs], xs

xs or ys

xs and ys

n or xs

len(xs) or n

not xs, bool(xs), bool(ss), not grid

xs is ys, xs is xs

[xs, ys][0] is xs

tuple(xs)

min(xs), max(xs)

min(xs, default=n)

max(fs), min(fs)

max(ss), min(ss), max(ps)

min(ss, key=len)

max(xs, ys)

min(n, m, k), max(n, m, k)

min(n, x), max(x, n), max(n, x)

min(x, y), max(x, y)

min(b, n), max(n, b)

max(xs.pop(), xs.pop(), n)

min(s, t)

sum(xs)

sum(xs, n)

sum(xs, x)

sum(fs)

sum(bs), sum([v > n for v in xs]), sum(v > n for v in xs)

sum(grid, [])

any(xs), all(xs), any(fs), all(ss)

any(v > n for v in xs), all(v > n for v in xs if v)

any(xs.pop() > n for v in ys)
return xs

any([xs.pop() > n for v in ys])
return xs

all(10 // v for v in xs)

any(10 // v > n for v in xs)

any(v for row in grid for v in row)

[(i, v) for i, v in enumerate(xs, n)]

list(enumerate(xs)), list(zip(xs, ys))

[v + w for v, w in zip(xs, ys)], [v * i for i, v in enumerate(ys, m)]

[v + w + len(z) for v, w, z in zip(xs, ys, ss)]

[v for v in range(n, m, k)]

list(range(n)), list(range(n, m))

[v for v in reversed(range(n))], [v for v in reversed(range(n, m))]

list(range(b))

n in range(m), len(range(n, m))

out = []
for i in range(n, m, k):
    out.append(i)
    i += 5
return out

for i in range(n):
    n -= 1
return n, i

i = 9
for i in xs:
    pass
return i

for i in xs:
    if i == n:
        break
else:
    i = -1
return i

i = 0
while i < n:
    i += 1
    if i == m:
        break
else:
    i = -i
return i

for v in xs:
    if v == n:
        continue
    if v == m:
        break
else:
    return "else"
return "break"

for row in grid:
    for v in row:
        if v == n:
            break
    else:
        continue
    break
else:
    return -1
return v

[v for v in xs if v > n for w in ys if w != v]

[v for v in xs for v in range(v)]

v = n
out = [v for v in xs]
return v, out

[[w for w in row if w > n] for row in grid]

[(v, w) for v in xs for w in ys]

xs.append(xs[0])
return [v if v > n else -v for v in xs]

out = []
out.append(out)
return len(out)

xs.append(n)
ys.append(m)
return xs, ys

grid[0].append(n)
grid[-1].append(m)
return grid

grid[0].append(grid[1].pop())
return grid, grid[0] == grid[1]

t = (xs, n)
t[0].append(n)
return t, xs

t = (xs, n)
t[0] += [n]
return xs

ps.append(p)
ps.insert(0, (n, m))
return ps

ps[n] = p
return ps

p[0] + p[1], p[-1], p[n]

p[n] if n < 2 else len(p)

q = p
a, d = q
a += 1
return a, q

def add(v):
    return v + n
return add(m)

return [f(v) for f in [lambda q: q + n] for v in xs]

return add_to(xs, n), xs

return add_to(xs, n) + len(xs) + add_to(xs, m) + xs[-1]

return len(xs) + add_to(xs, n)

return add_to(grid[0], n), grid

return keep(xs), keep(xs) == xs

keep(xs).append(n)
return xs

ys = keep(xs)
ys.append(n)
return ys, xs

return grown(n), grown(n, [1])

return halves(n), halves(m)

return picked(xs, n), picked(xs, k=m)

return deep(n)

return fact(n)

v = xs[0] if xs else None
return v

v = None
for w in xs:
    if v is None or w > v:
        v = w
return v

v = None
for w in xs:
    if w > n:
        v = w
if v:
    return v
return -1

if n > m:
    v = n
return v

if n > m:
    v = n
v
return 0

xs.append(1)
del xs
return xs

xs = xs + [n] * 2 + xs[1:2]
return xs

try:
    return xs[n]
except IndexError:
    return None

try:
    xs[n] = 1
finally:
    xs.append(0)
return xs

try:
    return 10 // n
except ZeroDivisionError:
    return "zero"
else:
    return "else"
finally:
    xs.append(n)

out = []
for v in xs:
    try:
        out.append(10 // v)
    except ZeroDivisionError:
        out.append(0)
        continue
    finally:
        out.append(-1)
return out

while True:
    if not xs:
        break
    n += xs.pop()
return n

print(n)
return xs

import math
return math.floor(x)

xs.index(n) if n in xs else -1

i = 0
while i < len(xs):
    if xs[i] > n:
        xs.pop(i)
    else:
        i += 1
return xs

xs[xs[0]] = xs[xs.pop()]
return xs

xs[xs.pop()] = len(xs)
return xs

xs[len(xs) - 1] = xs.pop()
return xs

xs[add_to(ys, 1)] = add_to(ys, 2)
return xs, ys
"""

NUMBERS = """
n + m, n - m, n * m

n * n * n * n * n * n

n // m, n % m

divmod(n, m)

divmod(x, y)

divmod(n, x)

x // y, x % y

n // x, x % n

n / m

n / m + m / k

x / y

n ** m

n ** 2, n ** 3, (-n) ** 3

x ** y

x ** 2, x ** n

n ** x

2 ** n

n ** -1

pow(n, m)

pow(n, m, k)

pow(n, -1, m)

pow(x, n)

n << m, n >> m

n & m, n | m, n ^ m, ~n

b & c, b | c, b ^ c

b & n, b | m, ~b

-b, +b, abs(b), b + c, b * n, b - c

b / n

b // c, b % c, b ** c, b << c

b < c, b == n, b < x, b == x

b == 1, b is True, n == True

n == x, n < x, n >= x, n != x

x == x, x != y, x < y, x <= y

n < m < k, n <= m == k, n != m != k

n < x < m, x == n == b

not n, not x, not s, not b

bool(n), bool(x), bool(s)

n and m

n or m, x or y

b and c, b or n

n and x

n > m and n or k

s or t

s and n

b or c and not b

(n > m) + (m > k), (n > m) * 5

(n > m) == (m > k), (n > m) < (m > k)

round(x)

round(x, n)

round(x, 1), round(n, -1)

round(n), round(b)

int(x)

int(s)

int(s, 16)

int(b), int(n), float(n), float(b)

float(s)

float("inf"), float("-inf")

int(-x), int(x * 2)

abs(n), abs(x), -n, -x, +x

abs(-n), n - -m

str(n), str(b)

str(x), repr(x)

str(n) + str(m), len(str(n))

f"{n}", f"{x}"

f"{n:>5}|{x:.2f}|{s!r}"

f"{x:g} {x:e} {n:05d} {n:,} {n:x} {b}"

"%d %s %r %.3f" % (n, s, x, x)

"%d" % x

"{:>8} {}".format(s, n)

hash(n), hash(x), hash(b)

hash(n) == hash(float(n))

chr(n)

chr(ord(s[0]) + n)

ord(s)

[ord(ch) for ch in s]

bin(n), hex(n), oct(n)

n.bit_length(), x.is_integer()

max(n, 0) - min(m, 0)

n if n > m else x

n if b else s

v = n
v = x
return v

v = n
v += x
v *= 2
return v

v = 0
for w in fs:
    v += w
return v

v = 0
for w in xs:
    v += w
    v *= 3
return v

v = 1
for i in range(n):
    v *= m
return v

v = 1
for i in range(n):
    v = v * 2 + 1
    if v > m:
        v -= k
return v

v = 0.0
for w in xs:
    v = v / 2 + w
return v

v = -0.0
v += n
return v, -v, abs(v), 0 * -1.5, v * -1

v = n
n += 1
v *= n
n -= v
return v, n

n //= m
n %= k
return n

n <<= 2
n >>= 1
n |= m
n &= k
n ^= 5
return n

x += n
x /= 3
x //= m
return x

b += 1
return b

b |= c
return b

n |= b
return n

v = 0
while n > 0:
    v += n % 10
    n //= 10
return v, n

v = 0
while n:
    n //= 2
    v += 1
    if v > 70:
        break
return v

(n, x)[b]

(n, m)[k]

max((n, m, k)), min((n, m)), sum((n, m))

n + (n := 5) + n

v = (n := m) + n
return v, n

n in (1, 2, 3), n in [1, 2], n in {1, 2}

x in (1, 2), x in [0.0, 1.5]

n in (1.0, True)

b in (0, 1)

isinstance(n, int), isinstance(b, int), type(n) is int

n is None, n == None, s is None

None

return

pass

n == s

n < s

n + s

s * n

xs + n

x % 1, x % -1, -x % 3

n % 8, n // 8, n % 1, n // 1, n % -8, n // -8

n % 3, n // 3, -n % 3, -n // 3

n * 2**62

n + 2**63 - 1

2**63 - 1 + n - 1

9223372036854775807 - n

-9223372036854775808 + n

-9223372036854775808 // m

(n + m) // 2

n * m % k

n * m // k * k

sum(i * i for i in range(n))

sum([n ** i for i in range(m)])

len([i for i in range(n) if i % 2])

math.sqrt(x)

math.sqrt(n)

math.floor(x), math.ceil(x)

math.trunc(x)

math.floor(n), math.isnan(x), math.isinf(x)

math.gcd(n, m)

math.isqrt(n)

math.log(x)

math.log(n, 2)

math.log2(n), math.log10(n)

math.exp(x)

math.pow(x, y), math.fmod(x, y)

math.atan2(x, y), math.hypot(x, y)

math.sin(x), math.cos(x)

math.factorial(n)

math.comb(n, m)

math.copysign(x, y)

math.fabs(n), math.degrees(x)

math.inf > x, math.pi * n

FACTOR * n + OFFSET

x * FACTOR

if n > m:
    return n
elif n == m:
    return x
return None

if n > m:
    return [n]
return "s"

return 1 if n else 1.0

if not n:
    return True
return n
"""

TEXTS = """
s[n]

s[0], s[-1], s[n:m]

s[::-1], s[n::2], s[:m], s[n:m:-1]

s[n:m:k]

len(s), len(s[n:])

s + t, s * 2, s * n, n * s

s + s[0]

s == t, s < t, s >= t, s != t

s[0] == t[0], s[0] < t, s[0] == t, s[:1] == s[0]

t in s

s[0] in t

t[0] in s, t[-1] not in s

"" in s, "a" in s, "ab" in s

s.find(t), s.rfind(t)

s.find(t, n), s.find(t, n, m)

s.index(t)

s.index(s[0])

s.count(t)

s.count("a"), s.count(""), s.count("é")

s.count(t[0])

s.replace(t, "x"), s.replace("", "-")

s.replace("a", "b", n)

s.split()

s.split(" "), s.split("a", 1)

s.split(t)

s.splitlines(), s.partition("a"), s.rsplit("a", 1)

s.strip(), s.lstrip(), s.rstrip("a")

s.strip(t)

s.startswith(t), s.endswith(t)

s.startswith(("a", "b")), s.startswith("a", n)

s.join(ss)

"".join(ss), ",".join(ss)

s[0].join(ss), "".join([ch for ch in s if ch != " "])

"".join(s), "-".join(s)

"".join([str(v) for v in xs]), " ".join([str(v) for v in xs])

"".join(reversed(s)), "".join(sorted(s))

"".join(xs)

s.isdigit(), s.isalpha(), s.isspace()

[ch.isdigit() for ch in s]

[ch.isalpha() for ch in s]

[ch.isalnum() for ch in s]

[ch.isupper() for ch in s], [ch.islower() for ch in s]

[ch.isspace() for ch in s]

[ch.isdigit() and int(ch) > n for ch in s]

[int(ch) for ch in s]

s.upper(), s.lower()

s.title(), s.capitalize(), s.swapcase()

[ch.upper() for ch in s]

s.casefold(), s.zfill(n), s.center(n, "*")

s.encode()

s.isidentifier(), s.isnumeric(), s.isdecimal()

[ch for ch in s]

list(s), sorted(s), set(s) == set(t)

for i, ch in enumerate(s):
    if ch == t:
        return i
return -1

out = ""
for ch in s:
    out += ch
    s += "x"
return out, s

out = ""
for ch in s:
    out = ch + out
return out

out = s
out += t
out += out
return out, s

out = ""
keep = []
for ch in s:
    out += ch
    keep.append(out)
return keep

out = s[0]
out += "b"
out = out * 2
return out

ch = s[0]
ch = ""
return ch

max(s), min(s)

min(ch for ch in s)

ord(s[0]) - ord("a")

chr((ord(s[0]) - 97 + n) % 26 + 97)

s[n] == "é", "é" + s, "\\U0001F600" in s, s + "\\x00"

"a" < s < "c"

s is t

s[n] = "a"

a, d = s
return d, a

a, d = s[:2]
return a + d

for a, d in zip(s, t):
    if a != d:
        return a
return len(s) == len(t)

for ch in reversed(s):
    if ch == "a":
        return True
return False

ss.append(s)
ss[0] += t
return ss

ss[0] += "x"
v = ss[0]
v += "y"
return ss, v

ss.append(s[0])
ss.append("c")
return ss

s in ss, [v for v in ss if v], [len(v) for v in ss]

ss[0][0], ss[-1][n:]

[v[0] for v in ss]

[v == s for v in ss], s[0] in ss

ss == [s, t], ss.count(s), ss.index(t)

[v.upper() for v in ss], [v.strip() for v in ss]

s or "none"

s if s else t

(s, n), (s[0], t)

bytes(xs)

s.encode()[n]

bytearray(b"abc")
return 1

[s[i:i + 2] for i in range(0, len(s), 2)]

i = 0
while i < len(s) and s[i] != "a":
    i += 1
return s[i:]

return joined(s, t), joined(s)

sum(ord(ch) for ch in s) % 7

all(ch == s[0] for ch in s), any(ch in t for ch in s)

s == s[::-1]

f"{s}{n}"

str(s), str(n) + s, repr(s)

s > t[0], s[0] <= "b"
"""

TABLES = """
d = {}
d[n] = m
d[m] = n
return d

d = {}
for v in xs:
    d[v] = d.get(v, 0) + 1
return d

d = {}
for v in xs:
    d[v] = d.get(v, 0) + 1
return d.keys()

d = {v: 1 for v in xs}
return d.values(), d.items()

d = {}
for v in xs:
    d[v] = 1
return d.items()

d = {}
for v in xs:
    d[v] = 1
return list(d.items()), list(d.keys()), list(d.values()), list(d)

d = {}
for v in xs:
    d[v] = 1
view = d.keys()
d[99] = 1
return len(view), 99 in view

d = {}
for v in xs:
    d[v] = 1
view = d.values()
d[99] = 7
return sum(view)

d = {}
for v in xs:
    d[v] = 1
return d.items()[0]

d = {}
for v in xs:
    d[v] = 1
return d.keys() == xs

d = {}
for v in xs:
    d[v] = 1
return d.keys()[0]

d = {}
for v in xs:
    d[v] = v
for v in d:
    d[v + 1] = n
return d

d = {}
for v in xs:
    d[v] = v
for v in d:
    d[v] = n
return d

d = {}
for v in xs:
    d[v] = 1
for v, w in d.items():
    d[n] = w + 1
    d[v] += w
    if v in d:
        d[v] += d[xs[0]]
return d

d = {}
for v in xs:
    d[v] = v
total = 0
for v, w in d.items():
    for z in xs:
        d[z] += 1
    total = total * 2 + w
return total

d = {}
for v in xs:
    d[v] = v
total = 0
for w in d.values():
    d[xs[-1]] = w + 1
    total = total * 2 + w
return total

d = {}
for v in xs:
    d[v] = v
return [d[v] for v in d], sum(d.values()), max(d.values()), sorted(d.items())

d = {}
for v in xs:
    d[v] = v
for v in list(d.keys()):
    d[v + 1] = 0
return d

d = {}
for v in xs:
    d[v] = v
for v in d.keys():
    if v == n:
        del d[v]
return d

d = {}
for v in xs:
    d[v] = v
del d[n]
d[n] = 1
return list(d)

d = {}
for v in xs:
    d[v] = v
return d.pop(n), d.pop(m, None), d

d = {}
for v in xs:
    d[v] = v
return d.setdefault(n, m), d.get(k), d

d = {}
for v in xs:
    d[v] = v
return d.popitem(), d

d = {1: 2, 3: n}
d.update({n: 5})
return d, d.get(n), d.get(m, "no")

d = {n: 1, m: 2, k: 3}
return d, len(d)

d = {}
d[n] = 1
d[b] = 2
return d

d = {}
d[x] = 1
d[n] = 2
return d

d = {}
d[s] = n
d[t] = m
return d, s in d, d[s]

d = {}
for ch in s:
    d[ch] = d.get(ch, 0) + 1
return d, d.get(t, -1)

d = {}
d[n, m] = 1
return d[m, n]

d = {}
d[p] = n
return d, (n, m) in d

d = {}
d[n] = []
d[n].append(m)
d[m] = d[n]
d[m].append(k)
return d

d = {}
for v in xs:
    if v not in d:
        d[v] = []
    d[v].append(n)
return d

d = {}
d[n] = xs
d[n].append(m)
return d, xs

d = {}
d[n] = xs
d[n] += [m]
return d, xs

d = {}
row = d.get(n, xs)
row.append(m)
return d, xs

d = {n: m}
e = d
e[m] = n
return d, e

d = {n: m}
d[n] += d[m]
return d

d = {n: x}
d[m] = 1
return d

d = {n: 1}
d[m] = x
d[k] = b
return d

d = {n: 1}
d[k] = None
return d

d = {n: 1}
return d == {m: 1}, d != {n: 1}

d = {n: 1}
return n in d, m not in d, bool(d), len(d)

d = {n: 1}
return d[m]

d = {n: 1}
return x in d, b in d, d[b]

d = {v: i for i, v in enumerate(xs)}
return d

d = dict(ps)
return d

d = dict(zip(xs, ys))
return d

d = {}
d.clear()
d[n] = 1
return d.copy()

min({n: 1, m: 2}), max({n: 1, m: 2})

seen = set()
out = []
for v in xs:
    if v not in seen:
        seen.add(v)
        out.append(v)
return out, len(seen)

set(xs)

{v for v in xs}

{n, m, k}

{n, x, b}

seen = {n}
seen.add(m)
seen.discard(k)
return len(seen), n in seen

seen = {n}
seen.discard(m)
seen.add(k)
return seen

seen = set(xs)
seen.add(n)
other = seen
other.add(99)
return seen, other

seen = set(xs)
seen.remove(n)
return seen

seen = set(xs)
seen.add(n)
return sorted(seen)

seen = set(xs)
for v in seen:
    seen.add(v + 1)
return seen

set(xs) & set(ys)

set(xs) == set(ys), set(xs) <= set(ys), set(xs) - set(ys)

seen = set(xs)
return len(seen), n in seen, bool(seen)

seen = set(xs)
return x in seen, b in seen

set(s), set(ss), set(ps)

seen = set()
seen.add((n, m))
seen.add(p)
return (m, n) in seen, len(seen), seen

seen = set()
seen.add(s)
return t in seen, seen

len(set(xs)), sum(set(xs)), max(set(xs))

frozenset(xs)

[v for v in set(xs)]

list(set(xs))

dq = collections.deque(xs)
dq.appendleft(n)
dq.rotate(m)
dq.append(k)
return list(dq), dq.pop(), dq.popleft(), len(dq)

dq = collections.deque(xs)
for v in dq:
    dq.append(v)
return list(dq)

dq = collections.deque(xs, 3)
dq.insert(n, m)
return dq

dq = collections.deque(xs)
dq.remove(n)
dq.reverse()
return list(dq), dq[m], dq.index(k)

dq = collections.deque([n])
seen = {n}
while dq:
    v = dq.popleft()
    for w in xs:
        z = (v + w) % 7
        if z not in seen:
            seen.add(z)
            dq.append(z)
return len(seen)

counts = collections.Counter(xs)
return counts.most_common(n), counts[m]

groups = collections.defaultdict(list)
for v in xs:
    groups[v].append(n)
groups[m]
return dict(groups)

heapq.heapify(xs)
heapq.heappush(xs, n)
return heapq.heappop(xs), xs

bisect.bisect_left(xs, n), bisect.bisect(xs, m)

bisect.insort(xs, n)
return xs

list(map(abs, xs)), list(filter(None, xs))

list(itertools.accumulate(xs)), list(itertools.chain(xs, ys))

functools.reduce(lambda q, r: q * 2 + r, xs, n)

it = iter(xs)
v = next(it)
xs.append(n)
return v, list(it), next(it, None)

it = (v * n for v in xs)
xs.append(m)
n = 5
return list(it)

it = zip(xs, ys)
v = list(it)
return v, list(it)

def pairs():
    for v in xs:
        yield v
        xs.append(n) if len(xs) < 6 else None
return list(pairs()), xs

return list(counted(n)), sum(counted(m))

return [v for v in counted(n) if v != m], any(v == k for v in counted(n))

g = counted(n)
next(g, None)
return list(g)

def outer(v=n, acc=[]):
    acc.append(v)
    return acc
outer()
return outer(m)

nonlocal_total = 0
def bump():
    nonlocal nonlocal_total
    nonlocal_total += n
    return nonlocal_total
return bump(), bump()

funcs = [lambda: i for i in range(3)]
return [f() for f in funcs]

funcs = []
for i in xs:
    funcs.append(lambda: i * n)
return [f() for f in funcs]

match n:
    case 0:
        return "zero"
    case 1 | 2:
        return "few"
return "many"

with_else = []
try:
    with_else.append(xs[n])
except (IndexError, ValueError) as wrong:
    with_else.append(str(wrong))
else:
    with_else.append("fine")
return with_else

try:
    try:
        return xs[n]
    finally:
        xs.append(1)
except IndexError:
    xs.append(2)
return xs

for v in xs:
    try:
        if v == n:
            break
        if v == m:
            continue
    finally:
        ys.append(v)
else:
    ys.append(-1)
return ys

try:
    int(s)
except ValueError:
    return "value"
return int(s)

try:
    return {1: n}[m]
except KeyError:
    return "key"

it = (v * 2 for v in xs)
return sum(it) + n

any(xs.pop() > n for _ in range(9)), xs

all(xs.pop() > n for _ in range(9)), xs

next((v for v in xs if v > n), -1), next(v for v in xs if v != n)

next(xs.pop() for _ in range(2)), xs

sum(xs.pop() for _ in range(2)), xs

out = []
for v in (w * 2 for w in xs):
    if len(xs) < 6:
        xs.append(v)
    out.append(v)
return out, xs

n in (xs.pop() for _ in range(3)), xs

xs.extend(v + len(xs) for v in ys)
return xs

list(zip((v for v in xs), [xs.pop()]))

set(v % 3 for v in xs), dict((v, n) for v in xs), tuple(v for v in xs if v)

min(v * n for v in xs), max((v, n) for v in xs), sorted(-v for v in xs)

min((v for v in xs), key=lambda v: xs.append(v) or -v), xs

"-".join(str(v) for v in xs), sum((x for _ in xs), 0.5)

d = {}
for v in fs:
    d[v] = d.get(v, 0) + 1
return d

len({x, y}), len(set(fs))

d = {x: 1}
d[y] = 2
return d

hash(x) == hash(y)

(x, n) < (y, m), [x, n] <= [y, m]

sorted([(x, n), (x, m), (y, n)])

min((x, n), (x, m)), max([(x, n), (y, m), (x, k)])

heap = []
for v in xs:
    heapq.heappush(heap, (x * v, v))
return heap

ps = [(v, n) for v in fs]
ps.sort()
return ps

sorted(zip(fs, xs))

sorted([(v, n) for v in fs], key=lambda q: q[1])

ys = xs
ys += (n, m)
return xs, ys

d = {n: xs}
d[n] *= 2
return d, xs

s2 = t2 = {n, m}
s2 |= {k}
return len(t2), k in t2

grid[0] *= 2
return grid

n + (n := 3) * n

[n, (n := 2), n], (m, (m := n))

print(n, (n := 2)) or n

pair = [n, n]
pair[(k := 1)], k = m, n
return pair, k

global_counted(n)
return COUNTS[0]
"""

#: What stands in front of every function; they call it.
PRELUDE = """
import bisect
import collections
import functools
import heapq
import itertools
import math

FACTOR = 3
OFFSET = -2.5
COUNTS = [0]
TABLE = {"a": 1, "b": 22, " ": 5}
NUMBERS = [3, 1, 2]
SOME = {2, 3, 5, 7}
WORD = "abc é"


def add_to(values, value):
    values.append(value)
    return value


def keep(values):
    return values


def grown(value, values=[]):
    values.append(value)
    return values


def halves(v):
    if v < 0:
        return v
    return v // 2


def picked(values, k=1):
    return values[k]


def deep(v):
    return 0 if v <= 0 else 1 + deep(v - 1)


def fact(v):
    return 1 if v < 2 else v * fact(v - 1)


def joined(one, other="-"):
    return one + other + one


def counted(v):
    for i in range(v):
        yield i * i


def global_counted(v):
    COUNTS[0] = v


def applied(function, value):
    return function(value)


def mapped(function, values):
    return [function(v) for v in values]


def twice(function, value, *, more=0):
    return function(function(value)) + more


def again(function, value, times):
    if times <= 0:
        return value
    return again(function, function(value), times - 1)


def either(one, other, flag):
    f = one
    if flag:
        f = other
    return f(flag)


def put_in(table, key):
    table[key] = 1
    return key


def looked_up(table, key):
    return table[key] if key in table else -1


def table_of(text):
    return TABLE.get(text, 0)
"""

GIVEN_TABLES = """
xs[:n] = ys[m::-1]
return xs

xs[n:] = xs
return xs

xs[n:m] = [k] * 3
return xs, ys

xs[:] = xs[::-1]
return xs

grid[n:m] = [xs, ys]
xs.append(1)
return grid

ss[n:m] = [s, t]
return ss

xs[1:1] = ys
xs[-1:] = []
return xs

ys = xs
ys[:1] = [n, m]
return xs, ys

xs[n:m] = s
return xs

xs[n] = m
del xs[k:], xs[:1]
return xs

del xs[n:m]
return xs

del grid[0][n:]
return grid

add = xs.append
for v in ys[:]:
    add(v * n)
return xs

put, take = xs.insert, xs.pop
put(n, take(0))
return xs

put = xs.insert
take = xs.pop
xs = [1, 2]
put(m, take(0))
return xs, ys

out = []
add = out.append
if n > 0:
    take = xs.pop
for v in ys:
    add(take())
return out

look = ds.get
total = 0
for ch in s:
    total += look(ch, n)
return total

take = di.pop
for k in di:
    take(k, 0)
return di

add = si.add
for v in si:
    add(v + 1)
return si

up = s.upper
return up() + t

add = xs.append
xs = ys
add(n)
return xs

add = xs.append
return [add, n]

applied(halves, n) + applied(fact, m)

mapped(halves, xs), mapped(deep, xs)

applied(joined, s) + applied(table_of, t)

twice(halves, n)

again(halves, n, 3) - again(fact, 3, 2)

either(halves, fact, n)

mapped(keep, grid)

applied(n, m)

halves = n
return applied(halves, m)

applied(applied, halves)

[applied(halves, v) for v in xs if applied(halves, v) != n]

applied(add_to, xs)

mapped(function=halves, values=xs)

di[n]

di.get(n, m), n in di, n not in di, len(di)

di.get(n)

v = di.get(n)
if v is None:
    return -1
return v + 1

ds[s] + ds.get(t, 0)

total = 0
for ch in s:
    total += ds.get(ch, 1)
return total

total = 0
for ch in s:
    if ch in ds:
        total = total * 10 + ds[ch]
return total

out = []
for k in di:
    out.append(k)
return out

out = []
for k, v in di.items():
    out.append((k, v))
return out

out = []
for k, v in ds.items():
    out.append(k + s)
    n = n ^ v
return out, n

list(di), list(di.keys()), list(di.values()), list(di.items())

sum(di.values()), max(di.values()), sorted(di), sorted(di.items())

sorted(ds), sorted(ds.items())

[k for k, v in di.items() if v > n]

{v: k for k, v in di.items()}

{k: v + 1 for k, v in ds.items()}

any(v == n for v in di.values()), all(k != n for k in di)

len(dl[s]), dl[s]

dl.get(s, xs), dl.get(t, [])

total = 0
for s, ys in dl.items():
    for v in ys:
        total += v
return total, s

dl[s][n]

row = dl[s]
row.append(n)
return row is not None, len(row), dl

dl[s].append(n)
return dl

dl[s] = xs
dl[s].append(n)
return xs, dl

dl[s] = dl[t]
dl[s].append(n)
return dl

dl.setdefault(s, []).append(n)
return dl

dl.setdefault(s, xs).append(n)
return dl, xs

ds.setdefault(s, n), ds.setdefault(t, m), ds

di[n] = m
return di

di[n] = m
return di[n] + len(di)

di[n] += m
return di

di[n] += 1
di[m] -= 1
return list(di.items())

for v in xs:
    di[v] = di.get(v, 0) + 1
return di

for ch in s:
    ds[ch] = ds.get(ch, 0) + 1
return ds

for k in di:
    di[k] = di[k] * 2
return di

for k in di:
    di[k + 1] = n
return di

for k, v in di.items():
    di[k] = v + n
return sum(di.values())

del di[n]
return di

del di[n]
di[n] = m
return list(di)

di.pop(n), di

di.pop(n, m), di

di.pop(n, m)
di[k] = n
return list(di.items()), len(di)

for k in di:
    if k == n:
        di.pop(k)
return di

for k in list(di):
    if k > n:
        del di[k]
return di

di.clear()
return di

di.update({n: m})
return di

ys = []
ys.append(di)
ys[0][n] = m
return di, ys

d = di
d[n] = m
return di, d

d = dict(di)
d[n] = m
return di, d

d = di.copy()
d[n] = m
return di, d

dp.get(p, s), p in dp

dp[(n, m)]

dp[n, m] = s
return dp

out = []
for (n, m), s in dp.items():
    out.append(s * 2)
    k += n * m
return out, k

n in si, m not in si, len(si)

s in sz, len(sz)

[v for v in xs if v in si]

sum(1 for ch in s if ch in sz)

list(si)

sorted(si), sorted(sz), sum(si), max(si), min(si)

out = []
for v in si:
    out.append(v * 2)
return out

out = ""
for t in sz:
    out += t
return out

si.add(n)
return si

si.add(n)
si.add(m)
return si, len(si), n in si

for v in xs:
    si.add(v)
return si

for v in xs:
    si.add(v)
return list(si)

for v in si:
    si.add(v + 1)
return si

for v in si:
    if v == n:
        si.discard(v)
return si

si.discard(n)
return si

si.remove(n)
return len(si)

si.pop()
return len(si)

s2 = set(xs)
s2.remove(n)
return len(s2), m in s2

s2 = set(xs)
return list(s2), s2

s2 = {5, 100, 33, 64, 9, n}
return s2

s2 = {5, 100, 33, 64, 9, 128, 3}
s2.add(n)
return s2, list(s2)

out = []
for v in {5, 100, 33, 64, 9, 128, 3}:
    out.append(v + n)
return out, [v for v in {5, 100, 33, 64, 9}], [ch for ch in {"a", "b", "1", "c", "é"}]

n in {5, 100, 33, 64, 9}, list({5, 100, 33, 64, 9}), {5, 100, 33, 64, 9}

s2 = {8, 0, 16}
return [v for v in s2], s2

s2 = {"a", "b", "1", "c", "é"}
s2.add(s)
return list(s2)

s2 = set()
for v in xs:
    s2.add(v % 17)
    s2.add(v * 8 % 64)
return list(s2), s2

s2 = {v for v in xs}
return [v for v in s2]

s2 = {ch for ch in s}
return sorted(s2), list(s2)

s2 = set(range(n % 50))
s2.add(m)
return list(s2)

s2 = set(di)
return s2, list(s2)

s2 = set(si)
return s2, list(s2)

si & {n, m}

si | {n}

si - {n}

si <= {n, m}

si == {n, m}

di == {n: m}

s2 = set(xs)
for v in s2:
    ys.append(v)
return ys

s2 = set(xs)
for v in s2:
    if v == n:
        s2.add(v + 1)
return len(s2)

put_in(di, n), di

[put_in(di, k) for k in di]

for k in di:
    put_in(di, 5)
return di

total = 0
for k in di:
    total += put_in(di, k)
return total, di

looked_up(di, n) + looked_up(di, m)

ys = [looked_up(di, v) for v in xs]
return ys

a, d = xs, di
a.append(len(d))
return a

TABLE[s]

TABLE.get(s, n)

TABLE[s] = n
return TABLE.get(s, 0)

NUMBERS[n]

sum(NUMBERS) + n

n in NUMBERS, n in SOME, WORD[n], len(WORD)

total = 0
for ch in s:
    total += TABLE.get(ch, 0)
return total

total = 0
for v in NUMBERS:
    total += v * n
return total

ys = NUMBERS
ys[0] = n
return ys

for i in range(60):
    k += ds.get(s, i) + (t in ds) + di.get(i, 1)
return k

for i in range(60):
    k += (i in si) + (s in sz) + len(sz)
return k

total = 0
for i in range(30):
    for v in dl.get(s, xs):
        total += v % 7
return total

[v for v in xs if v in SOME]

[ch for ch in s if ch in WORD]

table_of(s) + table_of(t)
"""

EVERY = {"lists": LISTS, "numbers": NUMBERS, "texts": TEXTS, "tables": TABLES, "given": GIVEN_TABLES}
