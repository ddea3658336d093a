import sys
import warnings

import igraph

from expected import Expected, same

warnings.simplefilter("error")
folder = sys.argv[1]
expected = Expected(folder)
graph = igraph.Graph.Read_GraphML(f"{folder}/graph.graphml")
assert graph.is_directed()
same("number of edges", graph.ecount(), len(expected.edges))
ids = graph.vs["id"]
expected.check(
    {vertex["id"]: vertex.attributes() for vertex in graph.vs},
    {(ids[edge.source], edge["interaction"], ids[edge.target]): edge["weight"] for edge in graph.es})
