import random
import re

TOKEN = re.compile(r"\s*(?:(\d+)|([A-Za-z_]\w*)|(.))")
LEVEL = {"+": 1, "-": 1, "*": 2, "/": 2, "%": 2}


def _apply(op, values):
    b = values.pop()
    a = values.pop()
    if op == "+":
        values.append(a + b)
    elif op == "-":
        values.append(a - b)
    elif op == "*":
        values.append(a * b)
    elif b == 0:
        raise ZeroDivisionError
    else:
        values.append(a // b if op == "/" else a % b)


def _evaluate(text, cells):
    values = []
    ops = []
    for number, name, symbol in TOKEN.findall(text):
        if number:
            values.append(int(number))
        elif name:
            values.append(cells[name])
        elif symbol == "(":
            ops.append(symbol)
        elif symbol == ")":
            while ops[-1] != "(":
                _apply(ops.pop(), values)
            ops.pop()
        elif symbol in LEVEL:
            while ops and ops[-1] != "(" and LEVEL[ops[-1]] >= LEVEL[symbol]:
                _apply(ops.pop(), values)
            ops.append(symbol)
    while ops:
        _apply(ops.pop(), values)
    return values[0]


def evaluate_formulas(lines):
    """Run 'name = formula' lines from top to bottom; errors are '#DIV' or '#REF' texts."""
    cells = {}
    errors = []
    for n, line in enumerate(lines, 1):
        name, _, formula = line.partition("=")
        name = name.strip()
        try:
            cells[name] = _evaluate(formula.strip(), cells)
        except ZeroDivisionError:
            errors.append((n, "#DIV"))
        except (KeyError, IndexError):
            errors.append((n, "#REF"))
    return cells, errors


def workload():
    rnd = random.Random(50)
    lines = []
    for i in range(6000):
        terms = [rnd.choice([str(rnd.randint(0, 99)), "c%d" % rnd.randint(0, 300)]) for _ in range(6)]
        text = terms[0]
        for t in terms[1:]:
            text = rnd.choice(["%s + %s", "%s - %s", "(%s + %s)", "%s / %s", "(%s - 3) %% %s"]) % (text, t)
        lines.append("c%d = %s" % (i % 301, text))
    return [(lines,)]
