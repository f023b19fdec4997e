package dev.landfall.expression.function;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.EvaluationContext;
import dev.landfall.expression.EvaluationException;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Bin;
import dev.landfall.expression.ExpressionValue.Bool;
import dev.landfall.expression.ExpressionValue.DateTime;
import dev.landfall.expression.ExpressionValue.Multi;
import dev.landfall.expression.ExpressionValue.Num;
import dev.landfall.expression.ExpressionValue.Ref;
import dev.landfall.expression.ExpressionValue.Symbol;
import dev.landfall.expression.ExpressionValue.Text;
import java.time.Instant;
import java.util.List;

/**
 * The arguments of one call, read as the type a function wants. Positions count from 0. Connect is
 * strict: a reference reads as its DN, nothing else converts. Cloud Sync converts to text freely
 * and from text where a number is wanted.
 */
public final class Arguments {
  private final FunctionDefinition function;
  private final ExpressionValue[] values;
  private final EvaluationContext context;
  private final Budget budget;
  private final CallSite site;

  public Arguments(
      FunctionDefinition function,
      ExpressionValue[] values,
      EvaluationContext context,
      Budget budget,
      CallSite site) {
    this.function = function;
    this.values = values;
    this.context = context;
    this.budget = budget;
    this.site = site;
  }

  public int count() {
    return values.length;
  }

  public EvaluationContext context() {
    return context;
  }

  public Budget budget() {
    return budget;
  }

  public CallSite site() {
    return site;
  }

  /** The value as it is; NULL for an argument left out. */
  public ExpressionValue value(int i) {
    return i < values.length ? values[i] : ExpressionValue.NULL;
  }

  public boolean isNull(int i) {
    return value(i) == ExpressionValue.NULL;
  }

  public String text(int i) {
    ExpressionValue value = value(i);
    if (value instanceof Text) {
      String text = ((Text) value).text();
      budget.read(text.length());
      return text;
    }
    if (value instanceof Ref) {
      return ((Ref) value).dn();
    }
    if (function.dialect() == Dialect.CLOUD_SYNC) {
      if (value instanceof Num || value instanceof Bool) {
        return value.display();
      }
      if (value instanceof DateTime) {
        return NetDateFormat.CLOUD_SYNC_DEFAULT.format(((DateTime) value).instant());
      }
    }
    throw mismatch(i, "text");
  }

  /** The text as a value: the argument itself when nothing has changed. */
  public ExpressionValue changed(int i, String text) {
    ExpressionValue value = value(i);
    return value instanceof Text && ((Text) value).text() == text
        ? value
        : ExpressionValue.of(text);
  }

  public String textOr(int i, String whenNull) {
    return isNull(i) ? whenNull : text(i);
  }

  public long number(int i) {
    ExpressionValue value = value(i);
    if (value instanceof Num) {
      return ((Num) value).number();
    }
    if (value instanceof Text && function.dialect() == Dialect.CLOUD_SYNC) {
      return Numbers.parse(((Text) value).text());
    }
    throw mismatch(i, "a number");
  }

  public long numberOr(int i, long whenNull) {
    return isNull(i) ? whenNull : number(i);
  }

  public boolean bool(int i) {
    ExpressionValue value = value(i);
    if (value instanceof Bool) {
      return ((Bool) value).value();
    }
    throw mismatch(i, "a Boolean");
  }

  public byte[] bytes(int i) {
    ExpressionValue value = value(i);
    if (value instanceof Bin) {
      byte[] bytes = ((Bin) value).bytes();
      budget.read(bytes.length);
      return bytes;
    }
    throw mismatch(i, "binary");
  }

  public Instant date(int i) {
    ExpressionValue value = value(i);
    if (value instanceof DateTime) {
      return ((DateTime) value).instant();
    }
    if (value instanceof Text && function.dialect() == Dialect.CLOUD_SYNC) {
      return Dates.parse(((Text) value).text());
    }
    throw mismatch(i, "a date-time");
  }

  /** A bare word such as {@code UTF8}; in Cloud Sync also quoted. */
  public String symbol(int i, String whenAbsent) {
    ExpressionValue value = value(i);
    if (i >= values.length) {
      return whenAbsent;
    }
    if (value instanceof Symbol) {
      return ((Symbol) value).name();
    }
    if (function.dialect() == Dialect.CLOUD_SYNC) {
      return value == ExpressionValue.NULL ? whenAbsent : text(i);
    }
    throw mismatch(i, "an enumeration member");
  }

  /** A collection; a single value is a collection of one, NULL of none. */
  public List<ExpressionValue> collection(int i) {
    ExpressionValue value = value(i);
    if (value instanceof Multi) {
      budget.steps(((Multi) value).values().size());
      return ((Multi) value).values();
    }
    if (value instanceof Symbol) {
      throw mismatch(i, "a collection");
    }
    return value == ExpressionValue.NULL ? List.of() : List.of(value);
  }

  /** "Left: argument 2 (count) ...". */
  public EvaluationException invalid(int i, String complaint) {
    return Fault.INVALID_ARGUMENT.because(place(i) + " " + complaint);
  }

  public EvaluationException mismatch(int i, String wanted) {
    return Fault.TYPE_MISMATCH.because(
        place(i) + " is " + value(i).kindWithArticle() + ", but " + wanted + " is wanted.");
  }

  private String place(int i) {
    return function.name() + ": argument " + (i + 1) + " (" + function.parameter(i).name() + ")";
  }
}
