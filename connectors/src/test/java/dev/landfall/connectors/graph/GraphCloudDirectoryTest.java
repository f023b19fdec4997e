package dev.landfall.connectors.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.check.Check;
import dev.landfall.core.cloud.CloudGroup;
import dev.landfall.core.cloud.TenantFeature;
import dev.landfall.core.connector.Watermark;
import dev.landfall.emulators.tenant.EmbeddedTenant;
import dev.landfall.testkit.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GraphCloudDirectoryTest {
  private EmbeddedTenant tenant;
  private GraphCloudDirectory cloud;

  @BeforeEach
  void start() {
    SettableClock clock = new SettableClock();
    tenant = EmbeddedTenant.builder().clock(clock).start();
    cloud = new GraphCloudDirectory(Tenants.client(tenant, clock, new ArrayList<>()));
  }

  @AfterEach
  void stop() {
    tenant.close();
  }

  @Test
  void readsTheTenant() {
    assertThat(cloud.tenant().initialDomain()).isEqualTo("contoso.onmicrosoft.com");
    assertThat(cloud.premiumLicence()).isTrue();
    assertThat(cloud.grantedPermissions())
        .contains("Group.Read.All", "OnPremDirectorySynchronization.ReadWrite.All");
    assertThat(cloud.check()).allMatch(check -> check.status() == Check.Status.PASS);
    assertThat(cloud.features()).containsEntry(TenantFeature.GROUP_WRITEBACK_V2, false);
    cloud.setFeature(TenantFeature.GROUP_WRITEBACK_V2, true);
    assertThat(cloud.features()).containsEntry(TenantFeature.GROUP_WRITEBACK_V2, true);
  }

  @Test
  void namesTheMissingPermission() {
    tenant.grantOnly(List.of("Organization.Read.All", "User.Read.All"));
    assertThat(cloud.check())
        .anyMatch(c -> c.status() == Check.Status.FAIL && c.fix().contains("Group.Read.All"));
  }

  @Test
  void readsGroupsMembersAndUsersInBatches() {
    List<String> users = Tenants.loadUsers(tenant, 1_050);
    String group = Tenants.loadGroup(tenant, "Sales", false, true, users);
    CloudGroup read = cloud.group(group).orElseThrow();
    assertThat(read.displayName()).isEqualTo("Sales");
    assertThat(read.writeback().orElseThrow().enabled()).contains(true);
    assertThat(cloud.group("00000000-0000-0000-0000-000000000001")).isEmpty();
    assertThat(cloud.memberCount(group)).isEqualTo(1_050);
    Set<String> members = new HashSet<>();
    cloud.members(group, portion -> portion.forEach(member -> members.add(member.id())));
    assertThat(members).containsExactlyInAnyOrderElementsOf(users);

    List<String> asked = new ArrayList<>(users.subList(0, 45));
    asked.add("00000000-0000-0000-0000-000000000001");
    tenant.faults().throttle(1, Duration.ofSeconds(1), "$batch");
    assertThat(cloud.users(asked)).hasSize(45);
    assertThat(cloud.groups(List.of(group, "00000000-0000-0000-0000-000000000001")))
        .containsOnlyKeys(group);
    List<CloudGroup> all = new ArrayList<>();
    cloud.allGroups(all::add);
    assertThat(all).hasSize(1);
  }

  @Test
  void followsGroupChangesFromNow() {
    Watermark now = cloud.latestGroupDelta();
    List<String> users = Tenants.loadUsers(tenant, 3);
    String group = Tenants.loadGroup(tenant, "Sales", false, true, users);
    RecordingGroups sink = new RecordingGroups();
    Watermark next = cloud.groupDelta(Optional.of(now), sink);
    assertThat(sink.groups).containsExactly(group);
    assertThat(sink.added).hasSize(3);
    RecordingGroups nothing = new RecordingGroups();
    cloud.groupDelta(Optional.of(next), nothing);
    assertThat(nothing.groups).isEmpty();
  }
}
