import heapq
from collections import namedtuple

Job = namedtuple("Job", "name arrives minutes priority deadline")


def dispatch_jobs(jobs, machines):
    """Run jobs on identical machines, the most important waiting job first.

    Returns (job, machine, start, end) in order of start, names of the late jobs, and the busy
    minutes of each machine.
    """
    if machines < 1:
        raise ValueError("no machines")
    arrivals = sorted(jobs, key=lambda job: job.arrives)
    free = list(range(machines))
    running = []
    waiting = []
    plan = []
    late = []
    busy = [0] * machines
    at = 0
    now = 0
    while at < len(arrivals) or waiting:
        if not waiting and arrivals[at].arrives > now:
            now = arrivals[at].arrives
        while running and running[0][0] <= now:
            heapq.heappush(free, heapq.heappop(running)[1])
        while at < len(arrivals) and arrivals[at].arrives <= now:
            job = arrivals[at]
            heapq.heappush(waiting, (-job.priority, job.deadline, at))
            at += 1
        if not free:
            now = running[0][0]
            continue
        job = arrivals[heapq.heappop(waiting)[2]]
        machine = heapq.heappop(free)
        end = now + job.minutes
        heapq.heappush(running, (end, machine))
        plan.append((job.name, machine, now, end))
        busy[machine] += job.minutes
        if end > job.deadline:
            late.append(job.name)
    return plan, late, busy
