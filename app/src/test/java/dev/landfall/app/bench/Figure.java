package dev.landfall.app.bench;

/**
 * A measured value beside its floor.
 *
 * @param unit of both, e.g. {@code groups/s}
 * @param ratio of ours to the floor, as the benchmark defines it
 */
record Figure(
    String name,
    String oursIs,
    double ours,
    String floorIs,
    double floor,
    String unit,
    double ratio) {}
