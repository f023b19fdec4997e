package dev.landfall.engine.migration;

import dev.landfall.core.check.Check;
import java.util.ArrayList;
import java.util.List;

/** Collects the outcomes of checks. */
final class CheckList {
  private final List<Check> checks = new ArrayList<>();

  void add(Check check) {
    checks.add(check);
  }

  /** What must hold: otherwise the check fails. */
  void require(String id, boolean holds, String pass, String fail, String fix) {
    checks.add(holds ? Check.pass(id, pass) : Check.fail(id, fail, fix));
  }

  /** What had better hold: otherwise the check warns. */
  void expect(String id, boolean holds, String pass, String warning, String fix) {
    checks.add(holds ? Check.pass(id, pass) : Check.warn(id, warning, fix));
  }

  List<Check> list() {
    return List.copyOf(checks);
  }
}
