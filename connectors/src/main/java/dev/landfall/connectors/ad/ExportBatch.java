package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ExportError;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Applies a batch several requests at a time: objects before references to them, parents before
 * children, deletions last, children before parents. Requests of one object keep their order.
 */
final class ExportBatch {
  private final Exporter exporter;
  private final ReferenceExporter referenceExporter;
  private final AnchorReader anchors;
  private final ExecutorService threads;
  private final List<ExportRequest> requests;
  private final ExportResult[] results;
  private final List<List<ReferenceChange>> left;

  ExportBatch(
      Exporter exporter,
      ReferenceExporter referenceExporter,
      AnchorReader anchors,
      ExecutorService threads,
      List<ExportRequest> requests) {
    this.exporter = exporter;
    this.referenceExporter = referenceExporter;
    this.anchors = anchors;
    this.threads = threads;
    this.requests = requests;
    this.results = new ExportResult[requests.size()];
    this.left = new ArrayList<>(Collections.nCopies(requests.size(), List.of()));
  }

  List<ExportResult> run() {
    int from = 0;
    while (from < requests.size()) {
      int to = endOfSegment(from);
      segment(from, to);
      from = to;
    }
    return Arrays.asList(results);
  }

  /** A segment ends where something is written after a deletion: its order must stay. */
  private int endOfSegment(int from) {
    boolean deleting = false;
    for (int i = from; i < requests.size(); i++) {
      boolean deletes = requests.get(i).operation() == Operation.DELETE;
      if (deleting && !deletes) {
        return i;
      }
      deleting |= deletes;
    }
    return requests.size();
  }

  private void segment(int from, int to) {
    Map<Integer, List<Integer>> adds = new TreeMap<>();
    Map<Integer, List<Integer>> deletes = new TreeMap<>((a, b) -> b - a);
    List<Integer> updates = new ArrayList<>();
    for (int i = from; i < to; i++) {
      ExportRequest request = requests.get(i);
      switch (request.operation()) {
        case ADD -> adds.computeIfAbsent(depth(request), any -> new ArrayList<>()).add(i);
        case UPDATE -> updates.add(i);
        case DELETE -> deletes.computeIfAbsent(depth(request), any -> new ArrayList<>()).add(i);
      }
    }
    Set<String> created = new HashSet<>();
    adds.values().forEach(wave -> wave.forEach(i -> created.add(key(i))));
    adds.values()
        .forEach(
            wave ->
                all(wave, i -> note(i, exporter.add(requests.get(i), dn -> among(created, dn)))));
    readAnchors(adds.values().stream().flatMap(List::stream).toList());
    all(updates, i -> note(i, exporter.update(requests.get(i))));
    all(IntStream.range(from, to).filter(this::hasReferences).boxed().toList(), this::references);
    deletes.values().forEach(wave -> all(wave, i -> note(i, exporter.delete(requests.get(i)))));
  }

  private static int depth(ExportRequest request) {
    try {
      return new DN(request.dn()).getRDNs().length;
    } catch (LDAPException e) {
      return 0; // the write itself will be refused with the reason
    }
  }

  private void note(int index, Exporter.Progress progress) {
    results[index] = progress.result();
    left.set(index, progress.left());
  }

  private String key(int index) {
    return AnchorReader.key(requests.get(index).dn());
  }

  private static boolean among(Set<String> created, String dn) {
    return created.contains(AnchorReader.key(dn));
  }

  /** Reads the anchors that the server did not tell when it made the objects. */
  private void readAnchors(List<Integer> added) {
    List<Integer> unknown =
        added.stream().filter(i -> results[i].accepted() && results[i].anchor().isEmpty()).toList();
    Map<String, ObjectGuid> found =
        anchors.read(unknown.stream().map(i -> requests.get(i).dn()).toList());
    for (int index : unknown) {
      ExportRequest request = requests.get(index);
      ObjectGuid guid = found.get(key(index));
      results[index] =
          guid == null
              ? ExportResult.failed(request.key(), unreadable(request))
              : ExportResult.accepted(request.key(), Optional.of(new Anchor(guid.toString())));
    }
  }

  private static ExportError unreadable(ExportRequest request) {
    return new ExportError(
        ObjectErrorCode.PERMISSION_ISSUE.text(),
        "\""
            + request.dn()
            + "\" was created, but its objectGUID cannot be read. Grant the account the right to"
            + " read what it creates.",
        "");
  }

  private boolean hasReferences(int index) {
    return results[index] != null && results[index].accepted() && !left.get(index).isEmpty();
  }

  private void references(int index) {
    results[index] = referenceExporter.write(requests.get(index), results[index], left.get(index));
  }

  /** One step on one request. */
  private interface Step {
    void on(int index);
  }

  /** Runs a step on requests, those of one object one after the other. */
  private void all(List<Integer> indexes, Step step) {
    Map<Long, List<Integer>> byObject = new LinkedHashMap<>();
    for (int index : indexes) {
      byObject.computeIfAbsent(requests.get(index).key(), any -> new ArrayList<>()).add(index);
    }
    Collection<Callable<Boolean>> tasks = new ArrayList<>();
    for (List<Integer> ofOne : byObject.values()) {
      tasks.add(
          () -> {
            ofOne.forEach(step::on);
            return true;
          });
    }
    try {
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LandfallException(
          ErrorCode.CONNECTED_SYSTEM_UNAVAILABLE, "The export was interrupted. Run it again.", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LandfallException failure) {
        throw failure;
      }
      throw new LandfallException(
          ErrorCode.UNEXPECTED, "A write failed unexpectedly: " + e.getCause(), e);
    }
  }
}
