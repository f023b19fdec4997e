package dev.landfall.expression.plan;

import dev.landfall.expression.AttributeReference;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Fault;
import java.util.function.Supplier;

/** The nodes without children. */
final class Leaves {
  private Leaves() {}

  static final class Constant extends Node {
    private final ExpressionValue value;

    Constant(ExpressionValue value, int position) {
      super(position);
      this.value = value;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return value;
    }

    @Override
    boolean isConstant() {
      return true;
    }

    ExpressionValue value() {
      return value;
    }
  }

  static final class Attribute extends Node {
    private final int slot;

    Attribute(int slot, int position) {
      super(position);
      this.slot = slot;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return frame.lifted == slot ? frame.element : frame.load(slot);
    }

    WholeAttribute whole() {
      return new WholeAttribute(slot, position);
    }
  }

  /** All values, whatever is walked around it: what a function of collections takes. */
  static final class WholeAttribute extends Node {
    private final int slot;

    WholeAttribute(int slot, int position) {
      super(position);
      this.slot = slot;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return frame.load(slot);
    }
  }

  static final class ValueCount extends Node {
    private final AttributeReference attribute;

    ValueCount(AttributeReference attribute, int position) {
      super(position);
      this.attribute = attribute;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return ExpressionValue.of(frame.context.valueCount(attribute));
    }
  }

  static final class Parameter extends Node {
    private final String name;

    Parameter(String name, int position) {
      super(position);
      this.name = name;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      return frame
          .context
          .parameter(name)
          .orElseThrow(
              () -> Fault.UNDEFINED_PARAMETER.because("%" + name + "% is not defined here."));
    }
  }

  static final class Variable extends Node {
    private final int index;

    Variable(int index, int position) {
      super(position);
      this.index = index;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      ExpressionValue value = frame.bindings[index].value;
      return value == null ? ExpressionValue.NULL : value;
    }
  }

  /** A variable of With: computed when first wanted, then kept. */
  static final class LazyVariable extends Node {
    private final int index;
    private final Supplier<Node> bound;

    LazyVariable(int index, Supplier<Node> bound, int position) {
      super(position);
      this.index = index;
      this.bound = bound;
    }

    @Override
    ExpressionValue compute(Frame frame) {
      Frame.Binding binding = frame.bindings[index];
      ExpressionValue value = binding.value;
      if (value == null) {
        value = atBinding(binding, frame);
        binding.value = value;
      }
      return value;
    }

    private ExpressionValue atBinding(Frame.Binding binding, Frame frame) {
      int lifted = frame.lifted;
      ExpressionValue element = frame.element;
      frame.lifted = binding.lifted;
      frame.element = binding.element;
      try {
        return bound.get().evaluate(frame);
      } finally {
        frame.lifted = lifted;
        frame.element = element;
      }
    }
  }
}
