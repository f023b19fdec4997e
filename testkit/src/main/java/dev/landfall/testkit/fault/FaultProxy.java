package dev.landfall.testkit.fault;

/**
 * A server on loopback that passes every operation on to a real one, but fails when told to.
 *
 * @param <F> what can go wrong
 */
public abstract class FaultProxy<F> implements AutoCloseable {
  private final Plan<F> plan = new Plan<>();

  Plan<F> plan() {
    return plan;
  }

  /** Where clients connect to. */
  public abstract String url();

  /** Lets one operation fail, counted from now over all connections, the first being 0. */
  public final void strike(F fault, long operation) {
    plan.strike(fault, operation, false);
  }

  /** Lets an operation and all after it fail, until healed. */
  public final void strikeFrom(F fault, long operation) {
    plan.strike(fault, operation, true);
  }

  public final void heal() {
    plan.heal();
  }

  /** Operations since the last strike or healing. */
  public final long operations() {
    return plan.count();
  }

  /** Whether the operation meant by the last strike came. */
  public final boolean struck() {
    return plan.struck();
  }

  @Override
  public abstract void close();
}
