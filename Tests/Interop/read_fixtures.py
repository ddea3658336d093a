"""Other tools' GraphML through `import graphml`: the counts their manifest has, and an error with a line for what is broken.

read_fixtures.py PROGRAM FOLDER     FOLDER has MANIFEST.tsv (file, well_formed, nodes_networkx, edges_networkx, nodes_igraph, …).
"""

import csv
import json
import os
import re
import subprocess
import sys
import tempfile

program, folder = sys.argv[1:]
failed, counted, refused = [], 0, 0
with open(f"{folder}/MANIFEST.tsv", encoding="utf-8") as stream:
    manifest = list(csv.DictReader(stream, delimiter="\t"))
with tempfile.TemporaryDirectory() as scratch:
    for row in manifest:
        run = subprocess.run(
            [program, "import", "graphml", f"{folder}/{row['file']}", "--graph", f"{scratch}/graph.db", "--format", "json"],
            capture_output=True, text=True)
        known = {(row["nodes_networkx"], row["edges_networkx"]), (row["nodes_igraph"], row["edges_igraph"])}
        known = {counts for counts in known if counts[0].isdigit()}
        if row["well_formed"] == "no":
            refused += 1
            if run.returncode != 2 or not re.search(rf"{re.escape(os.path.basename(row['file']))}:\d+: \w", run.stderr):
                failed.append(f"{row['file']}: broken, and the answer is {run.returncode}: {run.stderr.strip()}")
        elif run.returncode != 0:
            failed.append(f"{row['file']}: {run.stderr.strip()}")
        elif known:
            counted += 1
            answer = json.loads(run.stdout)
            if (str(answer["nodes"]), str(answer["edges"])) not in known:
                failed.append(f"{row['file']}: {answer['nodes']} nodes, {answer['edges']} edges; the manifest has {known}")
assert manifest, "the manifest is empty"
print(f"{counted} files with the counts of the manifest, {refused} broken ones refused")
sys.exit("\n".join(failed) if failed else 0)
