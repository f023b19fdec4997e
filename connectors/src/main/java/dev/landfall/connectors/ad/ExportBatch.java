package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ExportRequest.Operation;
import dev.landfall.core.connector.ExportResult;
import dev.landfall.core.error.ErrorCode;
import dev.landfall.core.error.LandfallException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Applies a batch several requests at a time: objects before references to them, parents before
 * children, deletions last, children before parents. Requests of one object keep their order.
 */
final class ExportBatch {
  private final Exporter exporter;
  private final ExecutorService threads;
  private final List<ExportRequest> requests;
  private final ExportResult[] results;

  ExportBatch(Exporter exporter, ExecutorService threads, List<ExportRequest> requests) {
    this.exporter = exporter;
    this.threads = threads;
    this.requests = requests;
    this.results = new ExportResult[requests.size()];
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
    List<Integer> references = new ArrayList<>();
    for (int i = from; i < to; i++) {
      ExportRequest request = requests.get(i);
      switch (request.operation()) {
        case ADD -> adds.computeIfAbsent(depth(request), any -> new ArrayList<>()).add(i);
        case UPDATE -> updates.add(i);
        case DELETE -> deletes.computeIfAbsent(depth(request), any -> new ArrayList<>()).add(i);
      }
      if (!request.references().isEmpty() && request.operation() != Operation.DELETE) {
        references.add(i);
      }
    }
    adds.values().forEach(wave -> all(wave, this::body));
    all(updates, this::body);
    all(references, this::references);
    deletes.values().forEach(wave -> all(wave, this::body));
  }

  private static int depth(ExportRequest request) {
    try {
      return new DN(request.dn()).getRDNs().length;
    } catch (LDAPException e) {
      return 0; // the write itself will be refused with the reason
    }
  }

  private void body(int index) {
    results[index] = exporter.body(requests.get(index));
  }

  private void references(int index) {
    ExportResult body = results[index];
    if (body.accepted()) {
      results[index] = exporter.references(requests.get(index), body);
    }
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
