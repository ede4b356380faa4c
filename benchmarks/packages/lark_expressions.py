import random

from lark import Lark, Transformer, v_args

GRAMMAR = """
?start: sum
?sum: product | sum "+" product -> add | sum "-" product -> sub
?product: atom | product "*" atom -> mul
?atom: NUMBER -> number | NAME -> name | "-" atom -> neg | "(" sum ")" | "max" "(" [sum ("," sum)*] ")" -> most
%import common.CNAME -> NAME
%import common.NUMBER
%import common.WS
%ignore WS
"""


@v_args(inline=True)
class Value(Transformer):
    from operator import add, mul, neg, sub

    number = int

    def name(self, name):
        return len(name)

    def most(self, *values):
        return max(values)


rng = random.Random(17)


def expression(depth):
    if depth == 0:
        return str(rng.randrange(100)) if rng.random() < 0.7 else rng.choice(["x", "width", "n_rows"])
    a, b = expression(depth - 1), expression(depth - 1)
    return rng.choice([f"({a} + {b})", f"{a} - {b}", f"max({a}, {b}, 3)", f"(-{a}) * {b}"])


parser = Lark(GRAMMAR, parser="lalr")
total = 0
for _ in range(450):
    tree = parser.parse(expression(7))
    total += Value().transform(tree) % 1000003 + len(list(tree.find_data("add")))
print(total)
