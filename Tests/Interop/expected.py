"""What a reader has to find: the graph as the two CSV tables have it, read with nothing but the standard library."""

import csv
import sys

LEVEL_WEIGHT = {"preferred": 0.5, "mentioned": 0.25}


class Expected:
    def __init__(self, folder, name="graph"):
        with open(f"{folder}/{name}.nodes.csv", encoding="utf-8", newline="") as file:
            self.nodes = {row["id"]: row for row in csv.DictReader(file)}
        with open(f"{folder}/{name}.edges.csv", encoding="utf-8", newline="") as file:
            self.edges = {(row["source"], row["relation"], row["target"]): row for row in csv.DictReader(file)}
        assert self.nodes and self.edges, "the tables are empty"
        provenances = {row["provenance"] for row in self.edges.values()}
        assert provenances >= {"curated", "extracted"}, f"the sample has only {provenances} edges"

    def weight(self, edge):
        """Above 0 on every edge: where no posting says so, the taxonomy's level counts."""
        row = self.edges[edge]
        return float(row["weight"]) or LEVEL_WEIGHT.get(row["curatedLevel"], 1.0)

    def check(self, nodes, edges, parallel=True):
        """`nodes`: id → {label, kind}; `edges`: (source, relation, target) → weight, or None where the tool has none."""
        same("node ids", set(nodes), set(self.nodes))
        same("edges", set(edges), set(self.edges))
        for id, found in nodes.items():
            same(f"label of {id}", found["label"], self.nodes[id]["label"])
            same(f"kind of {id}", found["kind"], self.nodes[id]["kind"])
        for edge, found in edges.items():
            same(f"weight of {edge}", found, self.weight(edge))


def same(what, found, wanted):
    if found == wanted:
        return
    if isinstance(wanted, set):
        found, wanted = f"{len(found)}, too many {sorted(found - wanted)[:3]}", f"{len(wanted)}, missing {sorted(wanted - found)[:3]}"
    sys.exit(f"{what}: found {found}; expected {wanted}")
