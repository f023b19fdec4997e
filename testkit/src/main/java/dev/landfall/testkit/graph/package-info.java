/** What Microsoft's description of Graph says about requests and answers, as a judge for tests. */
@org.jspecify.annotations.NullMarked
package dev.landfall.testkit.graph;
