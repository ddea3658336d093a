"""The tables against the node-link JSON, which says the same another way."""

import json
import sys

from expected import Expected, same

folder = sys.argv[1]
expected = Expected(folder)
with open(f"{folder}/graph.json", encoding="utf-8") as file:
    graph = json.load(file)
same("rows of nodes", len(expected.nodes), len(graph["nodes"]))
same("rows of edges", len(expected.edges), len(graph["links"]))
for node in graph["nodes"]:
    same("postings", int(expected.nodes[node["id"]]["postings"]), node["postings"])
for edge in graph["links"]:
    row = expected.edges[edge["source"], edge["relation"], edge["target"]]
    same("provenance", row["provenance"], edge["provenance"])
    same("required", int(row["required"]), edge.get("required", 0))
