package dev.landfall.app.cli;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.check.Check;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.WritebackRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the account may do in the writeback container what group writeback wants to do there, as
 * the directory itself works it out for who is signed in. Changes nothing.
 */
final class WritebackChecks {
  private static final List<String> ATTRIBUTES =
      List.of(
          "adminDescription",
          "description",
          "displayName",
          "groupType",
          "member",
          "sAMAccountName");
  private static final List<String> EXCHANGE = List.of("mail", "mailNickname", "proxyAddresses");

  private final Landfall landfall;
  private final String container;
  private final List<Check> checks = new ArrayList<>();

  private WritebackChecks(Landfall landfall, String container) {
    this.landfall = landfall;
    this.container = container;
  }

  /** Nothing, when landfall.yaml has no group writeback. */
  static List<Check> of(Landfall landfall) {
    return landfall.configuration().groupWriteback().stream()
        .flatMap(writeback -> new WritebackChecks(landfall, writeback.container()).run().stream())
        .toList();
  }

  private List<Check> run() {
    Directory directory = landfall.directory();
    if (directory.readDn(container, Set.of()).isEmpty()) {
      return List.of(
          Check.fail(
              "writeback-container",
              "\"" + container + "\" is not there or may not be read.",
              "Create the container, or correct groupWriteback.container in landfall.yaml."));
    }
    checks.add(Check.pass("writeback-container", "\"" + container + "\" can be read."));
    checks.addAll(
        directory.checkWriting(
            container,
            Stream.concat(ATTRIBUTES.stream(), exchange() ? EXCHANGE.stream() : Stream.empty())
                .toList(),
            sample(directory)));
    mailAttributes();
    return checks;
  }

  /** What may be written shows on an object only: one of the written-back groups. */
  private Optional<DirectoryEntry> sample(Directory directory) {
    List<DirectoryEntry> found = new ArrayList<>();
    directory.search(
        DirectoryQuery.below(
            container, DirectoryFilter.startsWith("adminDescription", "Group_"), "cn"),
        found::add);
    return found.stream().findFirst();
  }

  private boolean exchange() {
    return exchangeRule().map(rule -> !rule.disabled()).orElse(false);
  }

  private Optional<SyncRule> exchangeRule() {
    return landfall.engine().rules().find(WritebackRules.exchangeRuleId(forest()));
  }

  private ConnectorId forest() {
    return landfall.connectorId(landfall.configuration().groupWriteback().orElseThrow().forest());
  }

  /** The rule was enabled or not by the schema of the day it was made. */
  private void mailAttributes() {
    boolean possible =
        landfall.engine().connector(forest()).map(Landfall::hasExchange).orElse(false);
    exchangeRule()
        .filter(rule -> rule.disabled() == possible)
        .ifPresent(
            rule ->
                checks.add(
                    possible
                        ? Check.warn(
                            "writeback-mail",
                            "The schema has the attributes of Exchange, but the rule \""
                                + rule.name()
                                + "\" is disabled: mail attributes are not written.",
                            "If they should be: landfall rules enable " + rule.id())
                        : Check.fail(
                            "writeback-mail",
                            "The rule \""
                                + rule.name()
                                + "\" writes attributes of Exchange that the schema lacks.",
                            "landfall rules disable " + rule.id())));
  }
}
