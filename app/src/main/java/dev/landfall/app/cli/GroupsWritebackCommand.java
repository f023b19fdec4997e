package dev.landfall.app.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.landfall.core.cloud.CloudDirectory;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "writeback",
    mixinStandardHelpOptions = true,
    description = "The writeback configuration of single groups.",
    footer = {"", "Example: landfall groups writeback list"})
final class GroupsWritebackCommand {
  private static final String NULL = "null";
  private static final Set<String> TYPES =
      Set.of(
          "universalDistributionGroup",
          "universalSecurityGroup",
          "universalMailEnabledSecurityGroup");

  @ParentCommand private GroupsCommand groups = new GroupsCommand();

  @Command(
      description = "Lists all cloud groups with their writeback configuration.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: landfall groups writeback list --json"})
  int list() {
    return groups
        .root()
        .with(
            landfall -> {
              List<CloudGroup> found = new ArrayList<>();
              landfall
                  .cloud()
                  .allGroups(
                      group -> {
                        if (!synced(group)) {
                          found.add(group);
                        }
                      });
              found.sort(
                  Comparator.comparing(CloudGroup::displayName).thenComparing(CloudGroup::id));
              return print(found);
            });
  }

  @Command(
      description = "Says whether and as what a group is written back; null means the default.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: landfall groups writeback set 3a5c3221-c465-48c0-95b8-e9305786a271 --enabled true"
      })
  int set(
      @Parameters(paramLabel = "ID", description = "Object id of the group.") String id,
      @Option(names = "--enabled", paramLabel = "true|false|null") Optional<String> enabled,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              description =
                  "universalSecurityGroup, universalDistributionGroup,"
                      + " universalMailEnabledSecurityGroup or null.")
          Optional<String> type) {
    enabled.ifPresent(text -> require("--enabled", text, Set.of("true", "false")));
    type.ifPresent(text -> require("--type", text, TYPES));
    return groups
        .root()
        .with(
            landfall -> {
              CloudDirectory cloud = landfall.cloud();
              CloudGroup group = cloudMastered(cloud, id);
              CloudGroup.Writeback before = writeback(group);
              cloud.setWriteback(
                  group.id(),
                  new CloudGroup.Writeback(
                      enabled.isPresent() ? notNull(enabled).map("true"::equals) : before.enabled(),
                      type.isPresent() ? notNull(type) : before.onPremisesGroupType()));
              return print(cloud.group(group.id()).stream().toList());
            });
  }

  private static void require(String option, String value, Set<String> allowed) {
    if (!allowed.contains(value) && !value.equals(NULL)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          option
              + " \""
              + value
              + "\" is none of "
              + allowed.stream().sorted().toList()
              + " and not \"null\".");
    }
  }

  private static Optional<String> notNull(Optional<String> given) {
    return given.filter(text -> !text.equals(NULL));
  }

  private static CloudGroup cloudMastered(CloudDirectory cloud, String id) {
    CloudGroup group =
        cloud
            .group(id)
            .orElseThrow(
                () ->
                    new LandfallException(
                        ErrorCode.CONFIGURATION_INVALID,
                        "There is no group \""
                            + id
                            + "\"; see \"landfall groups writeback list\"."));
    if (synced(group)) {
      throw new LandfallException(
          ErrorCode.CONFIGURATION_INVALID,
          "\""
              + group.displayName()
              + "\" comes from Active Directory; only groups of the cloud are written back.");
    }
    return group;
  }

  private static boolean synced(CloudGroup group) {
    return group.onPremisesSyncEnabled().orElse(false);
  }

  private static CloudGroup.Writeback writeback(CloudGroup group) {
    return group
        .writeback()
        .orElseGet(() -> new CloudGroup.Writeback(Optional.empty(), Optional.empty()));
  }

  private int print(List<CloudGroup> shown) {
    Output output = groups.root().output();
    ObjectNode document = Output.object();
    ArrayNode array = document.putArray("groups");
    List<List<String>> rows = new ArrayList<>();
    for (CloudGroup group : shown) {
      CloudGroup.Writeback writeback = writeback(group);
      array
          .addObject()
          .put("id", group.id())
          .put("displayName", group.displayName())
          .put("unified", group.unified())
          .put("enabled", writeback.enabled().orElse(null))
          .put("type", writeback.onPremisesGroupType().orElse(null));
      rows.add(
          List.of(
              group.id(),
              group.displayName(),
              group.unified() ? "Microsoft 365" : group.mailEnabled() ? "mail" : "security",
              writeback.enabled().map(Object::toString).orElse(NULL),
              writeback.onPremisesGroupType().orElse(NULL)));
    }
    output.document(document);
    output.table(List.of("id", "display name", "kind", "enabled", "type"), rows);
    return ExitCodes.DONE;
  }
}
