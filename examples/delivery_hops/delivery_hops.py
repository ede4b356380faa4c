"""How many hand-overs does a parcel need from a depot to each stop?

The network comes from the planning team as a text file with one connection per line ("A -> B"); parcels can go only in
the direction given. Used to decide which stops a depot may serve at all (three hand-overs at most).
"""

import sys

MAX_HANDOVERS = 3


def read_network(path):
    """Connections by stop, in the order of the file; '#' starts a comment."""
    network = {}
    with open(path, encoding="utf-8") as handle:
        for line in handle:
            line = line.split("#")[0].strip()
            if not line:
                continue
            origin, _, destination = line.partition("->")
            network.setdefault(origin.strip(), []).append(destination.strip())
    return network


def handovers(network: dict[str, list[str]], depot: str) -> list[tuple[str, int]]:
    """Every stop that can be reached from the depot with its number of hand-overs, nearest first.

    Stops at the same distance keep the order in which the network lists them. The depot itself comes first with 0.
    """
    visited = [depot]
    waiting = [(depot, 0)]
    reached = []
    while len(waiting) > 0:
        stop, hops = waiting.pop(0)
        reached.append((stop, hops))
        for neighbour in network.get(stop, []):
            if neighbour not in visited:
                visited.append(neighbour)
                waiting.append((neighbour, hops + 1))
    return reached


def served(network, depot):
    """Names of the stops that the depot may serve."""
    return [stop for stop, hops in handovers(network, depot) if 0 < hops <= MAX_HANDOVERS]


def main(argv):
    if len(argv) < 3:
        print("usage: delivery_hops.py NETWORK DEPOT...", file=sys.stderr)
        return 2
    network = read_network(argv[1])
    for depot in argv[2:]:
        stops = served(network, depot)
        print(f"{depot}: {len(stops)} stops")
        for stop in stops:
            print(f"  {stop}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
