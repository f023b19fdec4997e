package dev.landfall.emulators.tenant;

import java.util.List;
import java.util.stream.Collectors;

/** A tenant file was not read; everything wrong in it is told at once, and nothing was kept. */
public final class TenantImportException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<ImportProblem> problems;

  TenantImportException(List<ImportProblem> problems) {
    super(problems.stream().map(ImportProblem::display).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public List<ImportProblem> problems() {
    return problems;
  }
}
