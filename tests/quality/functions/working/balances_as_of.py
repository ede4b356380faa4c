"""Account balances in cents at the end of requested days, with the last posting text."""
import random


def _relevant(postings, account, day):
    return [p for p in postings if p[0] == account and p[1] <= day]


def balances_as_of(postings, requests):
    out = []
    for account, day in requests:
        rows = _relevant(postings, account, day)
        balance = sum(p[2] for p in rows)
        last_text = None
        last_day = -1
        for p in rows:
            if p[1] >= last_day:
                last_day = p[1]
                last_text = p[3]
        status = "overdrawn" if balance < 0 else ("empty" if not rows else "ok")
        out.append((account, day, balance, last_text, status))
    return out


def workload():
    rnd = random.Random(13)

    def mk(n, q, accs):
        posts = [(f"acc{rnd.randrange(accs)}", rnd.randrange(365), rnd.randrange(-5000, 5200), f"txt{i}") for i in range(n)]
        reqs = [(f"acc{rnd.randrange(accs + 1)}", rnd.randrange(-2, 370)) for _ in range(q)]
        return posts, reqs

    return [([], [("acc1", 3)]), mk(10, 5, 2), mk(300, 100, 6), mk(3500, 700, 12)]
