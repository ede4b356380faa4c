"""Dead store report for the rule compiler's intermediate code."""
import random
from collections import namedtuple

# dest may be None (pure side effect), uses is a tuple of variable names
Instr = namedtuple("Instr", "op dest uses")


class Block:
    def __init__(self, name, code, successors):
        self.name = name
        self.code = code
        self.successors = successors

    def __repr__(self):
        return "Block(%r, %r, %r)" % (self.name, self.code, self.successors)


def _live_before(block, live_out):
    live = set(live_out)
    for ins in reversed(block.code):
        if ins.dest is not None:
            live.discard(ins.dest)
        live.update(ins.uses)
    return live


def dead_stores(blocks, exit_live=()):
    """Find assignments whose value is never read.

    exit_live: variables observable after blocks without successors. Calls are never dead.
    Returns ([(block, index, variable)] in program order, {block: sorted live-in variables},
    variables read before any assignment on some path from the first block).
    """
    by_name = {b.name: b for b in blocks}
    if len(by_name) != len(blocks):
        raise ValueError("duplicate block name")
    for block in blocks:
        for succ in block.successors:
            if succ not in by_name:
                raise ValueError("%s jumps to unknown block %s" % (block.name, succ))
    live_in = {b.name: set() for b in blocks}
    live_out = {b.name: set() for b in blocks}
    changed = True
    while changed:
        changed = False
        for block in blocks:
            out = set() if block.successors else set(exit_live)
            for succ in block.successors:
                out |= live_in[succ]
            before = _live_before(block, out)
            if out != live_out[block.name] or before != live_in[block.name]:
                live_out[block.name] = out
                live_in[block.name] = before
                changed = True
    report = []
    for block in blocks:
        live = set(live_out[block.name])
        found = []
        for index in range(len(block.code) - 1, -1, -1):
            ins = block.code[index]
            if ins.dest is not None:
                if ins.dest not in live and ins.op != "call":
                    found.append((block.name, index, ins.dest))
                    continue
                live.discard(ins.dest)
            live.update(ins.uses)
        report.extend(reversed(found))
    undefined = sorted(live_in[blocks[0].name]) if blocks else []
    return report, {name: sorted(live) for name, live in live_in.items()}, undefined


def workload():
    rng = random.Random(515)
    names = ["v%d" % i for i in range(80)]
    blocks = []
    total = 150
    for i in range(total):
        code = []
        for _ in range(12):
            dest = rng.choice(names) if rng.random() < 0.85 else None
            code.append(Instr(rng.choice(("add", "mul", "load", "call")), dest, tuple(rng.sample(names, rng.randrange(0, 2)))))
        succ = ["b%d" % (i + 1)] if i + 1 < total else []
        if i % 7 == 6:
            succ.append("b%d" % max(0, i - rng.randrange(2, 20)))
        blocks.append(Block("b%d" % i, code, succ))
    return [(blocks, ("v1", "v2", "ret"))]
