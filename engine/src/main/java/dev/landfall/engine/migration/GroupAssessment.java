package dev.landfall.engine.migration;

import dev.landfall.core.value.ObjectGuid;
import java.util.List;

/**
 * One written-back group and what was found about it.
 *
 * @param id cloud object id; of an orphan the one in its adminDescription; of a malformed mark
 *     empty
 * @param stamp present value of msDS-ExternalDirectoryObjectId; empty when absent
 * @param losses members that Cloud Sync will take out of the group
 */
public record GroupAssessment(
    String id,
    String displayName,
    ObjectGuid guid,
    String sid,
    String dn,
    String adminDescription,
    String stamp,
    long members,
    List<Finding> findings,
    List<MemberLoss> losses) {

  public GroupAssessment {
    findings = List.copyOf(findings);
    losses = List.copyOf(losses);
  }

  /** A member of the group in Active Directory that will not be one after adoption. */
  public record MemberLoss(String member, String dn, String reason) {}

  /** What the findings come to. */
  public enum Verdict {
    ELIGIBLE("eligible"),
    ATTENTION("attention"),
    UNSUPPORTED("unsupported");

    private final String label;

    Verdict(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public Verdict verdict() {
    if (has(Finding.Severity.BLOCK)) {
      return Verdict.UNSUPPORTED;
    }
    return has(Finding.Severity.WARN) ? Verdict.ATTENTION : Verdict.ELIGIBLE;
  }

  public boolean migratable() {
    return verdict() != Verdict.UNSUPPORTED;
  }

  private boolean has(Finding.Severity severity) {
    return findings.stream().anyMatch(finding -> finding.code().severity() == severity);
  }

  public boolean has(Finding.Code code) {
    return findings.stream().anyMatch(finding -> finding.code() == code);
  }
}
