"""What Graphviz made of a file: counts in its own language, counts and labels in a picture."""

import re
import sys
import xml.etree.ElementTree as ElementTree
from html import unescape

from expected import Expected, same

folder, name, file = sys.argv[1:]
expected = Expected(folder, name)
with open(file, encoding="utf-8") as stream:
    text = stream.read()
if file.endswith(".gv"):
    edges = re.findall(r'^\s*"?([^"\s]+)"? -> "?([^"\s\[;]+)"?', text, re.MULTILINE)
    same("edges", sorted(edges), sorted((a, b) for a, _, b in expected.edges))
    alone = re.findall(r'^\s*"?([^"\s\[;]+)"?;$', text, re.MULTILINE)
    same("nodes", {end for edge in edges for end in edge} | set(alone), set(expected.nodes))
else:
    svg = "{http://www.w3.org/2000/svg}"
    groups = [group for group in ElementTree.fromstring(text).iter(f"{svg}g")]
    same("nodes drawn", sum(group.get("class") == "node" for group in groups), len(expected.nodes))
    same("edges drawn", sum(group.get("class") == "edge" for group in groups), len(expected.edges))
    drawn = {"".join(text.itertext()) for group in groups for text in group.iter(f"{svg}text")}
    same("labels drawn", {unescape(node["label"]) for node in expected.nodes.values()} - drawn, set())
