package dev.landfall.emulators.tenant;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Which segments may follow an object of a type, in lower case without namespace. */
final class Navigation {
  private static final Map<ObjectType, Set<String>> SEGMENTS = new EnumMap<>(ObjectType.class);

  static {
    put(
        ObjectType.USER,
        "manager directreports memberof transitivememberof onpremisessyncbehavior"
            + " checkmembergroups checkmemberobjects getmembergroups getmemberobjects");
    put(
        ObjectType.GROUP,
        "members owners transitivemembers memberof transitivememberof onpremisessyncbehavior"
            + " checkmembergroups checkmemberobjects getmembergroups getmemberobjects"
            + " retryserviceprovisioning");
    put(
        ObjectType.CONTACT,
        "memberof transitivememberof onpremisessyncbehavior checkmembergroups checkmemberobjects"
            + " getmembergroups getmemberobjects");
    put(
        ObjectType.DEVICE,
        "memberof transitivememberof checkmembergroups checkmemberobjects getmembergroups"
            + " getmemberobjects");
    put(
        ObjectType.SERVICE_PRINCIPAL,
        "owners memberof transitivememberof approleassignments approleassignedto addpassword"
            + " addkey removepassword removekey synchronization checkmembergroups"
            + " checkmemberobjects getmembergroups getmemberobjects");
    put(ObjectType.APPLICATION, "owners addpassword addkey removepassword removekey");
    put(ObjectType.DIRECTORY_ROLE, "members");
  }

  private Navigation() {}

  private static void put(ObjectType type, String segments) {
    SEGMENTS.put(type, Set.of(segments.split(" ")));
  }

  static boolean leads(ObjectType type, String segment) {
    return SEGMENTS.getOrDefault(type, Set.of()).contains(segment);
  }
}
