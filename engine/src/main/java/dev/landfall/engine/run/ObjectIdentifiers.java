package dev.landfall.engine.run;

import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import dev.landfall.core.value.ObjectGuid;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The GUID of every connector-space and metaverse object. It is not stored with the object: it is
 * the number of the object, which is never given out twice, mixed with random bits that belong to
 * this store. So it costs nothing, does not change, differs from those of other servers, and leads
 * back to the object without an index.
 */
public final class ObjectIdentifiers {
  private static final String COLLECTION = "store";
  private static final String KEY = "identity";

  /** Version 8 of RFC 9562, which leaves the other bits to us. */
  private static final long VERSION = 0x8000L;

  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT = 1L << 63;
  private static final long NUMBER_BITS = (1L << 62) - 1;

  private final long high;
  private final long mask;

  private ObjectIdentifiers(long high, long mask) {
    this.high = high & ~VERSION_BITS | VERSION;
    this.mask = mask & NUMBER_BITS;
  }

  /**
   * @param random where the bits of the store come from, the first time
   */
  static ObjectIdentifiers of(Store store, RandomGenerator random) {
    Documents documents = store.documents();
    Map<String, String> identity =
        documents
            .get(COLLECTION, KEY)
            .orElseGet(
                () -> {
                  Map<String, String> fresh =
                      Map.of(
                          "high", Long.toString(random.nextLong()),
                          "mask", Long.toString(random.nextLong()));
                  store.inTransaction(() -> documents.put(COLLECTION, KEY, fresh));
                  return fresh;
                });
    return new ObjectIdentifiers(
        Long.parseLong(identity.getOrDefault("high", "0")),
        Long.parseLong(identity.getOrDefault("mask", "0")));
  }

  /** The GUID of the object with this number, in whichever space it is. */
  public ObjectGuid guid(long id) {
    return new ObjectGuid(new UUID(high, VARIANT | (id ^ mask) & NUMBER_BITS));
  }

  /** The number of the object with this GUID; empty if it is none of this store. */
  public OptionalLong id(ObjectGuid guid) {
    UUID uuid = guid.uuid();
    long low = uuid.getLeastSignificantBits();
    return uuid.getMostSignificantBits() == high && (low & ~NUMBER_BITS) == VARIANT
        ? OptionalLong.of((low ^ mask) & NUMBER_BITS)
        : OptionalLong.empty();
  }
}
