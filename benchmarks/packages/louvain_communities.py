import community
import networkx as nx

total = 0.0
for seed in range(8):
    graph = nx.planted_partition_graph(6, 40, 0.3, 0.02, seed=seed)
    partition = community.best_partition(graph, random_state=seed)
    total += community.modularity(partition, graph)
print(round(total, 9))
