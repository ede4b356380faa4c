import ipaddress


def traffic_by_subnet(flows, inventory):
    usage = [[0, 0] for _ in inventory]
    unmatched = 0
    bad = []
    tables = None
    winners = {}
    for source, size in flows:
        if source in winners:
            winner = winners[source]
        else:
            try:
                address = ipaddress.ip_address(source.strip())
            except ValueError:
                winner = None
            else:
                if tables is None:
                    tables = _tables(inventory)
                winner = -1
                value = int(address)
                for shift, nets in tables.get(address.version, ()):
                    winner = nets.get(value >> shift, -1)
                    if winner != -1:
                        break
            winners[source] = winner
        if winner is None:
            bad.append(source)
        elif winner == -1:
            unmatched += size
        else:
            u = usage[winner]
            u[0] += 1
            u[1] += size
    rows = []
    for (cidr, owner), (count, size) in zip(inventory, usage):
        if count:
            rows.append((cidr, owner, count, size))
    return rows, unmatched, bad


def _tables(inventory):
    found = {}
    for i, (cidr, _) in enumerate(inventory):
        net = ipaddress.ip_network(cidr)
        shift = net.max_prefixlen - net.prefixlen
        found.setdefault(net.version, {}).setdefault(shift, {}).setdefault(int(net.network_address) >> shift, i)
    return {v: sorted(t.items()) for v, t in found.items()}
