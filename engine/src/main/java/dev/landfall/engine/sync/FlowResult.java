package dev.landfall.engine.sync;

import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.Value;
import java.util.List;

/** What one attribute flow yields for one object. */
public sealed interface FlowResult {

  /** At least one value. */
  record Values(List<Value> values) implements FlowResult {
    public Values {
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("Values without a value");
      }
    }
  }

  /** All values of a reference attribute, by where they are. */
  record Reference(ReferenceSource source) implements FlowResult {}

  /** Contributed nothing: the next precedence gets its turn. */
  enum Nothing implements FlowResult {
    INSTANCE
  }

  /** No value, and nobody after this rule may give one. */
  enum AuthoritativeNull implements FlowResult {
    INSTANCE
  }

  /** As if the flow did not exist. */
  enum Ignore implements FlowResult {
    INSTANCE
  }
}
