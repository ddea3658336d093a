"""read_with_jgrapht.py FOLDER CLASSPATH    of a part: the time that checking the schema takes grows with the square of the edges."""

import os
import subprocess
import sys

from expected import Expected, same

folder, classpath = sys.argv[1:3]
program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ReadWithJGraphT.java")
run = subprocess.run(["java", "-Dfile.encoding=UTF-8", "-cp", classpath, program, f"{folder}/part.graphml"],
                     capture_output=True, text=True, encoding="utf-8")
if run.returncode != 0:
    sys.exit(run.stderr[:2000])
expected = Expected(folder, "part")
rows = [line.split("\t") for line in run.stdout.splitlines()]
edges = [row for row in rows if row[0] == "edge"]
same("number of edges", len(edges), len(expected.edges))
expected.check(
    {row[1]: {"label": row[2], "kind": row[3]} for row in rows if row[0] == "node"},
    {tuple(row[1:4]): float(row[4]) for row in edges})
