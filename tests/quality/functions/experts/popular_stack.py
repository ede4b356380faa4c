def popular_stack(ops):
    """Run ('push', item) and ('pop',) on a stack that pops the most frequent item
    (the topmost of these on a tie). Return (popped items, items left from bottom)."""
    counts = {}
    layers = []  # layers[k]: (time, item) of the pushes that were the (k+1)-th of their item
    popped = []
    for time, op in enumerate(ops):
        if op[0] == "push":
            item = op[1]
            level = counts.get(item, 0)
            counts[item] = level + 1
            if level == len(layers):
                layers.append([])
            layers[level].append((time, item))
        elif op[0] == "pop":
            if not layers:
                raise IndexError("pop from an empty stack")
            item = layers[-1].pop()[1]
            counts[item] -= 1
            if not layers[-1]:
                layers.pop()
            popped.append(item)
        else:
            raise ValueError("unknown operation " + repr(op[0]))
    left = [entry for layer in layers for entry in layer]
    left.sort(key=lambda entry: entry[0])
    return popped, [item for _, item in left]
