package dev.landfall.connectors.ad;

import dev.landfall.core.value.ObjectGuid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may do what with an object, as {@code nTSecurityDescriptor} says it (MS-DTYP 2.4.6). Only
 * what checks need is understood: allowing and denying entries of the discretionary list.
 */
final class SecurityDescriptor {
  static final int DELETE_CHILD = 0x2;
  static final int READ_PROPERTY = 0x10;
  static final int WRITE_PROPERTY = 0x20;
  static final int DELETE = 0x10000;

  private static final int ALL = 0x10000000;
  private static final int WRITE = 0x40000000;
  private static final int READ = 0x80000000;
  private static final int DACL_PRESENT = 0x4;
  private static final int DACL_OFFSET = 16;
  private static final int FOR_CONTAINERS = 0x2;
  private static final int INHERIT_ONLY = 0x8;

  /** An entry of the list. */
  private record Entry(
      boolean allows,
      int flags,
      int mask,
      Optional<ObjectGuid> type,
      Optional<ObjectGuid> inheritedBy,
      String sid) {

    boolean covers(int right, Collection<ObjectGuid> types) {
      int generic = right == READ_PROPERTY ? READ : right == WRITE_PROPERTY ? WRITE : 0;
      return (mask & (right | ALL | generic)) != 0
          && (type.isEmpty() || types.contains(type.get()));
    }
  }

  private final Optional<List<Entry>> entries;

  private SecurityDescriptor(Optional<List<Entry>> entries) {
    this.entries = entries;
  }

  /**
   * @throws IllegalArgumentException if the bytes are no self-relative descriptor
   */
  static SecurityDescriptor parse(byte[] bytes) {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int at = in.getInt(DACL_OFFSET);
      boolean present = (in.getShort(2) & DACL_PRESENT) != 0 && at > 0;
      return new SecurityDescriptor(present ? Optional.of(list(in, at)) : Optional.empty());
    } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
      throw new IllegalArgumentException("The security descriptor is cut short.", e);
    }
  }

  private static List<Entry> list(ByteBuffer in, int start) {
    int count = Short.toUnsignedInt(in.getShort(start + 4));
    List<Entry> entries = new ArrayList<>();
    int at = start + 8;
    for (int i = 0; i < count; i++) {
      int size = Short.toUnsignedInt(in.getShort(at + 2));
      entry(in, at, size).ifPresent(entries::add);
      at += size;
    }
    return entries;
  }

  /** Types 0 and 1 allow and deny; 5 and 6 do so for one attribute, class or right. */
  private static Optional<Entry> entry(ByteBuffer in, int at, int size) {
    int type = in.get(at);
    boolean ofObject = type == 5 || type == 6;
    if (type != 0 && type != 1 && !ofObject) {
      return Optional.empty();
    }
    int position = at + 8;
    int which = 0;
    if (ofObject) {
      which = in.getInt(position);
      position += 4;
    }
    Optional<ObjectGuid> about = Optional.empty();
    Optional<ObjectGuid> inheritedBy = Optional.empty();
    if ((which & 1) != 0) {
      about = Optional.of(ObjectGuid.ofBytes(bytes(in, position, 16)));
      position += 16;
    }
    if ((which & 2) != 0) {
      inheritedBy = Optional.of(ObjectGuid.ofBytes(bytes(in, position, 16)));
      position += 16;
    }
    int sidLength = Math.min(at + size - position, 8 + 4 * in.get(position + 1));
    return Optional.of(
        new Entry(
            type == 0 || type == 5,
            in.get(at + 1),
            in.getInt(at + 4),
            about,
            inheritedBy,
            Decoder.sid(bytes(in, position, sidLength))));
  }

  private static byte[] bytes(ByteBuffer in, int from, int length) {
    byte[] bytes = new byte[length];
    in.get(from, bytes);
    return bytes;
  }

  /**
   * Whether somebody has a right on the object.
   *
   * @param types schema GUIDs the right is about: of an attribute and its property set, or a class;
   *     empty: of everything
   * @param sids of the account and its groups
   */
  boolean grants(int right, Collection<ObjectGuid> types, Set<String> sids) {
    return decide(entry -> (entry.flags() & INHERIT_ONLY) == 0 && entry.covers(right, types), sids);
  }

  /** Whether somebody will have a right on new children of a class, by what these inherit. */
  boolean passesOn(
      int right, Collection<ObjectGuid> types, ObjectGuid childClass, Set<String> sids) {
    return decide(
        entry ->
            (entry.flags() & FOR_CONTAINERS) != 0
                && entry.inheritedBy().map(childClass::equals).orElse(true)
                && entry.covers(right, types),
        sids);
  }

  /** The first entry about right and account decides; an object without a list is open to all. */
  private boolean decide(java.util.function.Predicate<Entry> about, Set<String> sids) {
    return entries
        .map(
            list ->
                list.stream()
                    .filter(entry -> sids.contains(entry.sid()) && about.test(entry))
                    .findFirst()
                    .map(Entry::allows)
                    .orElse(false))
        .orElse(true);
  }
}
