import networkx as nx

g = nx.gnm_random_graph(220, 1100, seed=9)
a = nx.betweenness_centrality(g)
b = nx.closeness_centrality(g)
c = nx.clustering(g)
d = nx.core_number(g)
print(round(sum(a.values()) + sum(b.values()) + sum(c.values()) + sum(d.values()), 9))
