/**
 * The part of PowerShell that the Rules Editor writes and the published procedures use, read and
 * run without a PowerShell: commands with parameters, pipes, variables, strings of every kind,
 * lists, property access and simple filters. No control flow, no functions, no .NET. It knows
 * nothing of rules; commands are given to it. Read {@link
 * dev.landfall.engine.rule.powershell.ScriptParser} first, then {@link
 * dev.landfall.engine.rule.powershell.ScriptRun}.
 */
@NullMarked
package dev.landfall.engine.rule.powershell;

import org.jspecify.annotations.NullMarked;
