import random


def fold(a, b):
    """(rule, replacement) for two neighbouring instructions, or None."""
    if a[0] == "push" and b[0] == "pop":
        return "dead push", []
    if a[0] == "push" and b[0] in ("add", "mul") and len(b) == 2:
        return "const", [("push", a[1] + b[1] if b[0] == "add" else a[1] * b[1])]
    if a[0] == b[0] == "add":
        return ("cancel", []) if a[1] + b[1] == 0 else ("merge add", [("add", a[1] + b[1])])
    if a[0] == b[0] == "neg":
        return "cancel", []
    if a[0] == "jmp" and b[0] == "label" and a[1] == b[1]:
        return "jump to next", [b]
    if a[0] == "jmp" and b[0] != "label":
        return "unreachable", [a]
    return None


def shrink_bytecode(code, budget=100000):
    """Peephole pass of the rule compiler; the first place that can be improved goes first.

    code: instruction tuples. At most `budget` rewrites are made. Returns (code, hits per
    rule, True when nothing is left to do).
    """
    code = list(code)
    hits = {}

    def improve_once():
        for i, op in enumerate(code):
            if op[0] == "nop" or op == ("add", 0):
                del code[i]
                return "no effect"
            if i + 1 < len(code):
                found = fold(op, code[i + 1])
                if found is not None:
                    rule, replacement = found
                    code[i:i + 2] = replacement
                    return rule
        return None

    while budget > 0:
        rule = improve_once()
        if rule is None:
            return code, hits, True
        hits[rule] = hits.get(rule, 0) + 1
        budget -= 1
    return code, hits, False


def _case(seed, n, *budget):
    rnd = random.Random(seed)
    code = []
    for _ in range(n):
        op = rnd.choice(["push", "push", "load", "add", "mul", "neg", "pop", "nop", "label", "label", "call", "jmp"])
        if op in ("push", "add", "mul"):
            code.append((op, rnd.randint(-2, 2)))
        elif op in ("label", "jmp"):
            code.append((op, "L%d" % rnd.randrange(4)))
        elif op in ("load", "call"):
            code.append((op, rnd.choice("xyz")))
        else:
            code.append((op,))
    return (code,) + budget


def workload():
    return [_case(1, 1300), _case(2, 1000), _case(3, 12), _case(4, 400, 60), ([],)]
