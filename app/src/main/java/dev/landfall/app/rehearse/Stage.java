package dev.landfall.app.rehearse;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.app.config.Arrangement;
import dev.landfall.app.config.HomeConfiguration;
import dev.landfall.app.wiring.ForestSettings;
import dev.landfall.connectors.ad.AdDirectory;
import dev.landfall.core.directory.Directory;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The configuration a rehearsal plays in: the arrangement of a {@code landfall.yaml} with the
 * copies in place of its connections, or without one what the copies themselves tell.
 *
 * @param writtenBack how many groups of the domain carry the mark of group writeback
 * @param notes what was assumed or left out
 */
public record Stage(HomeConfiguration configuration, long writtenBack, List<String> notes) {
  public Stage {
    notes = List.copyOf(notes);
  }

  /**
   * @throws LandfallException {@code CONFIGURATION_INVALID} if the arrangement is of another domain
   */
  public static Stage of(Copies copies, Optional<Arrangement> arrangement) {
    List<String> notes = new ArrayList<>();
    if (!copies.directoryReport().schema()) {
      notes.add(
          "The LDIF has no schema; it was taken to be that of Windows Server 2016. What PRE-03 to"
              + " PRE-05 say is about the copy: run \"landfall migrate assess\" on the real one.");
    }
    WrittenBackGroups groups = look(copies);
    HomeConfiguration configuration =
        arrangement
            .map(given -> asArranged(copies, given, notes))
            .orElseGet(() -> asFound(copies, groups, notes));
    return new Stage(configuration, groups.count(), notes);
  }

  private static WrittenBackGroups look(Copies copies) {
    HomeConfiguration bare = asFound(copies, new WrittenBackGroups(), new ArrayList<>());
    try (Directory directory = new AdDirectory(ForestSettings.of(bare.forests().get(0)))) {
      return WrittenBackGroups.in(directory, copies.domainDn());
    }
  }

  private static HomeConfiguration asFound(
      Copies copies, WrittenBackGroups groups, List<String> notes) {
    String forest =
        copies.domainDn().toLowerCase(Locale.ROOT).replace(",dc=", ".").replaceFirst("^dc=", "");
    Optional<HomeConfiguration.GroupWriteback> writeback =
        groups
            .container()
            .map(dn -> new HomeConfiguration.GroupWriteback(forest, dn, groups.naming()));
    writeback.ifPresent(
        found ->
            notes.add(
                groups.count()
                    + " groups are written back; container \""
                    + found.container()
                    + "\" and naming "
                    + found.naming().option()
                    + " are those of most of them. --config takes yours."));
    return copies.configuration(
        forest,
        List.of(copies.domainDn()),
        List.of(),
        writeback,
        writeback.map(HomeConfiguration.GroupWriteback::container),
        "sqlite:landfall.db");
  }

  private static HomeConfiguration asArranged(
      Copies copies, Arrangement arrangement, List<String> notes) {
    Arrangement.ForestPart forest = forest(copies, arrangement);
    arrangement.forests().stream()
        .filter(other -> !other.equals(forest))
        .forEach(
            other ->
                notes.add(
                    "Forest \"" + other.name() + "\" is left out: its domain is not the LDIF's."));
    List<String> all = new ArrayList<>(forest.containers());
    arrangement.groupWriteback().ifPresent(writeback -> all.add(writeback.container()));
    arrangement.cloudSyncContainer().ifPresent(all::add);
    for (String container : all) {
      if (!isBelow(container, copies.domainDn())) {
        throw new LandfallException(
            ErrorCode.CONFIGURATION_INVALID,
            "\""
                + container
                + "\" of the configuration is not in \""
                + copies.domainDn()
                + "\", the domain of the LDIF. Export that domain, or give another --config.");
      }
    }
    return copies.configuration(
        forest.name(),
        forest.containers().isEmpty() ? List.of(copies.domainDn()) : forest.containers(),
        forest.excludedContainers(),
        arrangement.groupWriteback().filter(it -> it.forest().equals(forest.name())),
        arrangement.cloudSyncContainer(),
        arrangement.store());
  }

  private static Arrangement.ForestPart forest(Copies copies, Arrangement arrangement) {
    List<Arrangement.ForestPart> all = arrangement.forests();
    Optional<String> named =
        arrangement.groupWriteback().map(HomeConfiguration.GroupWriteback::forest);
    return all.stream()
        .filter(it -> it.containers().stream().anyMatch(dn -> isBelow(dn, copies.domainDn())))
        .findFirst()
        .or(() -> all.stream().filter(it -> named.equals(Optional.of(it.name()))).findFirst())
        .or(() -> all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty())
        .orElseThrow(
            () ->
                new LandfallException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "None of the forests "
                        + all.stream().map(Arrangement.ForestPart::name).toList()
                        + " reads \""
                        + copies.domainDn()
                        + "\", the domain of the LDIF."));
  }

  private static boolean isBelow(String dn, String domainDn) {
    try {
      return DN.isDescendantOf(dn, domainDn, true);
    } catch (LDAPException malformed) {
      return false;
    }
  }
}
