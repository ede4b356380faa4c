import re

REF = re.compile(r"[A-Z]+\d+")


def recalc_sheet(cells, modulus=10 ** 9 + 7):
    values = {}
    formulas = {}
    for name, content in cells.items():
        if not REF.fullmatch(name):
            raise ValueError("bad cell name %r" % name)
        if content.startswith("="):
            formulas[name] = content
        else:
            values[name] = int(content)
    parsed = {}
    missing = {}
    users = {}
    ready = []
    for name, formula in formulas.items():
        const = 0
        terms = []
        waits = set()
        for part in formula[1:].split("+"):
            factor, _, ref = part.strip().rpartition("*")
            factor = int(factor) if factor else 1
            if ref.isdigit():
                const += factor * int(ref)
            else:
                terms.append((factor, ref))
                if ref not in values:
                    waits.add(ref)
        parsed[name] = (const, terms)
        if waits:
            missing[name] = len(waits)
            for ref in waits:
                users.setdefault(ref, []).append(name)
        else:
            ready.append(name)
    while ready:
        name = ready.pop()
        total, terms = parsed[name]
        for factor, ref in terms:
            total += factor * values[ref]
        values[name] = total % modulus
        for user in users.get(name, ()):
            missing[user] -= 1
            if not missing[user]:
                ready.append(user)
    broken = sorted([n for n in formulas if n not in values])
    return {n: values[n] for n in cells if n in values}, broken, len(formulas)
