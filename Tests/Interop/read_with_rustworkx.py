import sys

import rustworkx

from expected import Expected, same

folder = sys.argv[1]
expected = Expected(folder)
graphs = rustworkx.read_graphml(f"{folder}/graph.graphml")
same("number of graphs", len(graphs), 1)
graph = graphs[0]
assert isinstance(graph, rustworkx.PyDiGraph)
same("number of edges", graph.num_edges(), len(expected.edges))
expected.check(
    {data["id"]: data for data in graph.nodes()},
    {(graph[a]["id"], data["interaction"], graph[b]["id"]): data["weight"] for a, b, data in graph.weighted_edge_list()})
