package dev.landfall.app.preview;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.Link;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.preview.FlowVerdict;
import dev.landfall.engine.preview.JoinVerdict;
import dev.landfall.engine.preview.RuleVerdict;
import dev.landfall.engine.rule.scope.ScopeClause;
import dev.landfall.engine.sync.Explanation.Miss;
import dev.landfall.engine.sync.Explanation.Operand;
import dev.landfall.engine.sync.FlowResult;
import dev.landfall.engine.sync.OutboundDecision;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How parts of a preview are said. Long values are cut, many values counted. */
public final class Words {
  private static final int LONGEST = 120;
  private static final int MOST = 8;

  private Words() {}

  /** Values for people; {@code (none)} without any. */
  public static String values(List<Value> values) {
    if (values.isEmpty()) {
      return "(none)";
    }
    String shown = values.stream().limit(MOST).map(Words::shown).collect(Collectors.joining("; "));
    return values.size() > MOST ? shown + "; … " + values.size() + " values" : shown;
  }

  /** Blanks at the ends are shown by quotes. */
  private static String shown(Value value) {
    String text = value.text();
    return text.strip().length() == text.length() && !text.isEmpty()
        ? cut(text)
        : "\"" + cut(text) + "\"";
  }

  static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /** What a flow gave. */
  static String result(FlowVerdict flow) {
    if (flow.result().isEmpty()) {
      return flow.error();
    }
    FlowResult result = flow.result().get();
    if (flow.flow().expression().filter(expression -> expression.redacted()).isPresent()) {
      return "[Redact]";
    }
    if (result instanceof FlowResult.Values given) {
      return values(given.values());
    }
    if (result instanceof FlowResult.Reference reference) {
      return reference(reference.source());
    }
    if (result instanceof FlowResult.AuthoritativeNull) {
      return "AuthoritativeNull";
    }
    if (result instanceof FlowResult.Ignore) {
      return flow.flow().flow().executeOnce()
          ? "apply once, and the object is there"
          : "IgnoreThisFlow";
    }
    return "(none)";
  }

  static String reference(ReferenceSource source) {
    return "every " + source.attribute() + " of object " + source.csObject();
  }

  /** An attribute of a metaverse object, references included. */
  public static String attribute(Optional<MvObject> object, AttributeName name) {
    if (object.isEmpty()) {
      return "(none)";
    }
    ReferenceSource source = object.get().references().get(name);
    return source != null ? reference(source) : values(object.get().attributes().get(name));
  }

  /** Why a rule did not apply, a phrase for each group: every group has a clause that failed. */
  static String why(RuleVerdict verdict) {
    int groups = verdict.rule().scope().size();
    return verdict.misses().stream()
        .map(miss -> (groups > 1 ? "group " + (miss.group() + 1) + ": " : "") + miss(miss))
        .collect(Collectors.joining("; "));
  }

  private static String miss(Miss miss) {
    return clause(miss.clause())
        + " – "
        + (miss.values().isEmpty() ? "absent" : "is " + values(miss.values()));
  }

  static String clause(ScopeClause clause) {
    return (clause.attribute() + " " + clause.operator().name() + " " + clause.value()).strip();
  }

  static String operand(Operand operand, boolean inbound) {
    String searching =
        (inbound ? operand.condition().csAttribute() : operand.condition().mvAttribute()).name();
    String searched =
        (inbound ? operand.condition().mvAttribute() : operand.condition().csAttribute()).name();
    return searching
        + " = "
        + searched
        + (operand.condition().caseSensitive() ? " (case-sensitive)" : "")
        + ", "
        + (operand.values().isEmpty() ? "absent" : values(operand.values()));
  }

  static String candidates(JoinVerdict join) {
    return switch (join.candidates().size()) {
      case 0 -> "no candidate";
      case 1 -> "object " + join.candidates().get(0);
      default -> "ambiguous: " + join.candidates() + ", the next group is tried";
    };
  }

  /** Direction, method and rule of a link; the rule by the name that is given for its id. */
  public static String link(Link link, String rule) {
    return link.method().name().toLowerCase(Locale.ROOT).replace('_', '-')
        + " "
        + (link.inbound() ? "inbound" : "outbound")
        + " by "
        + rule
        + (link.provisionHeld() ? ", provision-held" : "")
        + (link.noFlowProtected() ? ", protected by JoinNoFlow" : "");
  }

  /** What was decided for a connector. */
  static String decision(OutboundDecision decision) {
    if (decision instanceof OutboundDecision.Provision provision) {
      return "provision " + provision.dn();
    }
    if (decision instanceof OutboundDecision.Update update) {
      return update.newlyLinked() ? "join " + update.object().currentDn() : "linked, flows applied";
    }
    if (decision instanceof OutboundDecision.Shield) {
      return "JoinNoFlow: nothing is written";
    }
    if (decision instanceof OutboundDecision.Deprovision) {
      return "deprovision: the object is to be deleted";
    }
    if (decision instanceof OutboundDecision.Await await) {
      return "deprovision after " + await.until();
    }
    if (decision instanceof OutboundDecision.Disconnect) {
      return "disconnect: the object stays, its link ends";
    }
    return "nothing to do";
  }

  /** What is there, in a few words. */
  static String object(CsObject object) {
    return object.objectType()
        + " "
        + object.expectedDn()
        + object.anchor().map(anchor -> ", anchor " + anchor.value()).orElse("");
  }
}
