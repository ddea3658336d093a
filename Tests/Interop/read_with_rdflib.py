import sys

import rdflib
from rdflib.namespace import RDF, SKOS

from expected import Expected, same

OWN = rdflib.Namespace("urn:skillgraph:vocabulary:")
folder = sys.argv[1]
expected = Expected(folder)


def concept(id):
    return rdflib.URIRef(f"urn:skillgraph:{id}")


for file in ("graph.rdf", "graph.jsonld"):
    graph = rdflib.Graph().parse(f"{folder}/{file}")
    labels = {subject: str(label) for subject, label in graph.subject_objects(SKOS.prefLabel)}
    same(f"{file} labels", labels, {concept(id): node["label"] for id, node in expected.nodes.items()})
    for id, node in expected.nodes.items():
        assert (concept(id), RDF.type, OWN[node["kind"].capitalize()]) in graph, f"{file}: the class of {id}"
        assert not set(graph.objects(concept(id), SKOS.altLabel)) & set(graph.objects(concept(id), SKOS.prefLabel))
    broader = {(a, b) for a, relation, b in expected.edges if relation == "broader"}
    for a, relation, b in expected.edges:
        own = relation not in ("broader", "related")
        found = (concept(a), OWN[relation] if own else SKOS[relation], concept(b)) in graph
        hierarchical = relation == "related" and ({(a, b), (b, a)} & broader)
        assert found != bool(hierarchical), f"{file}: {a} {relation} {b}"
