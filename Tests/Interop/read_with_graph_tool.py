import sys

import graph_tool

from expected import Expected, same

folder = sys.argv[1]
expected = Expected(folder)
graph = graph_tool.load_graph(f"{folder}/graph.graphml")
assert graph.is_directed()
same("number of edges", graph.num_edges(), len(expected.edges))
same("types", [graph.vp["label"].value_type(), graph.vp["postings"].value_type()], ["string", "int32_t"])
ids = graph.vp["_graphml_vertex_id"]
expected.check(
    {ids[vertex]: {"label": graph.vp["label"][vertex], "kind": graph.vp["kind"][vertex]} for vertex in graph.vertices()},
    {(ids[edge.source()], graph.ep["interaction"][edge], ids[edge.target()]): graph.ep["weight"][edge] for edge in graph.edges()})
