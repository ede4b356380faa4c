def twin_subtrees(tree):
    """tree is (label, left, right) or None. Return (label, size, occurrences) of
    every subtree found at more than one place, in order of first appearance."""
    numbers = {}
    sizes = [0]
    times = [0]
    shown = []  # number of each subtree, in preorder

    def visit(node):
        if node is None:
            return 0
        place = len(shown)
        shown.append(None)
        left = visit(node[1])
        right = visit(node[2])
        key = (node[0], left, right)
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(sizes)
            sizes.append(1 + sizes[left] + sizes[right])
            times.append(1)
        else:
            times[number] += 1
        shown[place] = (number, node[0])
        return number

    visit(tree)
    twins = []
    for number, label in shown:
        if times[number] > 1:
            twins.append((label, sizes[number], times[number]))
            times[number] = 0
    return twins
