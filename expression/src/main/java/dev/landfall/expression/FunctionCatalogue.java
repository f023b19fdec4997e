package dev.landfall.expression;

import dev.landfall.expression.cloudsync.CloudSyncCatalogue;
import dev.landfall.expression.connect.ConnectCatalogue;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionTable;
import java.util.List;

/** Every function of a dialect. */
public final class FunctionCatalogue {
  private FunctionCatalogue() {}

  /** By family, and inside a family as a reader would look for them. */
  public static List<FunctionDescriptor> of(Dialect dialect) {
    return table(dialect).definitions().stream().map(FunctionDefinition::descriptor).toList();
  }

  static FunctionTable table(Dialect dialect) {
    return dialect == Dialect.CONNECT ? ConnectCatalogue.TABLE : CloudSyncCatalogue.TABLE;
  }
}
