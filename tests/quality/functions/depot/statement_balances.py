import random
from datetime import datetime


def when(entry):
    return datetime.strptime(entry["date"], "%d.%m.%Y")


class Ledger:
    def __init__(self, entries):
        self.entries = entries

    def under(self, account):
        parts = account.split(":")
        return [e for e in self.entries
                if e["state"] != "void" and e["account"].split(":")[:len(parts)] == parts]

    def until(self, account, day):
        limit = datetime.strptime(day, "%d.%m.%Y")
        chosen = [e for e in self.under(account) if when(e) <= limit]
        return sorted(chosen, key=when)

    def balance(self, account, day):
        return sum(e["cents"] for e in self.until(account, day))

    def lowest(self, account, day):
        entries = self.until(account, day)
        low = 0
        for i in range(len(entries)):
            so_far = sum(e["cents"] for e in entries[:i + 1])
            if so_far < low:
                low = so_far
        return low


def statement_balances(entries, queries):
    """For (account, day): (balance, lowest balance so far, entries); accounts include sub-accounts."""
    ledger = Ledger(entries)
    answers = []
    for account, day in queries:
        count = len(ledger.until(account, day))
        if count == 0:
            answers.append(None)
        else:
            answers.append((ledger.balance(account, day), ledger.lowest(account, day), count))
    return answers


def workload():
    rnd = random.Random(8)
    accounts = ["assets:bank:main", "assets:bank:save", "assets:cash", "costs:rent", "costs:food", "income"]

    def day():
        return "%02d.%02d.%d" % (rnd.randint(1, 28), rnd.randint(1, 12), rnd.choice([2023, 2024]))

    entries = [{"account": rnd.choice(accounts), "date": day(), "cents": rnd.randint(-5000, 5200),
                "state": rnd.choice(["posted", "posted", "open", "void"])} for _ in range(260)]
    asked = accounts + ["assets", "assets:bank", "costs", "gifts"]
    return [(entries, [(rnd.choice(asked), day()) for _ in range(60)])]
