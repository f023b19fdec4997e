package dev.landfall.core.cloud;

import dev.landfall.core.connector.Watermark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes one round of a groups delta query. The same group may come several times and on several
 * pages, each time with other members: entries are applied in order of arrival.
 */
public interface CloudGroupSink {

  /** A group that exists, with its present properties. */
  void group(CloudGroup group);

  /** Some member changes of a group, at most 5,000 at a time. */
  void members(String groupId, List<CloudMember> added, List<CloudMember> removed);

  /**
   * The group is gone.
   *
   * @param permanently false for a soft-deleted group that can be restored
   */
  void removed(String groupId, boolean permanently);

  /** A page is complete and may be made durable; a cut-off round is taken up at {@code resume}. */
  void page(@Nullable Watermark resume);
}
