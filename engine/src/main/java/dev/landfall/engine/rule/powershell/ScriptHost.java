package dev.landfall.engine.rule.powershell;

import java.util.Optional;

/** Whoever runs a script: hears what it says and answers what it asks. */
public interface ScriptHost {

  /** {@code Write-Host}. */
  void say(String text);

  /** {@code Read-Host}; empty when there is nobody to answer. */
  Optional<String> ask(String prompt);

  /** A host that says nothing and knows no answer. */
  static ScriptHost silent() {
    return new ScriptHost() {
      @Override
      public void say(String text) {}

      @Override
      public Optional<String> ask(String prompt) {
        return Optional.empty();
      }
    };
  }
}
