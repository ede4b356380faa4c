from datetime import timedelta

TARGETS = {"P1": 120, "P2": 8 * 60, "P3": 24 * 60, "P4": 40 * 60}


def sla_deadlines(tickets, opens, closes, holidays):
    if not 0 <= opens < closes <= 24:
        raise ValueError("bad office hours")
    holidays = frozenset(holidays)
    open_min = opens * 60
    close_min = closes * 60
    one_day = timedelta(days=1)
    report = []
    breached = 0
    working = {}
    for tid, prio, opened, closed in tickets:
        left = TARGETS.get(prio, TARGETS["P4"])
        moment = opened.replace(second=0, microsecond=0)
        day = moment.replace(hour=0, minute=0)
        at = max(moment.hour * 60 + moment.minute, open_min)
        while True:
            if at < close_min:
                key = day.date()
                ok = working.get(key)
                if ok is None:
                    ok = working[key] = day.weekday() < 5 and day.strftime("%Y-%m-%d") not in holidays
                if ok:
                    if left <= close_min - at:
                        moment = day + timedelta(minutes=at + left)
                        break
                    left -= close_min - at
            day += one_day
            at = open_min
        late = closed is None or closed > moment
        if late:
            breached += 1
        report.append("%s due %s%s" % (tid, moment.isoformat(" ", "minutes"), " BREACHED" if late else ""))
    return report, breached
