package dev.landfall.expression.function;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The functions of one dialect, found by name whatever its case. */
public final class FunctionTable {
  private final Map<String, FunctionDefinition> byName = new LinkedHashMap<>();

  @SafeVarargs
  public FunctionTable(List<FunctionDefinition>... families) {
    for (List<FunctionDefinition> family : families) {
      for (FunctionDefinition function : family) {
        if (byName.put(function.name().toLowerCase(Locale.ROOT), function) != null) {
          throw new IllegalStateException("Two functions are called " + function.name());
        }
      }
    }
  }

  public Optional<FunctionDefinition> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  public Collection<FunctionDefinition> definitions() {
    return new ArrayList<>(byName.values());
  }
}
