package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;
import java.util.Locale;

/** Application role assignments: here a collection of display names. */
final class RoleFunctions {
  private static final FunctionRow.Family IN =
      FunctionRow.family(Dialect.CLOUD_SYNC, "Application roles");

  private static final ExpressionValue ROLES = ExpressionValue.multi("Reader", "Editor");

  private RoleFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row("str AppRoleAssignments(mv appRoleAssignments)", "The roles, separated by commas.")
              .example("AppRoleAssignments([r])", "r", ROLES, "Reader,Editor")
              .nullGives(NULL)
              .computes(a -> of(String.join(",", names(a)))),
          IN.row("str AppRoleAssignmentsComplex(mv appRoleAssignments)", "The roles as JSON text.")
              .example(
                  "AppRoleAssignmentsComplex([r])",
                  "r",
                  of("Reader"),
                  "[{\"value\":\"Reader\",\"displayName\":\"Reader\"}]")
              .nullGives(NULL)
              .computes(RoleFunctions::json),
          IN.row(
                  "str AssertiveAppRoleAssignmentsComplex(mv appRoleAssignments)",
                  "The same; a target that knows complex values replaces instead of adding.")
              .example(
                  "AssertiveAppRoleAssignmentsComplex([r])",
                  "r",
                  of("Reader"),
                  "[{\"value\":\"Reader\",\"displayName\":\"Reader\"}]")
              .nullGives(NULL)
              .computes(RoleFunctions::json),
          IN.row(
                  "str SingleAppRoleAssignment(mv appRoleAssignments)",
                  "The only role; more than one is an error.")
              .example("SingleAppRoleAssignment([r])", "r", of("Reader"), "Reader")
              .example(
                  "SingleAppRoleAssignment([r])",
                  "r",
                  ROLES,
                  "error:sync-rule-error-invalid-argument")
              .nullGives(NULL)
              .computes(RoleFunctions::only));

  private static List<String> names(Arguments a) {
    return a.collection(0).stream().map(CloudText::of).toList();
  }

  private static ExpressionValue only(Arguments a) {
    List<String> names = names(a);
    if (names.size() > 1) {
      throw a.invalid(0, "has " + names.size() + " assignments.");
    }
    return names.isEmpty() ? NULL : of(names.get(0));
  }

  private static ExpressionValue json(Arguments a) {
    StringBuilder json = new StringBuilder("[");
    for (String name : names(a)) {
      String quoted = quoted(name);
      a.budget().built(2L * quoted.length() + 30);
      json.append(json.length() == 1 ? "" : ",");
      json.append("{\"value\":").append(quoted).append(",\"displayName\":").append(quoted);
      json.append('}');
    }
    return of(json.append(']').toString());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
