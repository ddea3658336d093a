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

# The other profiles: the same edges, by what each profile promises.
for profile, relation in {"yed": "interaction", "neo4j": "interaction", "tinkerpop": "interaction", "plain": "label"}.items():
    graph = networkx.read_graphml(f"{folder}/graph.{profile}.graphml", force_multigraph=True)
    same(f"{profile} nodes", set(graph.nodes), set(expected.nodes))
    found = {(a, data[relation], b): data["weight"] for a, b, data in graph.edges(data=True)}
    same(f"{profile} weights", found, {edge: expected.weight(edge) for edge in expected.edges})
    for id, data in graph.nodes(data=True):
        same(f"{profile} kind", data["kind"], expected.nodes[id]["kind"])
        if profile == "yed":
            same("label drawn by yEd", data["label"], expected.nodes[id]["label"])
    if profile == "tinkerpop":
        assert not any("label" in data for _, data in graph.nodes(data=True))

# NetworkX knows GEXF 1.3 but drops the kind of an edge, so its label tells the relation.
graph = networkx.read_gexf(f"{folder}/graph.gexf", version="1.3")
same("GEXF labels", {id: data["label"] for id, data in graph.nodes(data=True)},
     {id: node["label"] for id, node in expected.nodes.items()})
same("GEXF number of edges", graph.number_of_edges(), len(expected.edges))
same("GEXF weights", {(a, data["label"], b): data["weight"] for a, b, data in graph.edges(data=True)},
     {edge: expected.weight(edge) for edge in expected.edges})

with open(f"{folder}/graph.cyjs", encoding="utf-8") as file:
    elements = json.load(file)["elements"]
ids = [element["data"]["id"] for element in elements["nodes"] + elements["edges"]]
same("Cytoscape ids are of one space", len(ids), len(set(ids)))
expected.check(
    {element["data"]["id"]: element["data"] for element in elements["nodes"]},
    {(edge["data"]["source"], edge["data"]["interaction"], edge["data"]["target"]): edge["data"]["weight"]
     for edge in elements["edges"]})
