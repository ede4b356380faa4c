from bisect import bisect_left


def next_departures(timetable, passengers):
    lines_at = {}
    for t in timetable:
        stop = lines_at.setdefault(t["stop"], {})
        minute = t["minute"]
        line = t["line"]
        old = stop.get(minute)
        if old is None or line < old:
            stop[minute] = line
    minutes_of = {stop: sorted(times) for stop, times in lines_at.items()}
    answers = []
    worst = 0
    for stop, arrive in passengers:
        minutes = minutes_of.get(stop)
        if minutes is None:
            answers.append(f"{stop}: no service")
            continue
        k = bisect_left(minutes, arrive)
        if k < len(minutes):
            minute = minutes[k]
            wait = minute - arrive
        else:
            minute = minutes[0]
            wait = minute - arrive + 1440
        if wait > worst:
            worst = wait
        at = arrive + wait
        answers.append(f"{stop}: line {lines_at[stop][minute]} at {at // 60 % 24:02d}:{at % 60:02d} (wait {wait})")
    return answers, worst
