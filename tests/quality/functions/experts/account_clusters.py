def account_clusters(accounts, links):
    parent = {account: account for account in accounts}

    def root(account):
        while parent[account] != account:
            parent[account] = parent[parent[account]]
            account = parent[account]
        return account

    for left, right in links:
        if left in parent and right in parent:
            parent[root(left)] = root(right)
    clusters = {}
    for account in parent:
        clusters.setdefault(root(account), []).append(account)
    result = [sorted(cluster) for cluster in clusters.values()]
    result.sort(key=lambda cluster: (-len(cluster), cluster[0]))
    return result
