package dev.landfall.connectors.graph;

import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.CloudGroupSink;
import dev.landfall.core.cloud.CloudMember;
import dev.landfall.core.connector.Watermark;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a delta round of groups gives. */
final class RecordingGroups implements CloudGroupSink {
  final List<String> groups = new ArrayList<>();
  final List<CloudMember> added = new ArrayList<>();

  @Override
  public void group(CloudGroup group) {
    groups.add(group.id());
  }

  @Override
  public void members(String groupId, List<CloudMember> present, List<CloudMember> removed) {
    added.addAll(present);
  }

  @Override
  public void removed(String groupId, boolean permanently) {}

  @Override
  public void page(Watermark resume) {}
}
