package dev.landfall.expression;

import dev.landfall.expression.check.Suggestions;
import dev.landfall.expression.cloudsync.CloudSyncCatalogue;
import dev.landfall.expression.connect.ConnectCatalogue;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionTable;
import java.util.List;
import java.util.Optional;

/** Every function of a dialect. */
public final class FunctionCatalogue {
  private FunctionCatalogue() {}

  /** By family, and inside a family as a reader would look for them. */
  public static List<FunctionDescriptor> of(Dialect dialect) {
    return table(dialect).definitions().stream().map(FunctionDefinition::descriptor).toList();
  }

  /** A function by its name, whatever the case. */
  public static Optional<FunctionDescriptor> find(Dialect dialect, String name) {
    return table(dialect).find(name).map(FunctionDefinition::descriptor);
  }

  /** "Did you mean ...?" for a name that no function has, or {@code ""}. */
  public static String didYouMean(Dialect dialect, String name) {
    return Suggestions.didYouMean(
        name, of(dialect).stream().map(FunctionDescriptor::name).toList());
  }

  static FunctionTable table(Dialect dialect) {
    return dialect == Dialect.CONNECT ? ConnectCatalogue.TABLE : CloudSyncCatalogue.TABLE;
  }
}
