from bisect import bisect_right
from datetime import datetime


def statement_balances(entries, queries):
    days = {}

    def parsed(text):
        d = days.get(text)
        if d is None:
            d = days[text] = datetime.strptime(text, "%d.%m.%Y")
        return d

    if not queries:
        return []
    wanted = {account for account, _ in queries}
    books = {account: ([], [0], [0]) for account in wanted}
    prefixes = {}
    rows = []
    for e in entries:
        if e["state"] == "void":
            continue
        account = e["account"]
        targets = prefixes.get(account)
        if targets is None:
            parts = account.split(":")
            targets = prefixes[account] = [
                books[p] for p in (":".join(parts[:k]) for k in range(1, len(parts) + 1)) if p in books]
        if targets:
            rows.append((parsed(e["date"]), e["cents"], targets))
    rows.sort(key=lambda r: r[0])
    for day, cents, targets in rows:
        for stamps, balances, lows in targets:
            total = balances[-1] + cents
            stamps.append(day)
            balances.append(total)
            lows.append(total if total < lows[-1] else lows[-1])
    answers = []
    for account, day in queries:
        stamps, balances, lows = books[account]
        n = bisect_right(stamps, parsed(day))
        answers.append((balances[n], lows[n], n) if n else None)
    return answers
