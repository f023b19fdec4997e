package dev.landfall.app.cli;

import dev.landfall.app.wiring.Landfall;
import dev.landfall.core.check.Check;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.directory.DirectoryEntry;
import dev.landfall.core.directory.DirectoryFilter;
import dev.landfall.core.directory.DirectoryQuery;
import dev.landfall.core.value.AttributeName;
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
  private final String account;
  private final List<Check> checks = new ArrayList<>();

  private WritebackChecks(Landfall landfall, String container, String account) {
    this.landfall = landfall;
    this.container = container;
    this.account = account;
  }

  /** Nothing, when landfall.yaml has no group writeback. */
  static List<Check> of(Landfall landfall) {
    return landfall.configuration().groupWriteback().stream()
        .flatMap(
            writeback -> {
              String account =
                  landfall.configuration().forests().stream()
                      .filter(forest -> forest.name().equals(writeback.forest()))
                      .findFirst()
                      .orElseThrow()
                      .account();
              return new WritebackChecks(landfall, writeback.container(), account).run().stream();
            })
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
    require(
        "writeback-create",
        directory.creatable(container).stream().anyMatch("group"::equalsIgnoreCase)
            ? List.of()
            : List.of("create child objects of class group"),
        "The account may create groups there.");
    sample(directory).ifPresentOrElse(group -> write(directory, group), this::nothingToLookAt);
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

  private void write(Directory directory, DirectoryEntry group) {
    Set<AttributeName> writable = directory.writable(group.guid());
    require(
        "writeback-write",
        Stream.concat(ATTRIBUTES.stream(), exchange() ? EXCHANGE.stream() : Stream.empty())
            .filter(name -> !writable.contains(AttributeName.of(name)))
            .map(name -> "write " + name)
            .toList(),
        "The account may write all attributes of \"" + group.dn() + "\".");
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

  private void nothingToLookAt() {
    checks.add(
        Check.pass(
            "writeback-write", "No group is written back yet; what may be written shows later."));
  }

  private void require(String id, List<String> missing, String good) {
    checks.add(
        missing.isEmpty()
            ? Check.pass(id, good)
            : Check.fail(
                id,
                "\""
                    + account
                    + "\" lacks rights for \""
                    + container
                    + "\": "
                    + String.join(", ", missing)
                    + ".",
                "Grant the account create, delete, read and write of group objects and all their"
                    + " properties there (Set-ADSyncUnifiedGroupWritebackPermissions does)."));
  }
}
