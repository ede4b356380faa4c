from bisect import bisect_right


def balances_as_of(postings, requests):
    rows_by = {}
    for p in postings:
        rows_by.setdefault(p[0], []).append(p)
    index = {}
    out = []
    for account, day in requests:
        entry = index.get(account)
        if entry is None:
            rows = sorted(rows_by.get(account, ()), key=lambda p: p[1])
            sums = [0]
            total = 0
            for p in rows:
                total += p[2]
                sums.append(total)
            entry = index[account] = ([p[1] for p in rows], sums, rows)
        days, sums, rows = entry
        k = bisect_right(days, day)
        balance = sums[k]
        last_text = rows[k - 1][3] if k and days[k - 1] >= -1 else None
        status = "overdrawn" if balance < 0 else ("ok" if k else "empty")
        out.append((account, day, balance, last_text, status))
    return out
