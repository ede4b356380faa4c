def vacuum_after(width, height, program, walls, steps):
    if not program:
        return {"x": 0, "y": 0, "bumps": 0, "turns": 0}
    plen = len(program)
    turns_per_loop = program.count("L") + program.count("R") if isinstance(program, str) else sum(op in ("L", "R") for op in program)
    loops, tail = divmod(max(steps, 0), plen)

    def run(x, y, dx, dy, ops):
        bumps = 0
        for op in ops:
            if op == "L":
                dx, dy = dy, -dx
            elif op == "R":
                dx, dy = -dy, dx
            else:
                nx, ny = (x + dx) % width, (y + dy) % height
                if (nx, ny) in walls:
                    bumps += 1
                    dx, dy = -dx, -dy
                else:
                    x, y = nx, ny
        return x, y, dx, dy, bumps

    state = (0, 0, 1, 0)
    bumps = 0
    seen = {}
    history = []
    done = 0
    while done < loops:
        if state in seen:
            first = seen[state]
            cycle = done - first
            gained = bumps - history[first][1]
            whole, rest = divmod(loops - done, cycle)
            state_at, bumps_at = history[first + rest]
            bumps += whole * gained + (bumps_at - history[first][1])
            state = state_at
            break
        seen[state] = done
        history.append((state, bumps))
        *nxt, extra = run(*state, program)
        state = tuple(nxt)
        bumps += extra
        done += 1
    ops = program[:tail]
    x, y, _, _, extra = run(*state, ops)
    turns = turns_per_loop * loops + sum(op in ("L", "R") for op in ops)
    return {"x": x, "y": y, "bumps": bumps + extra, "turns": turns}
