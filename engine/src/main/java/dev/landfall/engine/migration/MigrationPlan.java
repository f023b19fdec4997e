package dev.landfall.engine.migration;

import dev.landfall.engine.cloudsync.GroupNaming;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a migration will do, fixed before it begins: the same world gives the same plan and the same
 * hash, byte for byte.
 *
 * @param container DN of the container Cloud Sync will write to
 * @param groups what is migrated, by DN
 * @param leftOut what stays as it is, by DN, with its reasons
 * @param renames groups that Cloud Sync will rename
 * @param moves groups that Cloud Sync will move
 */
public record MigrationPlan(
    String tenant,
    String domain,
    String container,
    GroupNaming naming,
    List<PlannedGroup> groups,
    List<LeftOut> leftOut,
    List<Relocation> renames,
    List<Relocation> moves,
    List<Loss> losses) {

  public MigrationPlan {
    groups = List.copyOf(groups);
    leftOut = List.copyOf(leftOut);
    renames = List.copyOf(renames);
    moves = List.copyOf(moves);
    losses = List.copyOf(losses);
  }

  /** A group that is migrated. */
  public record PlannedGroup(String id, String displayName, String guid, String sid, String dn) {}

  /** A group that is not, and why. */
  public record LeftOut(
      String id, String displayName, String guid, String sid, String dn, List<String> reasons) {
    public LeftOut {
      reasons = List.copyOf(reasons);
    }
  }

  /** A change of name or place. */
  public record Relocation(String id, String dn, String newDn) {}

  /** A member that Cloud Sync will take out. */
  public record Loss(String id, String member, String memberDn, String reason) {}

  /** The plan as lines of text, in an order that depends on nothing but its content. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("tenant\t" + tenant);
    lines.add("domain\t" + domain);
    lines.add("container\t" + container);
    lines.add("naming\t" + naming.option());
    groups.forEach(
        group ->
            lines.add(
                String.join("\t", "group", group.id(), group.guid(), group.sid(), group.dn())));
    leftOut.forEach(
        group ->
            lines.add(
                String.join(
                    "\t",
                    "left-out",
                    group.id(),
                    group.guid(),
                    group.sid(),
                    group.dn(),
                    String.join(" ", group.reasons()))));
    renames.forEach(one -> lines.add(String.join("\t", "rename", one.id(), one.dn(), one.newDn())));
    moves.forEach(one -> lines.add(String.join("\t", "move", one.id(), one.dn(), one.newDn())));
    losses.forEach(
        one -> lines.add(String.join("\t", "loss", one.id(), one.member(), one.memberDn())));
    return lines;
  }

  /** SHA-256 over {@link #lines}, in lower-case hexadecimal. */
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String line : lines()) {
        digest.update(line.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256", impossible);
    }
  }
}
