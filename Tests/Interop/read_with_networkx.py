import json
import sys

import networkx

from expected import Expected, same

folder = sys.argv[1]
expected = Expected(folder)

graph = networkx.read_graphml(f"{folder}/graph.graphml", force_multigraph=True)
assert graph.is_directed()
same("number of edges", graph.number_of_edges(), len(expected.edges))
expected.check(
    {id: data for id, data in graph.nodes(data=True)},
    {(a, data["interaction"], b): data["weight"] for a, b, data in graph.edges(data=True)})
node = graph.nodes["skill:python"]
same("types", [type(node[name]) for name in ("postings", "size", "x", "r", "color")], [int, float, float, int, str])

with open(f"{folder}/graph.json", encoding="utf-8") as file:
    graph = networkx.node_link_graph(json.load(file), edges="links")
assert graph.is_directed() and graph.is_multigraph()
same("node-link nodes", set(graph.nodes), set(expected.nodes))
same("node-link edges", {(a, data["relation"], b) for a, b, data in graph.edges(data=True)}, set(expected.edges))
same("node-link number of edges", graph.number_of_edges(), len(expected.edges))
for a, b, data in graph.edges(data=True):
    same("node-link weight", data["weight"], float(expected.edges[a, data["relation"], b]["weight"]))
for id, data in graph.nodes(data=True):
    same("node-link label", (data["label"], data["kind"]), (expected.nodes[id]["label"], expected.nodes[id]["kind"]))
