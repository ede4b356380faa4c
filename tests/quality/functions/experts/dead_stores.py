from collections import namedtuple


Instr = namedtuple("Instr", "op dest uses")


class Block:
    def __init__(self, name, code, successors):
        self.name = name
        self.code = code
        self.successors = successors

    def __repr__(self):
        return "Block(%r, %r, %r)" % (self.name, self.code, self.successors)


def dead_stores(blocks, exit_live=()):
    by_name = {b.name: i for i, b in enumerate(blocks)}
    if len(by_name) != len(blocks):
        raise ValueError("duplicate block name")
    for block in blocks:
        for succ in block.successors:
            if succ not in by_name:
                raise ValueError("%s jumps to unknown block %s" % (block.name, succ))
    gen = []
    keep = []
    preds = [[] for _ in blocks]
    bit = {}
    exit_bits = 0
    for var in exit_live:
        exit_bits |= bit.setdefault(var, 1 << len(bit))
    for i, block in enumerate(blocks):
        use = kill = 0
        for ins in reversed(block.code):
            if ins.dest is not None:
                b = bit.setdefault(ins.dest, 1 << len(bit))
                kill |= b
                use &= ~b
            for var in ins.uses:
                use |= bit.setdefault(var, 1 << len(bit))
        gen.append(use)
        keep.append(~kill)
        for succ in block.successors:
            preds[by_name[succ]].append(i)
    succs = [[by_name[s] for s in b.successors] for b in blocks]
    count = len(blocks)
    live_in = [0] * count
    live_out = [0] * count
    work = list(range(count))
    queued = [True] * count
    while work:
        i = work.pop()
        queued[i] = False
        if succs[i]:
            out = 0
            for s in succs[i]:
                out |= live_in[s]
        else:
            out = exit_bits
        live_out[i] = out
        before = gen[i] | (out & keep[i])
        if before != live_in[i]:
            live_in[i] = before
            for p in preds[i]:
                if not queued[p]:
                    queued[p] = True
                    work.append(p)
    names = list(bit)

    def members(mask):
        found = []
        while mask:
            low = mask & -mask
            found.append(names[low.bit_length() - 1])
            mask ^= low
        return found

    report = []
    for i, block in enumerate(blocks):
        live = set(members(live_out[i]))
        code = block.code
        found = []
        for index in range(len(code) - 1, -1, -1):
            op, dest, uses = code[index]
            if dest is not None:
                if dest in live:
                    live.discard(dest)
                elif op != "call":
                    found.append((block.name, index, dest))
                    continue
            live.update(uses)
        found.reverse()
        report += found
    entry = {b.name: sorted(members(live_in[i])) for i, b in enumerate(blocks)}
    return report, entry, list(entry[blocks[0].name]) if blocks else []
