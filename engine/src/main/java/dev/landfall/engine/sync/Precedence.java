package dev.landfall.engine.sync;

import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.MergeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who wins when several flows write one attribute. Candidates come sorted by precedence and are
 * evaluated only as far as needed.
 */
final class Precedence {
  private Precedence() {}

  /** A flow that may write the attribute, and how to evaluate it. */
  record Candidate<S>(CompiledFlow flow, S source, Supplier<FlowResult> result) {}

  /** What becomes of the attribute; {@code winner} is absent when nobody gave a value. */
  sealed interface Resolution<S> {
    /** The attribute gets these values. */
    record Set<S>(List<Value> values, Candidate<S> winner) implements Resolution<S> {}

    /** The attribute gets the values of that reference attribute. */
    record Refer<S>(ReferenceSource source, Candidate<S> winner) implements Resolution<S> {}

    /** The attribute has no value. */
    record Remove<S>() implements Resolution<S> {}

    /** The attribute stays as it is. */
    record Keep<S>() implements Resolution<S> {}
  }

  static <S> Resolution<S> resolve(List<Candidate<S>> candidates, Explanation explanation) {
    MergeType merge = mergeType(candidates);
    Resolution<S> resolution =
        merge.unites() ? unite(candidates, merge, explanation) : first(candidates, explanation);
    if (explanation.listening()) {
      explanation.settled(ending(resolution));
    }
    return resolution;
  }

  private static Explanation.Ending ending(Resolution<?> resolution) {
    if (resolution instanceof Resolution.Keep) {
      return Explanation.Ending.KEPT;
    }
    return resolution instanceof Resolution.Remove
        ? Explanation.Ending.REMOVED
        : Explanation.Ending.SET;
  }

  private static <S> FlowResult evaluate(
      List<Candidate<S>> candidates, int index, Explanation explanation) {
    if (!explanation.listening()) {
      return candidates.get(index).result().get();
    }
    explanation.evaluating(index);
    FlowResult result = candidates.get(index).result().get();
    explanation.evaluated(index, result);
    return result;
  }

  private static <S> Resolution<S> first(List<Candidate<S>> candidates, Explanation explanation) {
    boolean ignored = false;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate<S> candidate = candidates.get(i);
      FlowResult result = evaluate(candidates, i, explanation);
      if (result instanceof FlowResult.Values values) {
        return new Resolution.Set<>(values.values(), candidate);
      }
      if (result instanceof FlowResult.Reference reference) {
        return new Resolution.Refer<>(reference.source(), candidate);
      }
      if (result instanceof FlowResult.AuthoritativeNull) {
        return new Resolution.Remove<>();
      }
      ignored |= result instanceof FlowResult.Ignore;
    }
    return ignored ? new Resolution.Keep<>() : new Resolution.Remove<>();
  }

  private static <S> Resolution<S> unite(
      List<Candidate<S>> candidates, MergeType merge, Explanation explanation) {
    Map<Object, Value> united = new LinkedHashMap<>();
    Optional<Candidate<S>> winner = Optional.empty();
    boolean ignored = false;
    for (int i = 0; i < candidates.size(); i++) {
      FlowResult result = evaluate(candidates, i, explanation);
      if (result instanceof FlowResult.Values values) {
        if (winner.isEmpty()) {
          winner = Optional.of(candidates.get(i));
        }
        values.values().forEach(value -> united.putIfAbsent(mergeKey(value, merge), value));
      } else if (result instanceof FlowResult.Reference reference) {
        // Our choice: references are never copied, so the first source stands for all.
        return new Resolution.Refer<>(reference.source(), candidates.get(i));
      }
      ignored |= result instanceof FlowResult.Ignore;
    }
    if (winner.isPresent()) {
      return new Resolution.Set<>(new ArrayList<>(united.values()), winner.get());
    }
    return ignored ? new Resolution.Keep<>() : new Resolution.Remove<>();
  }

  /** Under which two values are duplicates. */
  static Object mergeKey(Value value, MergeType merge) {
    return merge == MergeType.MERGE_CASE_INSENSITIVE && value instanceof Value.Text text
        ? text.text().toLowerCase(Locale.ROOT)
        : value;
  }

  private static <S> MergeType mergeType(List<Candidate<S>> candidates) {
    MergeType type = candidates.get(0).flow().flow().mergeType();
    for (Candidate<S> candidate : candidates) {
      MergeType other = candidate.flow().flow().mergeType();
      if (other.unites() != type.unites() || (other.unites() && other != type)) {
        throw new SyncErrorException(
            "merge-type-conflict",
            "Rules \""
                + candidates.get(0).flow().rule().name()
                + "\" and \""
                + candidate.flow().rule().name()
                + "\" write \""
                + candidate.flow().target()
                + "\" with different merge types.",
            candidate.flow().describe());
      }
    }
    return type;
  }
}
