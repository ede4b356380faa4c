import ipaddress
import random


def traffic_by_subnet(flows, inventory):
    """Charge the bytes of each flow to the owner of the most specific subnet.

    flows: (source address, bytes); inventory: (cidr, owner). Returns a list of
    (cidr, owner, flows, bytes) in inventory order, the unmatched bytes and bad addresses.
    """
    usage = [[0, 0] for _ in inventory]
    unmatched = 0
    bad = []
    for source, size in flows:
        try:
            address = ipaddress.ip_address(source.strip())
        except ValueError:
            bad.append(source)
            continue
        winner = -1
        for i, (cidr, owner) in enumerate(inventory):
            net = ipaddress.ip_network(cidr)
            if address in net:
                if winner == -1 or net.prefixlen > ipaddress.ip_network(inventory[winner][0]).prefixlen:
                    winner = i
        if winner == -1:
            unmatched += size
        else:
            usage[winner][0] += 1
            usage[winner][1] += size
    rows = []
    for (cidr, owner), (count, size) in zip(inventory, usage):
        if count:
            rows.append((cidr, owner, count, size))
    return rows, unmatched, bad


def _case(seed, nflows, nnets):
    rnd = random.Random(seed)
    inv = []
    for _ in range(nnets):
        plen = rnd.choice([12, 16, 20, 22, 24, 24, 26, 30])
        n = ipaddress.ip_network((0x0A000000 | rnd.getrandbits(19) << 4, plen), strict=False)
        inv.append((str(n), rnd.choice(["sales", "lab", "guest", "voip"])))
    inv.append(("2001:db8::/32", "v6"))
    fl = []
    for _ in range(nflows):
        a = str(ipaddress.ip_address(0x0A000000 | rnd.getrandbits(23)))
        r = rnd.random()
        fl.append((a if r < .9 else "2001:db8::%x" % rnd.getrandbits(16) if r < .95 else a + ".1", rnd.randint(40, 1500)))
    return fl, inv


def workload():
    return [_case(1, 260, 60), _case(2, 100, 110), _case(3, 3, 4), ([("10.0.0.1 ", 5)], [])]
