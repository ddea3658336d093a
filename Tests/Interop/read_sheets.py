"""What LibreOffice reads from the spreadsheet, against the table of demands; and that table against the edges."""

import csv
import os
import subprocess
import sys
import tempfile

from expected import Expected, same

folder, office = sys.argv[1], sys.argv[2:]


def whole_percent(text):
    """Of a share in a cell, which LibreOffice hands on as `33%`, or of a number."""
    return int((float(text[:-1]) if text.endswith("%") else 100 * float(text)) + 0.5)


expected = Expected(folder)
with open(f"{folder}/demands.csv", encoding="utf-8", newline="") as file:
    demands = list(csv.DictReader(file))
wanted = {(source, target): row for (source, relation, target), row in expected.edges.items() if relation == "requires"}
same("demands", {(row["role"], row["concept"]) for row in demands}, set(wanted))
for row in demands:
    edge = wanted[row["role"], row["concept"]]
    same("share", float(row["share"]), float(edge["weight"]))
    same("counts", [row[level] for level in ("required", "preferred", "mentioned")],
         [edge[level] for level in ("required", "preferred", "mentioned")])
    same("label", row["conceptLabel"], expected.nodes[row["concept"]]["label"])
    same("postings", int(row["rolePostings"]), int(expected.nodes[row["role"]]["postings"]))
if not office:
    sys.exit(0)
with tempfile.TemporaryDirectory() as scratch:
    # Every sheet as CSV (the last option is -1), values as they are, not as they are shown.
    options = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1'
    subprocess.run([*office, f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", options, "--outdir",
                    scratch, f"{folder}/graph.fods"], check=True, capture_output=True, timeout=600)
    sheets = {name: list(csv.reader(open(f"{scratch}/graph-{name}.csv", encoding="utf-8", newline="")))
              for name in ("Demands", "Roles and skills", "Nodes", "What it means")}
same("rows", len(sheets["Demands"]), len(demands) + 1)
for found, row in zip(sheets["Demands"][1:], demands):
    same("cells", [found[0], found[2], found[5], whole_percent(found[6]), found[7]],
         [row["role"], row["concept"], row["level"], whole_percent(row["share"]), row["postings"]])
same("nodes", [row[0] for row in sheets["Nodes"][1:]], list(expected.nodes))
heading, *rows = sheets["Roles and skills"]
labels = {(role, concept): cell for concept, _, *cells in rows for role, cell in zip(heading[2:], cells) if cell}
for row in demands:
    if int(row["postings"]):
        same("share in the matrix", whole_percent(labels[row["roleLabel"], row["conceptLabel"]]), whole_percent(row["share"]))
