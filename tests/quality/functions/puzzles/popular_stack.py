import random


class PopularStack:
    def __init__(self):
        self.items = []

    def push(self, item):
        self.items.append(item)

    def pop(self):
        if not self.items:
            raise IndexError("pop from an empty stack")
        most = 0
        for item in set(self.items):
            most = max(most, self.items.count(item))
        for i in range(len(self.items) - 1, -1, -1):
            if self.items.count(self.items[i]) == most:
                return self.items.pop(i)


def popular_stack(ops):
    """Run ('push', item) and ('pop',) on a stack that pops the most frequent item
    (the topmost of these on a tie). Return (popped items, items left from bottom)."""
    stack = PopularStack()
    popped = []
    for op in ops:
        if op[0] == "push":
            stack.push(op[1])
        elif op[0] == "pop":
            popped.append(stack.pop())
        else:
            raise ValueError("unknown operation " + repr(op[0]))
    return popped, stack.items


def workload():
    rng = random.Random(22)
    ops = []
    level = 0
    for _ in range(1900):
        if level == 0 or rng.random() < 0.6:
            ops.append(("push", rng.randint(1, 40)))
            level += 1
        else:
            ops.append(("pop",))
            level -= 1
    return [(ops,), ([("push", w) for w in "to be or not to be that is to".split() * 12] + [("pop",)] * 60,)]
