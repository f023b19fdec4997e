package dev.landfall.engine.rule.powershell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of PowerShell that is read, and what is said of the rest. */
class ScriptTest {

  /** Puts out what it was given, as an object. */
  private static final class Give implements ScriptCommand {
    @Override
    public String name() {
      return "Get-Given";
    }

    @Override
    public List<CommandParameter> parameters() {
      return List.of(
          CommandParameter.text("Name").at(0),
          CommandParameter.truth("Enabled"),
          CommandParameter.whole("Number").at(1),
          CommandParameter.list("Source"),
          CommandParameter.flag("Force"),
          CommandParameter.choice("Policy", "Delta", "Initial"),
          CommandParameter.timeSpan("Interval"));
    }

    @Override
    public List<ScriptValue> run(Invocation call) {
      Map<String, ScriptValue> properties = new LinkedHashMap<>();
      for (CommandParameter parameter : parameters()) {
        properties.put(
            parameter.name(), call.value(parameter.name()).orElse(ScriptValue.Nothing.NULL));
      }
      return List.of(new ScriptValue.Thing(ScriptObject.of("Given", properties)));
    }
  }

  private static List<String> run(String script) {
    List<String> output = new ArrayList<>();
    ScriptRun run =
        new ScriptRun(
            ScriptCommands.of(List.of(new Give()), ScriptHost.silent()),
            value -> output.add(value.text()));
    run.everything(ScriptParser.parse(script))
        .forEach(
            problem ->
                output.add(
                    problem.position().line()
                        + ":"
                        + problem.position().column()
                        + " "
                        + problem.sentence()));
    return output;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '§',
      quoteCharacter = '~',
      textBlock =
          """
          'it''s'                                          § it's
          "a `"b`" `$c"                                    § a "b" $c
          $x = 5; "x is $x"                                § x is 5
          @('a', 'b')[1]                                   § b
          @('a', 'b').Count                                § 2
          (Get-Given 'n').Name                             § n
          (get-given -na 'n' -Enabled $true).enabled       § True
          (Get-Given -Enabled:$false).Enabled              § False
          (Get-Given -Force).Force                         § True
          (Get-Given n 7).Number                           § 7
          (Get-Given -Policy initial).Policy               § Initial
          Get-Given 'n' -OutVariable v | Out-Null; $v[0].Name § n
          Get-Given a | Where-Object {$_.Name -eq 'A'} | select -ExpandProperty Name § a
          'a','b' | ? {$_ -like 'B*'}                      § b
          ‘curly’                                          § curly
          """)
  void valuesAre(String script, String expected) {
    assertThat(run(script)).containsExactly(expected);
  }

  @Test
  void backTicksContinueLinesEvenWithBlanksBehindThem() {
    assertThat(
            run("\uFEFF(Get-Given `\r\n -Name 'two lines' `  \r\n -Number 3 ).Name # a remark\r\n"))
        .containsExactly("two lines");
  }

  @Test
  void hereStringsKeepTheirLines() {
    assertThat(run("$d = @'\r\nIt's\r\n  two lines\r\n'@\r\n$d"))
        .containsExactly("It's\r\n  two lines");
    assertThat(run("$n = 'x'\n@\"\n$n \"quoted\"\n\"@")).containsExactly("x \"quoted\"");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          Get-Givn 'n'             | 1:1 "Get-Givn" is not a command that is known here. Did you mean "Get-Given"?
          Get-Given -Nmae 'n'      | 1:11 Get-Given has no parameter -Nmae. Did you mean "Name"?
          Get-Given -Enabled 'yes' | 1:11 "yes" does not fit -Enabled: $true or $false is wanted.
          Get-Given -Policy Detla  | 1:11 "Detla" does not fit -Policy. Did you mean "Delta"?
          Get-Given -N x           | 1:11 -N could be -Name or -Number; write the name out.
          Get-Given -Name          | 1:11 The parameter -Name has no value.
          Get-Given 'n             | 1:11 The text that begins here has no end; close it with '.
          (Get-Given n).Nmae       | 1:1 Given has no property "Nmae". Did you mean "Name"?
          $gone.Name               | 1:1 The variable $gone has no value.
          @('a')[3]                | 1:1 There is no item [3]; the list has 1.
          if ($true) { 'x' }       | 1:1 "if" is not part of what can be read: commands, pipes and variables only. Write the commands one after the other.
          """)
  void mistakesAreToldWithTheirPlace(String script, String expected) {
    assertThat(run(script)).contains(expected);
  }

  @Test
  void everyMistakeIsToldAndNoneThatOnlyFollowsFromAnother() {
    assertThat(run("$a = Get-Givn\n$a.Name\nGet-Given -Interval soon\n'still here'"))
        .containsExactly(
            "still here",
            "1:6 \"Get-Givn\" is not a command that is known here. Did you mean \"Get-Given\"?",
            "3:11 \"soon\" does not fit -Interval: a time span such as 00:30:00 or 7.00:00:00 is"
                + " wanted.");
  }

  @Test
  void quotedTextIsReadBackAsItWas() {
    String text = "It's ‘so’ \"$x\" `n % @'";
    assertThat(run(Quotes.quoted(text))).containsExactly(text);
  }
}
