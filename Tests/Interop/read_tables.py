"""The tables against the node-link JSON, which says the same another way."""

import csv
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

with open(f"{folder}/graph.jsonl", encoding="utf-8") as file:
    lines = [json.loads(line) for line in file]
same("lines", [line["type"] for line in lines], ["graph"] + ["node"] * len(expected.nodes) + ["edge"] * len(expected.edges))
same("line edges", [dict(line, type="") for line in lines[1 + len(expected.nodes):]], [dict(edge, type="") for edge in graph["links"]])

with open(f"{folder}/neo4j.nodes.csv", encoding="utf-8", newline="") as file:
    nodes = list(csv.DictReader(file))
same("Neo4j nodes", [row["id:ID(Concept)"] for row in nodes], list(expected.nodes))
same("Neo4j names", [row["name"] for row in nodes], [node["label"] for node in expected.nodes.values()])
with open(f"{folder}/neo4j.relationships.csv", encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
same("Neo4j relationships", {(row[":START_ID(Concept)"], row[":TYPE"].replace("_", "").lower(), row[":END_ID(Concept)"]) for row in rows},
     {(a, relation.lower(), b) for a, relation, b in expected.edges})
same("Neo4j rows", len(rows), len(expected.edges))
