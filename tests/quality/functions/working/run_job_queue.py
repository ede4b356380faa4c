"""Single worker simulation: highest priority waiting job first, then earliest arrival, then id."""
import random


def run_job_queue(jobs, shift_end):
    pending = list(jobs)
    clock = 0
    log = []
    idle = 0
    while pending:
        ready = [j for j in pending if j["at"] <= clock]
        if not ready:
            nxt = min(j["at"] for j in pending)
            idle += nxt - clock
            clock = nxt
            continue
        if clock >= shift_end:
            break
        job = min(ready, key=lambda j: (-j["prio"], j["at"], j["id"]))
        pending.remove(job)
        log.append((job["id"], clock, clock - job["at"]))
        clock += job["mins"]
    longest = max([w for _, _, w in log], default=0)
    return {"log": log, "idle": idle, "left": sorted(j["id"] for j in pending), "longest_wait": longest, "clock": clock}


def workload():
    rnd = random.Random(31)

    def mk(n, span):
        return [{"id": i, "at": rnd.randrange(span), "prio": rnd.randrange(4), "mins": rnd.choice([0, 3, 5, 8])} for i in range(n)]

    return [([], 10), (mk(6, 30), 25), (mk(80, 500), 10 ** 6), (mk(1000, 2000), 10 ** 6)]
