def rpn_desk(lines):
    """Work out each line of a postfix calculator with integers (+ - * / that rounds
    down, dup, swap). Return a list with the top value of each line, or the text
    'underflow', 'division', 'unknown' or 'empty'."""
    answers = []
    for line in lines:
        stack = []
        push = stack.append
        pop = stack.pop
        problem = None
        for token in line.split():
            if token.isdigit():
                push(int(token))
            elif token in {"+", "-", "*", "/", "swap"}:
                if len(stack) < 2:
                    problem = "underflow"
                    break
                b = pop()
                if token == "+":
                    stack[-1] += b
                elif token == "-":
                    stack[-1] -= b
                elif token == "*":
                    stack[-1] *= b
                elif token == "/":
                    if b == 0:
                        problem = "division"
                        break
                    stack[-1] //= b
                else:
                    a = stack[-1]
                    stack[-1] = b
                    push(a)
            elif token[0] == "-" and token[1:].isdigit():
                push(int(token))
            elif token == "dup":
                if not stack:
                    problem = "underflow"
                    break
                push(stack[-1])
            else:
                problem = "unknown"
                break
        if problem is not None:
            answers.append(problem)
        elif stack:
            answers.append(stack[-1])
        else:
            answers.append("empty")
    return answers
