from heapq import heappush, heappop


def print_room(jobs, printers, warmup=2):
    if jobs and not printers:
        raise ValueError("no printers")
    n = len(jobs)
    m = len(printers)
    total = [0] * m
    busy = [0] * m
    done = []
    longest = 0
    running = []                 # (finish, printer index, job)
    free = list(range(m))        # heap of idle printers
    arrived = 0
    head = 0
    while head < n or running:
        # next moment at which something happens
        if running:
            clock = running[0][0]
            if arrived < n and jobs[arrived][1] < clock:
                clock = jobs[arrived][1]
        else:
            clock = jobs[arrived][1]
        if clock < 0:
            clock = 0
        while running and running[0][0] == clock:
            _, k, name = heappop(running)
            if name:
                done.append((name, clock, printers[k][0]))
            heappush(free, k)
        while arrived < n and jobs[arrived][1] <= clock:
            arrived += 1
        while free and head < arrived:
            k = heappop(free)
            name, _, pages = jobs[head]
            head += 1
            speed = printers[k][1]
            work = pages + warmup * speed
            ticks = -(-work // speed)
            if ticks < 1:
                ticks = 1
            total[k] += pages
            busy[k] += ticks
            heappush(running, (clock + ticks, k, name))
        if arrived - head > longest:
            longest = arrived - head
    return done, {p[0]: (total[k], busy[k]) for k, p in enumerate(printers)}, longest
