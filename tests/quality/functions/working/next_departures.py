"""Next departure for each passenger from an unsorted timetable; wraps to the next day."""
import random


def _hhmm(minutes):
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def next_departures(timetable, passengers):
    answers = []
    worst = 0
    for stop, arrive in passengers:
        best = None
        line = None
        for t in timetable:
            if t["stop"] != stop:
                continue
            wait = t["minute"] - arrive
            if wait < 0:
                wait += 1440
            if best is None or wait < best or (wait == best and t["line"] < line):
                best = wait
                line = t["line"]
        if best is None:
            answers.append(f"{stop}: no service")
        else:
            worst = max(worst, best)
            answers.append(f"{stop}: line {line} at {_hhmm(arrive + best)} (wait {best})")
    return answers, worst


def workload():
    rnd = random.Random(35)

    def mk(t, p, stops):
        tt = [{"stop": f"S{rnd.randrange(stops)}", "line": f"{rnd.choice('ABC')}{rnd.randrange(9)}", "minute": rnd.randrange(300, 1380)} for _ in range(t)]
        ps = [(f"S{rnd.randrange(stops + 1)}", rnd.randrange(1440)) for _ in range(p)]
        return tt, ps

    return [([], [("S1", 5)]), mk(10, 6, 2), mk(200, 90, 5), mk(2500, 1200, 15)]
