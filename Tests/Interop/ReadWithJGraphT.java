import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedPseudograph;
import org.jgrapht.nio.graphml.GraphMLImporter;

/** What JGraphT reads, its check of the schema on, as lines: node id label kind, and edge source relation target weight. */
final class ReadWithJGraphT {
  public static void main(String[] arguments) {
    Graph<String, DefaultWeightedEdge> graph = new DirectedWeightedPseudograph<>(DefaultWeightedEdge.class);
    Map<String, Map<String, String>> nodes = new TreeMap<>();
    Map<DefaultWeightedEdge, String> relations = new java.util.IdentityHashMap<>();
    var importer = new GraphMLImporter<String, DefaultWeightedEdge>();
    importer.setEdgeWeightAttributeName("weight");
    importer.setVertexFactory(id -> id);
    importer.addVertexAttributeConsumer((key, value) ->
        nodes.computeIfAbsent(key.getFirst(), id -> new TreeMap<>()).put(key.getSecond(), value.getValue()));
    importer.addEdgeAttributeConsumer((key, value) -> {
      if (key.getSecond().equals("interaction")) relations.put(key.getFirst(), value.getValue());
    });
    importer.importGraph(graph, new File(arguments[0]));
    var text = new StringBuilder();
    for (String id : graph.vertexSet())
      text.append("node\t" + id + "\t" + nodes.get(id).get("label") + "\t" + nodes.get(id).get("kind") + "\n");
    for (DefaultWeightedEdge edge : graph.edgeSet())
      text.append("edge\t" + graph.getEdgeSource(edge) + "\t" + relations.get(edge) + "\t" + graph.getEdgeTarget(edge)
          + "\t" + graph.getEdgeWeight(edge) + "\n");
    System.out.print(text);
  }
}
