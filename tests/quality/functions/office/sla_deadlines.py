import random
from datetime import datetime, timedelta, date

TARGETS = {"P1": 120, "P2": 8 * 60, "P3": 24 * 60, "P4": 40 * 60}


class Calendar:
    def __init__(self, opens, closes, holidays):
        self.opens = opens
        self.closes = closes
        self.holidays = holidays

    def is_working(self, moment):
        if moment.weekday() >= 5:
            return False
        if moment.strftime("%Y-%m-%d") in self.holidays:
            return False
        return self.opens <= moment.hour < self.closes


def sla_deadlines(tickets, opens, closes, holidays):
    """Compute the due time of each ticket, counting working minutes only.

    tickets: (id, priority, opened datetime, closed datetime or None).
    """
    if not 0 <= opens < closes <= 24:
        raise ValueError("bad office hours")
    cal = Calendar(opens, closes, holidays)
    report = []
    breached = 0
    for tid, prio, opened, closed in tickets:
        left = TARGETS.get(prio, TARGETS["P4"])
        moment = opened.replace(second=0, microsecond=0)
        while left > 0:
            if cal.is_working(moment):
                left -= 1
            moment += timedelta(minutes=1)
        late = closed is None or closed > moment
        if late:
            breached += 1
        report.append("%s due %s%s" % (tid, moment.isoformat(" ", "minutes"), " BREACHED" if late else ""))
    return report, breached


def workload():
    rnd = random.Random(8)
    base = datetime(2024, 3, 1, 6, 30)
    hol = ["2024-03-29", "2024-04-01", "2024-05-01"]

    def tickets(n, prios):
        out = []
        for i in range(n):
            o = base + timedelta(seconds=rnd.randrange(50 * 86400))
            c = None if rnd.random() < .2 else o + timedelta(hours=rnd.randrange(1, 60))
            out.append(("T%03d" % i, rnd.choice(prios), o, c))
        return out
    return [(tickets(14, ["P1", "P2", "P3"]), 8, 18, hol), (tickets(6, ["P2", "P3", "P4"]), 9, 17, hol),
            (tickets(5, ["P1"]), 0, 24, []), ([], 9, 17, hol)]
