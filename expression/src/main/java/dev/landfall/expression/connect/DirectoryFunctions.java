package dev.landfall.expression.connect;

import static dev.landfall.expression.ExpressionValue.NULL;
import static dev.landfall.expression.ExpressionValue.of;

import dev.landfall.expression.Dialect;
import dev.landfall.expression.ExpressionValue;
import dev.landfall.expression.ExpressionValue.Text;
import dev.landfall.expression.function.Arguments;
import dev.landfall.expression.function.DistinguishedNames;
import dev.landfall.expression.function.Fault;
import dev.landfall.expression.function.FunctionDefinition;
import dev.landfall.expression.function.FunctionRow;
import java.util.ArrayList;
import java.util.List;

/** Distinguished names and their parts. */
final class DirectoryFunctions {
  private static final FunctionRow.Family IN = FunctionRow.family(Dialect.CONNECT, "Directory");

  private DirectoryFunctions() {}

  static final List<FunctionDefinition> ALL =
      List.of(
          IN.row(
                  "str DNComponent(ref dn, num number)",
                  "The value of a component counted from the left; escapes stay.")
              .example("DNComponent(CRef(\"CN=Ann,OU=R1,DC=x,DC=y\"),2)", "R1")
              .example("DNComponent(CRef(\"CN=Ann\"),2)", "error:dn-index-out-of-bounds")
              .nullGives(NULL)
              .computes(DirectoryFunctions::fromTheLeft),
          IN.row(
                  "str DNComponentRev(ref dn, num number, enum|str option?)",
                  "The same, counted from the right; option DC leaves out domain components.")
              .example("DNComponentRev(CRef(\"CN=Ann,OU=R1,DC=x,DC=y\"),3)", "R1")
              .example("DNComponentRev(CRef(\"CN=Ann,OU=R1,DC=x,DC=y\"),1,DC)", "R1")
              .nullGives(NULL)
              .computes(DirectoryFunctions::fromTheRight),
          IN.row(
                  "str EscapeDNComponent(str value)",
                  "Escapes one component value; a leading type= is kept.")
              .example("EscapeDNComponent(\"Sales, East\")", "Sales\\, East")
              .example("EscapeDNComponent(\"cn=a=b\")", "cn=a\\=b")
              .nullGives(NULL)
              .computes(a -> of(DistinguishedNames.escape(a.text(0)))));

  private static ExpressionValue fromTheLeft(Arguments a) {
    String component = DistinguishedNames.component(a.text(0), a.number(1));
    return component == null
        ? component(DistinguishedNames.components(a.text(0)), a.number(1))
        : of(DistinguishedNames.value(component));
  }

  private static ExpressionValue fromTheRight(Arguments a) {
    List<String> components = new ArrayList<>(DistinguishedNames.components(a.text(0)));
    java.util.Collections.reverse(components);
    if (a.count() == 3) {
      String option = a.value(2) instanceof Text ? a.text(2) : a.symbol(2, "");
      if (!option.equals("DC")) {
        throw a.invalid(2, "is \"" + option + "\"; the only option is DC.");
      }
      components.removeIf(DistinguishedNames::isDomain);
    }
    return component(components, a.number(1));
  }

  private static ExpressionValue component(List<String> components, long number) {
    if (number < 1 || number > components.size()) {
      throw Fault.DN_INDEX.because(
          "Component " + number + " of a name with " + components.size() + " components.");
    }
    return of(DistinguishedNames.value(components.get((int) number - 1)));
  }
}
