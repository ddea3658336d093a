internal import Concepts
internal import GraphModel

/// What yEd draws from: without it every node is a blank box at the origin.
extension GraphML {
  /// Neither key has an attribute name or type, as in yEd's own files.
  static let graphicsKeys: StaticString = """
      <key id="nodegraphics" for="node" yfiles.type="nodegraphics"/>
      <key id="edgegraphics" for="edge" yfiles.type="edgegraphics"/>

    """

  func writeGraphics(of node: SkillGraph.Node, at place: Layout.Point, _ output: inout ByteOutput) {
    output.write("      <data key=\"nodegraphics\"><y:ShapeNode><y:Geometry height=\"30.0\" width=\"")
    // yEd does not fit a box to its label: about 7 points a letter in its standard font.
    output.write(Double(max(60, 7 * node.label.unicodeScalars.count + 16)))
    output.write("\" x=\"")
    output.write(place.x)
    output.write("\" y=\"")
    output.write(place.y)
    output.write("\"/><y:Fill color=\"")
    output.write(Palette.color(node.kind).hexadecimal)
    output.write(
      "\" transparent=\"false\"/><y:BorderStyle color=\"#333333\" type=\"line\" width=\"1.0\"/><y:NodeLabel>")
    output.write(xml: node.label)
    output.write("</y:NodeLabel><y:Shape type=\"roundrectangle\"/></y:ShapeNode></data>\n")
  }

  func writeGraphics(of edge: SkillGraph.Edge, _ output: inout ByteOutput) {
    output.write("      <data key=\"edgegraphics\"><y:PolyLineEdge><y:LineStyle color=\"#666666\" type=\"")
    output.write(edge.isDrawnDashed ? "dashed" : "line")
    output.write("\" width=\"")
    output.write(edge.lineWidth)
    output.write("\"/><y:Arrows source=\"none\" target=\"standard\"/><y:EdgeLabel>")
    output.write(edge.relation.rawValue)
    output.write("</y:EdgeLabel></y:PolyLineEdge></data>\n")
  }
}
