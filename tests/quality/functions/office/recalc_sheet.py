import random
import re

REF = re.compile(r"[A-Z]+\d+")


def _terms(formula):
    for part in formula[1:].split("+"):
        part = part.strip()
        factor, _, name = part.rpartition("*")
        yield (int(factor) if factor else 1), name


def recalc_sheet(cells, modulus=10 ** 9 + 7):
    """Evaluate a sheet of integer cells and sums such as "=A1+3*B2+5".

    Returns ({cell: value}, sorted cells that cannot be computed, formula count).
    Unknown references make a cell incomputable, circles as well.
    """
    values = {}
    formulas = {}
    for name, content in cells.items():
        if not REF.fullmatch(name):
            raise ValueError("bad cell name %r" % name)
        if content.startswith("="):
            formulas[name] = content
        else:
            values[name] = int(content)
    progress = True
    while progress:
        progress = False
        for name, formula in formulas.items():
            if name in values:
                continue
            total = 0
            complete = True
            for factor, ref in _terms(formula):
                if ref.isdigit():
                    total += factor * int(ref)
                elif ref in values:
                    total += factor * values[ref]
                else:
                    complete = False
            if complete:
                values[name] = total % modulus
                progress = True
    broken = sorted(n for n in formulas if n not in values)
    return {n: values[n] for n in cells if n in values}, broken, len(formulas)


def _sheet(seed, n, back, order):
    rnd = random.Random(seed)
    names = ["%s%d" % ("ABCDEFGH"[i % 8], i // 8 + 1) for i in range(n)]
    cells = {}
    for i, name in enumerate(names):
        if i < 3 or rnd.random() < .02:
            cells[name] = str(rnd.randrange(1000))
        else:
            parts = ["%s%s" % (rnd.choice(["", "2*", "3 * "]).replace(" ", ""), names[max(0, i - rnd.randint(1, back))]) for _ in range(rnd.randint(1, 3))]
            cells[name] = "=" + " + ".join(parts + [str(rnd.randrange(50))])
    cells[names[-1]] = "=" + names[-1] + "+1"
    if n > 50:
        cells["ZZ1"] = "=ZZ2+1"
        cells["ZZ2"] = "=2*ZZ3"
    items = list(cells.items())
    if order:
        items.reverse()
    else:
        rnd.shuffle(items)
    return dict(items)


def workload():
    return [(_sheet(1, 300, 3, True),), (_sheet(2, 400, 3, False), 997), (_sheet(3, 6, 2, True),), ({},)]
