def growing_step_elimination(names, step):
    circle = list(names)
    size = len(circle)
    order = []
    pos = 0
    while size:
        if step > 1:
            pos += step - 1
        pos %= size
        gone = circle.pop(pos)
        order.append(gone)
        step += len(gone)
        size -= 1
    return order
