package dev.landfall.expression.cloudsync;

import dev.landfall.expression.ExpressionProblem;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.Texts;
import dev.landfall.expression.parse.Ast;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** The forms of Replace: which of its seven arguments are given decides what it does. */
enum ReplaceForm {
  LITERAL("oldValue and replacementValue", 1, 4),
  TEMPLATE("oldValue and template", 1, 6),
  PATTERN("regexPattern and replacementValue", 2, 4),
  GROUP("regexPattern, regexGroupName and replacementValue", 2, 3, 4),
  OTHER_ATTRIBUTE("regexPattern, regexGroupName and replacementAttributeName", 2, 3, 5);

  private static final int ARGUMENTS = 7;

  private final String words;
  private final int mask;

  ReplaceForm(String words, int... given) {
    this.words = words;
    int bits = 0;
    for (int argument : given) {
      bits |= 1 << argument;
    }
    this.mask = bits;
  }

  private static Optional<ReplaceForm> of(int mask) {
    for (ReplaceForm form : values()) {
      if (form.mask == mask) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** Other combinations are refused when saving: nobody could say what they mean. */
  static void check(Ast.Call call, List<ExpressionProblem> problems) {
    int mask = 0;
    List<Ast> arguments = call.arguments();
    for (int i = 1; i < Math.min(ARGUMENTS, arguments.size()); i++) {
      mask |= arguments.get(i) instanceof Ast.Omitted ? 0 : 1 << i;
    }
    if (of(mask).isEmpty()) {
      StringBuilder forms = new StringBuilder();
      for (ReplaceForm form : values()) {
        forms.append(forms.length() == 0 ? "" : "; or ").append(form.words);
      }
      problems.add(
          ExpressionProblem.error(
              "replace-form",
              "These arguments of Replace do not go together.",
              call.position(),
              call.length(),
              "Besides the source, give " + forms + "; leave the others empty."));
    }
    if (arguments.size() > 2 && arguments.get(2) instanceof Ast.Literal) {
      Ast.Literal pattern = (Ast.Literal) arguments.get(2);
      try {
        new NetPattern(pattern.value().display());
      } catch (PatternSyntaxException e) {
        problems.add(
            ExpressionProblem.error(
                "bad-pattern",
                "The regular expression is not valid: " + e.getDescription() + ".",
                pattern.position(),
                pattern.length(),
                ""));
      }
    }
  }

  static ExpressionValue replace(Arguments a) {
    int mask = 0;
    for (int i = 1; i < a.count(); i++) {
      mask |= a.isNull(i) ? 0 : 1 << i;
    }
    // An attribute given as an argument may be absent: the pattern form then still holds.
    boolean otherAttribute = !a.isNull(3) && !a.isNull(2) && a.isNull(4);
    ReplaceForm form = otherAttribute ? OTHER_ATTRIBUTE : of(mask).orElse(LITERAL);
    if (form == OTHER_ATTRIBUTE) {
      return fromOther(a);
    }
    if (a.isNull(0)) {
      return ExpressionValue.NULL;
    }
    String source = a.text(0);
    if (form == PATTERN) {
      return ExpressionValue.of(pattern(a).replaceAll(source, a.text(4), a.budget()));
    }
    if (form == GROUP) {
      return ExpressionValue.of(pattern(a).replaceGroup(source, a.text(3), a.text(4), a.budget()));
    }
    return literal(a, form, source);
  }

  private static ExpressionValue literal(Arguments a, ReplaceForm form, String source) {
    String old = a.textOr(1, "");
    if (old.isEmpty()) {
      return ExpressionValue.of(source);
    }
    return ExpressionValue.of(
        form == TEMPLATE
            ? Texts.replace(a.text(6), old, source, a.budget())
            : Texts.replace(source, old, a.textOr(4, ""), a.budget()));
  }

  private static ExpressionValue fromOther(Arguments a) {
    if (!a.isNull(0) && !a.text(0).isEmpty()) {
      return a.value(0);
    }
    if (a.isNull(5)) {
      return ExpressionValue.NULL;
    }
    return pattern(a)
        .capture(a.text(5), a.text(3), a.budget())
        .map(ExpressionValue::of)
        .orElse(ExpressionValue.NULL);
  }

  private static NetPattern pattern(Arguments a) {
    return a.site().derive(a.text(2), NetPattern::of);
  }
}
