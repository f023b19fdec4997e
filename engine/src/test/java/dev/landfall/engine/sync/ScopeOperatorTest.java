package dev.landfall.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Value;
import dev.landfall.engine.rule.LinkType;
import dev.landfall.engine.rule.RuleDraft;
import dev.landfall.engine.rule.scope.ScopeOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operator on absent, single and several values, and on every type. */
class ScopeOperatorTest {

  private static boolean holds(ScopeOperator operator, String operand, Value... values) {
    return holds(operator, operand, new View(List.of(values), List.of(), "CN=x,DC=y", ""));
  }

  private static boolean holds(ScopeOperator operator, String operand, SourceView view) {
    return ScopeEvaluator.inScope(
        RuleDraft.inbound("r", "r", new ConnectorId("c"), "user", "person", LinkType.JOIN, 1)
            .scope("a", operator, operand)
            .rule(),
        view,
        Map.of("P.x", "value of x"),
        Explanation.NONE);
  }

  private static Value[] texts(String list) {
    return list == null
        ? new Value[0]
        : Arrays.stream(list.split(";", -1)).map(Value::of).toArray(Value[]::new);
  }

  @ParameterizedTest(name = "{1} {0} {2} is {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      quoteCharacter = '"',
      textBlock =
          """
          # operator             | values      | operand   | holds
          EQUAL                  | absent      | it        | false
          EQUAL                  | IT          | it        | true
          EQUAL                  | HR          | it        | false
          EQUAL                  | HR;it       | IT        | true
          EQUAL                  | ""          | ""        | false
          NOTEQUAL               | absent      | it        | true
          NOTEQUAL               | IT          | it        | false
          NOTEQUAL               | HR          | it        | true
          NOTEQUAL               | HR;it       | IT        | false
          LESSTHAN               | absent      | m         | false
          LESSTHAN               | A           | m         | true
          LESSTHAN               | M           | m         | false
          LESSTHAN               | z;b         | m         | true
          LESSTHAN               | 9           | 50000     | false
          LESSTHAN_OR_EQUAL      | absent      | m         | false
          LESSTHAN_OR_EQUAL      | M           | m         | true
          LESSTHAN_OR_EQUAL      | n           | m         | false
          LESSTHAN_OR_EQUAL      | z;b         | m         | true
          GREATERTHAN            | absent      | m         | false
          GREATERTHAN            | Z           | m         | true
          GREATERTHAN            | m           | M         | false
          GREATERTHAN            | a;z         | m         | true
          GREATERTHAN_OR_EQUAL   | absent      | m         | false
          GREATERTHAN_OR_EQUAL   | m           | M         | true
          GREATERTHAN_OR_EQUAL   | l           | m         | false
          GREATERTHAN_OR_EQUAL   | a;z         | m         | true
          CONTAINS               | absent      | sale      | false
          CONTAINS               | The Sales   | sale      | true
          CONTAINS               | Ops         | sale      | false
          CONTAINS               | Ops;Sales   | sale      | true
          NOTCONTAINS            | absent      | sale      | true
          NOTCONTAINS            | The Sales   | sale      | false
          NOTCONTAINS            | Ops         | sale      | true
          NOTCONTAINS            | Ops;Sales   | sale      | false
          STARTSWITH             | absent      | grp       | false
          STARTSWITH             | GRP_1       | grp       | true
          STARTSWITH             | my grp      | grp       | false
          STARTSWITH             | x;grp1      | grp       | true
          NOTSTARTSWITH          | absent      | grp       | true
          NOTSTARTSWITH          | GRP_1       | grp       | false
          NOTSTARTSWITH          | my grp      | grp       | true
          NOTSTARTSWITH          | x;grp1      | grp       | false
          ENDSWITH               | absent      | .com      | false
          ENDSWITH               | a.COM       | .com      | true
          ENDSWITH               | a.com.dk    | .com      | false
          ENDSWITH               | om          | .com      | false
          ENDSWITH               | a;b.com     | .com      | true
          NOTENDSWITH            | absent      | .com      | true
          NOTENDSWITH            | a.COM       | .com      | false
          NOTENDSWITH            | a.com.dk    | .com      | true
          NOTENDSWITH            | a;b.com     | .com      | false
          ISNULL                 | absent      | ""        | true
          ISNULL                 | ""          | ""        | true
          ISNULL                 | x           | ""        | false
          ISNULL                 | x;y         | ""        | false
          ISNOTNULL              | absent      | ""        | false
          ISNOTNULL              | ""          | ""        | false
          ISNOTNULL              | x           | ""        | true
          ISNOTNULL              | x;y         | ""        | true
          ISIN                   | absent      | smtp:a    | false
          ISIN                   | SMTP:a      | smtp:a    | true
          ISIN                   | b;smtp:a    | smtp:a    | true
          ISIN                   | b;c         | smtp:a    | false
          ISNOTIN                | absent      | smtp:a    | true
          ISNOTIN                | SMTP:a      | smtp:a    | false
          ISNOTIN                | b;smtp:a    | smtp:a    | false
          ISNOTIN                | b;c         | smtp:a    | true
          ISBITSET               | absent      | 2         | false
          ISBITSET               | 514         | 2         | true
          ISBITSET               | 512         | 2         | false
          ISBITSET               | 512;514     | 2         | true
          ISBITSET               | two         | 2         | false
          ISBITNOTSET            | absent      | 2         | true
          ISBITNOTSET            | 514         | 2         | false
          ISBITNOTSET            | 512         | 2         | true
          ISBITNOTSET            | 512;514     | 2         | false
          EQUAL                  | Value of X  | %P.x%     | true
          EQUAL                  | %P.y%       | %P.y%     | true
          """)
  void textsCompareWithoutCase(
      ScopeOperator operator, String values, String operand, boolean expected) {
    assertThat(holds(operator, operand, texts(values))).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{1} {0} {2} is {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LESSTHAN             | 9           | 50000      | true
          LESSTHAN             | 50000       | 9          | false
          LESSTHAN_OR_EQUAL    | 9           | 9          | true
          GREATERTHAN          | 10          | 9          | true
          GREATERTHAN_OR_EQUAL | 10          | 0xA        | true
          EQUAL                | 16          | 0x10       | true
          EQUAL                | 16          | &H10       | true
          NOTEQUAL             | 16          | 0x10       | false
          EQUAL                | 16          | sixteen    | false
          CONTAINS             | 1234        | 23         | true
          ISBITSET             | 6           | 6          | true
          ISBITSET             | 4           | 6          | false
          ISBITNOTSET          | 4           | 6          | true
          ISBITSET             | -2147483646 | 0x80000000 | true
          """)
  void numbersCompareAsNumbers(
      ScopeOperator operator, long value, String operand, boolean expected) {
    assertThat(holds(operator, operand, Value.of(value))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true,TRUE,true", "true,true,true", "false,True,false", "false,FALSE,true"})
  void truthValuesCompareWithoutCase(boolean value, String operand, boolean expected) {
    assertThat(holds(ScopeOperator.EQUAL, operand, Value.of(value))).isEqualTo(expected);
    assertThat(holds(ScopeOperator.NOTEQUAL, operand, Value.of(value))).isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource({"AQL/,true", "0102ff,true", "0102FF,true", "0102fe,false"})
  void binariesCompareByBase64OrHexadecimal(String operand, boolean expected) {
    Value value = Value.of(new byte[] {1, 2, (byte) 0xFF});
    assertThat(holds(ScopeOperator.EQUAL, operand, value)).isEqualTo(expected);
    assertThat(holds(ScopeOperator.ISNOTIN, operand, value)).isEqualTo(!expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "absent",
      textBlock =
          """
          EQUAL     | cn=b,dc=x | true
          EQUAL     | CN=c,DC=x | false
          ISNOTIN   | CN=b,DC=x | false
          ENDSWITH  | ,dc=x     | true
          ISNULL    | absent    | false
          ISNOTNULL | absent    | true
          """)
  void referencesCompareByDnAndAnyOfThemCounts(
      ScopeOperator operator, String operand, boolean expected) {
    View view = new View(List.of(), List.of("CN=a,DC=x", "CN=b,DC=x"), "", "");
    assertThat(holds(operator, operand == null ? "" : operand, view)).isEqualTo(expected);
  }

  @Test
  void membershipIsAskedOfTheObjectItself() {
    View member = new View(List.of(), List.of(), "CN=u", "CN=g");
    assertThat(holds(ScopeOperator.ISMEMBEROF, "CN=g", member)).isTrue();
    assertThat(holds(ScopeOperator.ISMEMBEROF, "CN=h", member)).isFalse();
    assertThat(holds(ScopeOperator.ISNOTMEMBEROF, "CN=g", member)).isFalse();
    assertThat(holds(ScopeOperator.ISNOTMEMBEROF, "CN=h", member)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(ScopeOperator.class)
  void everyNameIsUnderstoodInAnyCase(ScopeOperator operator) {
    assertThat(ScopeOperator.parse(" " + operator.name().toLowerCase(java.util.Locale.ROOT)))
        .contains(operator);
  }

  @Test
  void thereAreTwentyAndOneOfThemHasTwoSpellings() {
    assertThat(ScopeOperator.values()).hasSize(20);
    assertThat(ScopeOperator.parse("IsNotBitSet")).contains(ScopeOperator.ISBITNOTSET);
    assertThat(ScopeOperator.parse("LIKE")).isEmpty();
  }

  /** An object whose attributes all have the same values, or refer to the same objects. */
  private record View(List<Value> all, List<String> targets, String dn, String group)
      implements SourceView {
    @Override
    public String objectType() {
      return "user";
    }

    @Override
    public List<Value> values(AttributeName attribute) {
      return all;
    }

    @Override
    public List<Value> importedValues(AttributeName attribute) {
      return all;
    }

    @Override
    public long referenceCount(AttributeName attribute) {
      return targets.size();
    }

    @Override
    public ReferenceSource reference(AttributeName attribute) {
      throw new UnsupportedOperationException("Scope filters do not follow references.");
    }

    @Override
    public Optional<String> referenceDn(AttributeName attribute) {
      return targets.size() == 1 ? Optional.of(targets.get(0)) : Optional.empty();
    }

    @Override
    public boolean anyReferenceDn(AttributeName attribute, Predicate<String> condition) {
      return targets.stream().anyMatch(condition);
    }

    @Override
    public boolean memberOf(String groupDn) {
      return groupDn.equals(group);
    }
  }
}
