from heapq import heappop, heappush


def run_job_queue(jobs, shift_end):
    arrivals = sorted(jobs, key=lambda j: j["at"])
    n = len(arrivals)
    nxt = 0
    heap = []
    clock = idle = longest = 0
    log = []
    while heap or nxt < n:
        while nxt < n and arrivals[nxt]["at"] <= clock:
            j = arrivals[nxt]
            heappush(heap, (-j["prio"], j["at"], j["id"], j["mins"]))
            nxt += 1
        if not heap:
            at = arrivals[nxt]["at"]
            idle += at - clock
            clock = at
            continue
        if clock >= shift_end:
            break
        _, at, jid, mins = heappop(heap)
        wait = clock - at
        if wait > longest:
            longest = wait
        log.append((jid, clock, wait))
        clock += mins
    left = sorted([h[2] for h in heap] + [j["id"] for j in arrivals[nxt:]])
    return {"log": log, "idle": idle, "left": left, "longest_wait": longest, "clock": clock}
