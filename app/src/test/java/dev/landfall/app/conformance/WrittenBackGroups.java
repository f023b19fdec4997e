package dev.landfall.app.conformance;

import static dev.landfall.app.conformance.ConformanceLab.AAD;
import static dev.landfall.app.conformance.ConformanceLab.AD1;
import static dev.landfall.app.conformance.ConformanceLab.WRITEBACK;
import static dev.landfall.app.conformance.ConformanceLab.attributes;
import static dev.landfall.app.conformance.ConformanceLab.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.CsObject;
import dev.landfall.core.value.Attributes;
import dev.landfall.engine.rule.SyncRule;
import dev.landfall.engine.rule.standard.StandardRules;
import dev.landfall.engine.rule.standard.WritebackRules;
import dev.landfall.engine.rule.standard.WritebackRules.Naming;
import dev.landfall.engine.run.CyclePolicy;
import java.util.List;

/** The standard rules with group writeback, and a cloud group called Sales, in a lab. */
final class WrittenBackGroups {
  static final String ID = "3a5c3221-c465-48c0-95b8-e9305786a271";
  static final String SALES = "Group_" + ID;
  static final String BY_ID = "CN=" + SALES + "," + WRITEBACK;

  private final ConformanceLab lab;

  WrittenBackGroups(ConformanceLab lab) {
    this.lab = lab;
  }

  void rules(Naming naming) {
    lab.rules(StandardRules.of(List.of(AD1)).toArray(new SyncRule[0]));
    lab.rules(WritebackRules.of(AD1, naming, true, 200).toArray(new SyncRule[0]));
  }

  /** A cloud security group as the tenant returns it, enabled for writeback. */
  static Attributes cloudGroup(String id, String name, Object... more) {
    Attributes base =
        attributes(
            "cloudAnchor",
            "Group_" + id,
            "cloudMastered",
            true,
            "displayName",
            name,
            "securityEnabled",
            true,
            "targetWritebackType",
            "universalSecurityGroup");
    Attributes.Builder all = base.toBuilder();
    attributes(more).entries().forEach(entry -> all.set(entry.getKey(), entry.getValue()));
    return all.build();
  }

  void sales(String name, Object... more) {
    lab.aad().with(SALES, "CN={1}", "group", cloudGroup(ID, name, more));
  }

  /** Somebody on premises, synchronized up; returns the anchor in the cloud. */
  String person(int number) {
    lab.ad1()
        .with(
            guid(number),
            "CN=Person " + number,
            "user",
            attributes(
                "objectGUID",
                new byte[] {(byte) number, 1},
                "objectSid",
                new byte[] {1, 1, 0, 0, 0, 0, 0, 5, (byte) number, 0, 0, 0},
                "cn",
                "Person " + number,
                "sAMAccountName",
                "person" + number,
                "userAccountControl",
                512));
    cycles();
    long metaverse = lab.cs(AD1, guid(number)).link().orElseThrow().metaverseId();
    return lab.space(AAD).linkedTo(metaverse).flatMap(CsObject::anchor).orElseThrow().value();
  }

  /** Cycles until everything has arrived and is confirmed. */
  void cycles() {
    for (int i = 0; i < 3; i++) {
      assertThat(lab.cycle(CyclePolicy.DELTA)).allMatch(run -> run.result().clean());
    }
  }

  /** What stands in Active Directory under this DN. */
  Attributes written(String dn) {
    return lab.ad1()
        .attributesOfDn(dn)
        .orElseThrow(() -> new AssertionError("no object " + dn + ": " + lab.ad1().anchors()));
  }

  CsObject staged(String dn) {
    return lab.space(AD1).byDn(dn).orElseThrow(() -> new AssertionError("no object " + dn));
  }

  String anchor(String dn) {
    return staged(dn).anchor().orElseThrow().value();
  }
}
