def _fold(a, b):
    if a[0] == "push" and b[0] == "pop":
        return "dead push", None
    if a[0] == "push" and b[0] in ("add", "mul") and len(b) == 2:
        return "const", ("push", a[1] + b[1] if b[0] == "add" else a[1] * b[1])
    if a[0] == b[0] == "add":
        return ("cancel", None) if a[1] + b[1] == 0 else ("merge add", ("add", a[1] + b[1]))
    if a[0] == b[0] == "neg":
        return "cancel", None
    if a[0] == "jmp" and b[0] == "label" and a[1] == b[1]:
        return "jump to next", b
    if a[0] == "jmp" and b[0] != "label":
        return "unreachable", a
    return None


def shrink_bytecode(code, budget=100000):
    todo = list(code)
    todo.reverse()
    done = []  # nothing in here can be improved
    hits = {}
    while budget > 0:
        if not todo:
            return done, hits, True
        op = todo.pop()
        found = _fold(done[-1], op) if done else None
        if found is not None:
            rule, new = found
            done.pop()
            if new is not None:
                todo.append(new)
        elif op[0] == "nop" or op == ("add", 0):
            rule = "no effect"
        else:
            done.append(op)
            continue
        hits[rule] = hits.get(rule, 0) + 1
        budget -= 1
    todo.reverse()
    return done + todo, hits, False
