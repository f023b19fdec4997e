package dev.landfall.core.store;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject.ReferenceSource;
import dev.landfall.core.value.AttributeName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The reference values of a connector space, apart from object bodies: rows of (object, attribute,
 * target), both ends ids of the same space. Each row knows in which states it is present –
 * imported, synchronized – and which exports are under way: add or remove, unapplied, escrowed or
 * unconfirmed.
 *
 * <p><b>Expected</b> is what the engine expects to become true: imported or being added, and not
 * being removed. All reads are sorted streams of ids in bounded memory; close them.
 */
public interface References {

  /**
   * Records what an import saw. A row seen present ends an unconfirmed add (and re-stages an
   * unconfirmed remove: it was not done); a row seen gone the other way round.
   *
   * @param importNumber marks rows as seen, for {@link #sweep} and {@link #sweepUnseen}
   * @return whether any row changed between present and gone, or an expectation was disappointed
   */
  Staged stageImported(
      long object, AttributeName attribute, long[] present, long[] removed, long importNumber);

  /** After the last portion of a whole list: imported rows not seen by this import are gone. */
  Staged sweep(long object, AttributeName attribute, long importNumber);

  /**
   * At the end of a full import: imported rows of the whole space not seen by it are gone.
   *
   * @return the objects that lost values
   */
  Set<Long> sweepUnseen(long importNumber);

  /** The synchronized state becomes the imported one. */
  void markSynchronized(long object);

  /** Whether imported and synchronized state differ. */
  boolean pendingImport(long object);

  /** The attributes of which the object has any row in expected state. */
  Set<AttributeName> attributes(long object);

  /** A hint: the attributes and counts of these objects will be asked for next, one by one. */
  default void prefetch(Collection<Long> objects) {}

  /** Number of values in expected state, kept without counting rows where the store can. */
  long expectedCount(long object, AttributeName attribute);

  /** Number of values as imported. */
  long importedCount(long object, AttributeName attribute);

  /** Target ids in expected state, ascending. */
  LongCursor expected(long object, AttributeName attribute);

  /**
   * The objects of another (or the same) connector that stand for the expected targets: target →
   * its metaverse object → the object linked to that in {@code connector}; ascending, without
   * duplicates, without those being deleted.
   */
  LongCursor resolved(long object, AttributeName attribute, ConnectorId connector);

  /**
   * Those of the wanted that do not hold, in expected state, exactly what {@link #resolved} gives
   * for their source in this space: where something is to be staged. Far cheaper than to compare
   * them one by one, when most of them agree.
   */
  List<Wanted> misaligned(List<Wanted> wanted);

  /** Stages adds and removes as unapplied; an opposite unapplied change is undone instead. */
  void stageExport(long object, AttributeName attribute, long[] add, long[] remove);

  /** Drops everything unapplied of the object. */
  void dropUnapplied(long object);

  /**
   * Unapplied (or, after {@link #escrow}, escrowed) changes of an object, by attribute and target.
   */
  List<Change> escrowedChanges(long object, long afterRow, int limit);

  /** Unapplied changes of an object, for review. */
  List<Change> unappliedChanges(long object, long afterRow, int limit);

  /** Whether anything is unapplied. */
  boolean hasUnapplied(long object);

  /** Unapplied becomes escrowed: about to be sent. */
  void escrow(long object);

  /** Escrowed becomes unconfirmed, but for the rows listed, which become unapplied again. */
  void accepted(long object, List<Change> exceptRejected);

  /** Escrowed becomes unapplied again. */
  void revertEscrow(long object);

  /**
   * Objects that refer to this one in expected or imported state; the attribute does not matter.
   */
  List<Long> referencing(long target, long afterId, int limit);

  /**
   * Marks the metaverse objects of whatever refers to this object in expected or imported state for
   * outbound synchronization: what they refer to may now resolve, or no longer.
   */
  void markReferrersDirty(long target);

  /**
   * Makes every reference to one object a reference to another: a placeholder known by DN turned
   * out to be an object that was renamed. Where both were referenced the rows are united.
   */
  void retarget(long from, long to);

  /**
   * What a reference attribute of an object is to hold.
   *
   * @param source where its values come from; without, it is to hold nothing
   */
  record Wanted(long object, AttributeName attribute, Optional<ReferenceSource> source) {}

  /** The result of staging. */
  record Staged(boolean changed, boolean notReimported) {
    public Staged or(Staged other) {
      return new Staged(changed || other.changed, notReimported || other.notReimported);
    }
  }

  /**
   * One change of a reference towards the connected system. {@code row} orders changes for paging.
   */
  record Change(long row, AttributeName attribute, long target, boolean add) {}
}
