/**
 * Benchmarks: programs, not tests; {@code bin/bench} runs them. Every figure comes with the floor
 * it is measured against, taken in the same run. Nothing here asserts a time.
 */
package dev.landfall.app.bench;
