package dev.landfall.engine.sync;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.List;

/**
 * Which side masters an object, as {@code cloudMastered} says. Our choice, where the reference is
 * silent: a written-back group whose source of authority moves to Active Directory is treated as if
 * a JoinNoFlow rule were in scope, and an operator hears of it. It is the master now; deleting it
 * because its writeback ended would be the worst answer.
 */
public final class SourceOfAuthority {
  private static final AttributeName CLOUD_MASTERED = AttributeName.of("cloudMastered");

  private SourceOfAuthority() {}

  /** Whether the pending import of a cloud object takes it from the cloud to Active Directory. */
  public static boolean leavesCloud(CsObject object) {
    return has(object.synchronizedImage(), true) && has(object.importedImage(), false);
  }

  /** Whether a metaverse object is mastered in Active Directory, as far as is known. */
  public static boolean leftCloud(MvObject object) {
    return has(object.attributes(), false);
  }

  private static boolean has(Attributes attributes, boolean mastered) {
    return attributes.get(CLOUD_MASTERED).equals(List.of(Value.of(mastered)));
  }
}
