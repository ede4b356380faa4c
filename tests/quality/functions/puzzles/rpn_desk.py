import random


def is_number(token):
    if token[0] == "-":
        return token[1:].isdigit()
    return token.isdigit()


def rpn_desk(lines):
    """Work out each line of a postfix calculator with integers (+ - * / that rounds
    down, dup, swap). Return a list with the top value of each line, or the text
    'underflow', 'division', 'unknown' or 'empty'."""
    answers = []
    for line in lines:
        stack = []
        problem = None
        for token in line.split():
            if is_number(token):
                stack.append(int(token))
            elif token == "dup":
                if len(stack) < 1:
                    problem = "underflow"
                    break
                stack.append(stack[-1])
            elif token in ["+", "-", "*", "/", "swap"]:
                if len(stack) < 2:
                    problem = "underflow"
                    break
                b = stack.pop()
                a = stack.pop()
                if token == "+":
                    stack.append(a + b)
                elif token == "-":
                    stack.append(a - b)
                elif token == "*":
                    stack.append(a * b)
                elif token == "/":
                    if b == 0:
                        problem = "division"
                        break
                    stack.append(a // b)
                else:
                    stack.append(b)
                    stack.append(a)
            else:
                problem = "unknown"
                break
        if problem is None and not stack:
            problem = "empty"
        answers.append(problem if problem is not None else stack[-1])
    return answers


def workload():
    rng = random.Random(30)
    lines = []
    for _ in range(7500):
        depth = 0
        tokens = []
        for _ in range(rng.randint(1, 60)):
            if depth < 2 or rng.random() < 0.35:
                tokens.append(str(rng.randint(-20, 200)))
                depth += 1
            elif rng.random() < 0.2:
                tokens.append("swap")
            elif rng.random() < 0.2:
                tokens.append("dup")
                depth += 1
            else:
                tokens.append(rng.choice("++--*/"))
                depth -= 1
        if rng.random() < 0.05:
            tokens.append("mod")
        lines.append(" ".join(tokens))
    return [(lines,)]
