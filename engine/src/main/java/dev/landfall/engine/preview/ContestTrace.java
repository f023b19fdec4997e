package dev.landfall.engine.preview;

import dev.landfall.core.value.AttributeName;
import dev.landfall.engine.preview.FlowVerdict.Status;
import dev.landfall.engine.sync.Explanation.Contender;
import dev.landfall.engine.sync.Explanation.Ending;
import dev.landfall.engine.sync.FlowResult;
import dev.landfall.engine.sync.InboundLookups.Contribution;
import dev.landfall.engine.sync.SyncErrorException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes how the flows that may write one attribute fare. */
final class ContestTrace {
  private final AttributeName target;
  private final List<Contender> contenders;
  private final @Nullable FlowResult[] results;
  private final boolean steps;
  private int evaluating = -1;
  private @Nullable Ending ending;

  ContestTrace(AttributeName target, List<Contender> contenders, boolean steps) {
    this.target = target;
    this.contenders = contenders;
    this.results = new FlowResult[contenders.size()];
    this.steps = steps;
  }

  void evaluating(int contender) {
    evaluating = contender;
  }

  void evaluated(int contender, FlowResult result) {
    results[contender] = result;
  }

  void settled(Ending how) {
    ending = how;
  }

  /** Asked before the object changes: what was skipped is evaluated now, to say what it had. */
  AttributeVerdict verdict() {
    List<FlowVerdict> flows = new ArrayList<>();
    for (int i = 0; i < contenders.size(); i++) {
      flows.add(flow(i));
    }
    return new AttributeVerdict(target, Optional.ofNullable(ending), flows);
  }

  private FlowVerdict flow(int contender) {
    FlowResult result = results[contender];
    if (result != null) {
      return verdict(contender, status(result), Optional.of(result), "");
    }
    boolean failed = contender == evaluating;
    try {
      FlowResult would = contenders.get(contender).result().get();
      return verdict(contender, Status.NOT_PRECEDENT, Optional.of(would), "");
    } catch (SyncErrorException error) {
      return verdict(
          contender,
          failed ? Status.ERROR : Status.NOT_PRECEDENT,
          Optional.empty(),
          error.code() + ": " + error.getMessage());
    }
  }

  private FlowVerdict verdict(
      int contender, Status status, Optional<FlowResult> result, String error) {
    Contender one = contenders.get(contender);
    return new FlowVerdict(
        one.flow(),
        one.source().map(Contribution::connector),
        one.source().map(Contribution::object),
        status,
        result,
        error,
        steps ? one.steps().get() : List.of());
  }

  private static Status status(FlowResult result) {
    if (result instanceof FlowResult.AuthoritativeNull) {
      return Status.AUTHORITATIVE_NULL;
    }
    if (result instanceof FlowResult.Ignore) {
      return Status.IGNORED;
    }
    return result instanceof FlowResult.Nothing ? Status.NULL : Status.APPLIED;
  }
}
