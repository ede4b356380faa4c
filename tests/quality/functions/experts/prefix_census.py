def prefix_census(s):
    n = len(s)
    if n == 0:
        return []
    fail = [0] * (n + 1)
    k = 0
    for i in range(1, n):
        ch = s[i]
        while k and s[k] != ch:
            k = fail[k]
        if s[k] == ch:
            k += 1
        fail[i + 1] = k
    counts = [1] * (n + 1)
    for i in range(n, 0, -1):
        counts[fail[i]] += counts[i]
    table = []
    k = n
    while k:
        table.append((k, counts[k]))
        k = fail[k]
    table.reverse()
    return table
