package dev.landfall.engine.cloudsync;

import java.util.List;

/** The default mappings of a job that provisions cloud groups to Active Directory. */
final class GroupMappings {
  /** The attribute that ties a group in Active Directory to its cloud group. */
  static final String MATCHING = "msDS-ExternalDirectoryObjectId";

  static final String PARENT = "parentDistinguishedName";
  static final String COMMON_NAME = "cn";

  private GroupMappings() {}

  static List<AttributeMapping> of(JobDefinition job) {
    return List.of(
        AttributeMapping.computed("Append(\"Group_\",[objectId])", MATCHING),
        AttributeMapping.computed("Append(\"Group_\",[objectId])", "adminDescription"),
        AttributeMapping.computed(job.naming().expression(), COMMON_NAME),
        AttributeMapping.direct("displayName", "displayName"),
        AttributeMapping.computed("Left(Trim([description]),448)", "description"),
        AttributeMapping.constant(job.container(), PARENT));
  }
}
