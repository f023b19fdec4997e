package dev.landfall.app.config;

import dev.landfall.engine.rule.ConfigurationProblem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration cannot be used; everything wrong in it is told at once. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationProblem> problems;

  public ConfigurationException(List<ConfigurationProblem> problems) {
    super(problems.stream().map(ConfigurationProblem::display).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ConfigurationProblem> problems() {
    return problems;
  }
}
