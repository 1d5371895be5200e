package dev.palisade.render.json;

import dev.palisade.compliance.report.ZoneMatrix;
import dev.palisade.document.Node;
import dev.palisade.document.PrettyJson;

/// A zone matrix as JSON, in the form of the report's `matrix`: `{"parties": [{"name",
/// "category"}], "cells": [{"from", "to", "traffic", "register": [ids], "beyond"}]}`. `beyond` is
/// what no register entry names; absent: nothing.
public final class MatrixJson {
  private MatrixJson() {}

  public static String text(ZoneMatrix matrix) {
    return PrettyJson.text(Node.object(RecordJson.fields(matrix))) + "\n";
  }
}
