package dev.landfall.engine.cloudsync;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The counts of one cycle, as {@code lastExecution} of a synchronization job names them, and the
 * entries that failed.
 */
public final class CycleCounts {
  private long imported;
  private long entitled;
  private long exports;
  private long exported;
  private long escrowed;
  private long adopted;
  private long created;
  private long updated;
  private long deleted;
  private long membersAdded;
  private long membersRemoved;
  private final List<ProvisioningLogEntry> failures = new ArrayList<>();

  void imported() {
    imported++;
  }

  void entitled() {
    entitled++;
  }

  void adopted() {
    adopted++;
  }

  void export(ProvisioningLogEntry entry) {
    exports++;
    switch (entry.status()) {
      case "failure" -> {
        escrowed++;
        failures.add(entry);
      }
      case "success", "warning" -> {
        if (entry.status().equals("warning")) {
          escrowed++;
          failures.add(entry);
        }
        exported++;
        switch (entry.action()) {
          case "Create" -> created++;
          case "Delete" -> deleted++;
          default -> updated++;
        }
      }
      default -> exports--;
    }
  }

  void members(int added, int removed) {
    membersAdded += added;
    membersRemoved += removed;
  }

  /** Source groups read. */
  public long countImported() {
    return imported;
  }

  /** Groups in scope. */
  public long countEntitled() {
    return entitled;
  }

  /** Operations attempted. */
  public long countExports() {
    return exports;
  }

  /** Groups successfully written. */
  public long countExported() {
    return exported;
  }

  /** Groups that failed. */
  public long countEscrowed() {
    return escrowed;
  }

  /** Groups found in Active Directory and taken over in this cycle. */
  public long countAdopted() {
    return adopted;
  }

  public long countCreated() {
    return created;
  }

  public long countUpdated() {
    return updated;
  }

  public long countDeleted() {
    return deleted;
  }

  public long countMembersAdded() {
    return membersAdded;
  }

  public long countMembersRemoved() {
    return membersRemoved;
  }

  Set<String> failedGroups() {
    return failures.stream().map(ProvisioningLogEntry::sourceId).collect(Collectors.toSet());
  }

  /** What failed, in whole or in part. */
  public List<ProvisioningLogEntry> failures() {
    return List.copyOf(failures);
  }
}
