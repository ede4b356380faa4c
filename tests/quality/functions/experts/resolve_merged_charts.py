def resolve_merged_charts(merges, visits):
    merged_into = {}
    shortcut = {}
    refused = []

    def survivor(chart):
        root = chart
        while root in shortcut:
            root = shortcut[root]
        while chart != root:
            above = shortcut[chart]
            shortcut[chart] = root
            chart = above
        return root

    for duplicate, kept in merges:
        if duplicate in merged_into:
            refused.append((duplicate, kept, "already merged"))
            continue
        root = survivor(kept)
        if root == duplicate:
            refused.append((duplicate, kept, "would loop"))
            continue
        merged_into[duplicate] = kept
        shortcut[duplicate] = root

    final = {}  # chart -> (survivor, hops)

    def follow(chart):
        trail = []
        while chart not in final and chart in merged_into:
            trail.append(chart)
            chart = merged_into[chart]
        end, hops = final.get(chart, (chart, 0))
        for back in reversed(trail):
            hops += 1
            final[back] = (end, hops)
        return end, hops

    booked = {}
    longest = 0
    for visit in visits:
        chart, hops = follow(visit["chart"])
        if hops > longest:
            longest = hops
        row = booked.setdefault(chart, [0, 0, visit["day"]])
        row[0] += 1
        row[1] += visit["minutes"]
        if visit["day"] > row[2]:
            row[2] = visit["day"]
    return booked, refused, longest
