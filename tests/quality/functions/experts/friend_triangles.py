def friend_triangles(friendships):
    """From a list of pairs of names (either order, maybe repeated): return (number
    of groups of three mutual friends, {name: groups it is in} in order of first
    appearance)."""
    rank = {}
    for pair in friendships:
        for person in pair:
            if person not in rank:
                rank[person] = len(rank)
    later = {person: set() for person in rank}  # friends that appear later on
    for a, b in friendships:
        if rank[a] < rank[b]:
            later[a].add(b)
        elif a != b:
            later[b].add(a)
    groups = dict.fromkeys(rank, 0)
    total = 0
    for a, friends in later.items():
        for b in friends:
            for c in friends & later[b]:
                total += 1
                groups[a] += 1
                groups[b] += 1
                groups[c] += 1
    return total, groups
