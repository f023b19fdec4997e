/**
 * Rules as the PowerShell script that the Rules Editor's Export button writes: read, written, and
 * the six cmdlets such a script consists of. The language itself is in {@code rule.powershell}.
 * Read {@link dev.landfall.engine.rule.script.RuleScriptWriter} first.
 */
@NullMarked
package dev.landfall.engine.rule.script;

import org.jspecify.annotations.NullMarked;
