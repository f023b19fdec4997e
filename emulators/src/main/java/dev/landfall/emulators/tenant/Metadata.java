package dev.landfall.emulators.tenant;

import java.util.TreeSet;

/** {@code $metadata}: the directory objects of the subset, as CSDL. */
final class Metadata {
  private Metadata() {}

  static GraphResponse document(boolean beta) {
    StringBuilder csdl = new StringBuilder(16_000);
    csdl.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
        .append(
            "<edmx:Edmx Version=\"4.0\" xmlns:edmx=\"http://docs.oasis-open.org/odata/ns/edmx\">")
        .append("<edmx:DataServices><Schema Namespace=\"microsoft.graph\" Alias=\"graph\"")
        .append(" xmlns=\"http://docs.oasis-open.org/odata/ns/edm\">")
        .append(
            "<EntityType Name=\"entity\" Abstract=\"true\"><Key><PropertyRef Name=\"id\"/></Key>")
        .append("<Property Name=\"id\" Type=\"Edm.String\" Nullable=\"false\"/></EntityType>")
        .append("<EntityType Name=\"directoryObject\" BaseType=\"graph.entity\" OpenType=\"true\">")
        .append("<Property Name=\"deletedDateTime\" Type=\"Edm.DateTimeOffset\"/></EntityType>");
    for (ObjectType type : ObjectType.values()) {
      type(csdl, type, beta);
    }
    csdl.append("<ComplexType Name=\"opaque\" OpenType=\"true\"/>");
    csdl.append("<EntityContainer Name=\"GraphService\">");
    for (ObjectType type : ObjectType.values()) {
      csdl.append("<EntitySet Name=\"")
          .append(type.segment())
          .append("\" EntityType=\"graph.")
          .append(type.graphName())
          .append("\"/>");
    }
    csdl.append("<EntitySet Name=\"directoryObjects\" EntityType=\"graph.directoryObject\"/>")
        .append("</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>");
    return GraphResponse.text("application/xml", csdl.toString());
  }

  private static void type(StringBuilder csdl, ObjectType type, boolean beta) {
    csdl.append("<EntityType Name=\"")
        .append(type.graphName())
        .append("\" BaseType=\"graph.directoryObject\" OpenType=\"true\">");
    for (String name : new TreeSet<>(type.names(beta))) {
      if (!name.equals("id") && !name.equals("deletedDateTime")) {
        property(csdl, name);
      }
    }
    csdl.append("</EntityType>");
  }

  private static void property(StringBuilder csdl, String name) {
    if (name.equals("members") || name.equals("owners")) {
      csdl.append("<NavigationProperty Name=\"")
          .append(name)
          .append("\" Type=\"Collection(graph.directoryObject)\"/>");
    } else if (name.equals("manager")) {
      csdl.append("<NavigationProperty Name=\"manager\" Type=\"graph.directoryObject\"/>");
    } else {
      csdl.append("<Property Name=\"")
          .append(name)
          .append("\" Type=\"")
          .append(edm(name))
          .append("\"/>");
    }
  }

  private static String edm(String name) {
    return switch (PropertyTypes.of(name)) {
      case TEXT -> "Edm.String";
      case TIME -> "Edm.DateTimeOffset";
      case BOOLEAN -> "Edm.Boolean";
      case OBJECT -> "graph.opaque";
      case LIST ->
          PropertyTypes.texts(name) ? "Collection(Edm.String)" : "Collection(graph.opaque)";
    };
  }
}
