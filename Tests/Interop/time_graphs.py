#!/usr/bin/env python3
"""Times closures and shortest paths of NetworkX, igraph and rustworkx on the graph that `dev bench-graph` times.

    time_graphs.py SKILLGRAPH DEV GRAPH_FILE

Loading is not counted. Every library must count what ours counts before its time is believed; the best of three runs counts.
"""
import csv
import io
import subprocess
import sys
import time

import igraph
import networkx
import rustworkx


def best(work, runs=3):
    counts, times = set(), []
    for _ in range(runs):
        start = time.process_time()
        counts.add(work())
        times.append((time.process_time() - start) * 1000)
    assert len(counts) == 1, counts
    return counts.pop(), min(times)


def main(skillgraph, dev, file):
    ours = {}
    for line in subprocess.run([dev, "bench-graph", file], capture_output=True, text=True, check=True).stdout.splitlines():
        name, count, duration = line.split("\t")
        ours[name] = (int(count.split()[0]), float(duration.split()[0]))
    edges = subprocess.run(
        [skillgraph, "export", "--format", "csv", "--graph", file], capture_output=True, text=True, check=True)
    rows = list(csv.DictReader(io.StringIO(edges.stdout)))
    nodes = subprocess.run(
        [skillgraph, "export", "--format", "jsonl", "--graph", file], capture_output=True, text=True, check=True)
    import json
    ids = [entry["id"] for entry in map(json.loads, nodes.stdout.splitlines()) if entry.get("type") == "node"]
    place = {name: index for index, name in enumerate(ids)}
    columns = {name.lower(): name for name in rows[0]}
    ends = [(place[row[columns["source"]]], place[row[columns["target"]]], row) for row in rows]
    relation = columns.get("relation") or columns.get("type") or columns["label"]
    learn = [(a, b) for a, b, row in ends if row[relation] == "prerequisiteOf"]
    every = [(a, b) for a, b, _ in ends]
    targets = sorted({b for _, b in learn})
    step = max(1, len(ids) // 50)
    sources = list(range(0, len(ids), step))[:50]

    digraph = networkx.DiGraph()
    digraph.add_nodes_from(range(len(ids)))
    digraph.add_edges_from(learn)
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(ids)))
    graph.add_edges_from(every)
    results = {
        "NetworkX": (
            best(lambda: sum(len(networkx.ancestors(digraph, n)) for n in targets), 1),
            best(lambda: sum(sum(networkx.single_source_shortest_path_length(graph, n).values()) for n in sources), 1),
        )
    }

    digraph = igraph.Graph(n=len(ids), edges=learn, directed=True)
    graph = igraph.Graph(n=len(ids), edges=every)
    finite = lambda row: int(sum(d for d in row if d != float("inf")))
    results["igraph"] = (
        best(lambda: sum(len(digraph.subcomponent(n, mode="in")) - 1 for n in targets)),
        best(lambda: sum(finite(graph.distances(source=n)[0]) for n in sources)),
    )

    digraph = rustworkx.PyDiGraph()
    digraph.add_nodes_from(ids)
    digraph.add_edges_from_no_data(learn)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(ids)
    graph.add_edges_from_no_data(every)
    one = lambda _: 1.0
    results["rustworkx"] = (
        best(lambda: sum(len(rustworkx.ancestors(digraph, n)) for n in targets)),
        best(lambda: int(sum(sum(rustworkx.dijkstra_shortest_path_lengths(graph, n, one).values()) for n in sources))),
    )

    print(f"{len(ids)} nodes, {len(every)} edges, {len(learn)} prerequisites")
    for name, measured in results.items():
        for what, (count, duration) in zip(("closures", "paths"), measured):
            expected, own = ours[what]
            # Every edge of a loop leads back to its node, which is none of its ancestors.
            assert count == expected, f"{name} counts {count} for {what}, ours {expected}"
            print(f"{what:10} {name:10} {duration:10.1f} ms   ours {own:8.2f} ms   {duration / own:8.1f} times")


if __name__ == "__main__":
    main(*sys.argv[1:])
