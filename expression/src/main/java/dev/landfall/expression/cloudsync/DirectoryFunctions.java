package dev.landfall.expression.cloudsync;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.function.DistinguishedNames;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.List;

/** Distinguished names. */
final class DirectoryFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CLOUD_SYNC, "Directory");

  private DirectoryFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "str DNComponent(ref dn, num number)",
                  "The value of a component counted from the left, escapes kept; \"\" outside.")
              .example("DNComponent(\"CN=A,OU=B,DC=c\",2)", "B")
              .nullGives(NULL)
              .computes(
                  a -> {
                    List<String> components = DistinguishedNames.components(a.text(0));
                    long number = a.numberOr(1, 0);
                    boolean outside = number < 1 || number > components.size();
                    return of(
                        outside ? "" : DistinguishedNames.value(components.get((int) number - 1)));
                  }));
}
