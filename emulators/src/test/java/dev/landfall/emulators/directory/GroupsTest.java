package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.controls.PermissiveModifyRequestControl;
import dev.landfall.core.value.ObjectGuid;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest extends DirectoryTestBase {
  private static final int UNIVERSAL = -2147483640;
  private static final int GLOBAL = -2147483646;
  private static final int DOMAIN_LOCAL = -2147483644;

  private void add(String group, String member) throws Exception {
    ldap.modify(group, new Modification(ModificationType.ADD, "member", member));
  }

  private void remove(String group, String member) throws Exception {
    ldap.modify(group, new Modification(ModificationType.DELETE, "member", member));
  }

  @Test
  void membersHaveBackLinks() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    String ada = user("ada");
    add(sales, ada);

    assertThat(ldap.getEntry(ada).getAttributeValues("memberOf")).containsExactly(sales);
  }

  @Test
  void membersFollowRenamesMovesAndDeletes() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    String ada = user("ada");
    String bob = user("bob");
    add(sales, ada);
    add(sales, bob);

    ldap.modifyDN(ada, "CN=Ada Lovelace", true, "CN=Users," + DOMAIN);
    ldap.delete(bob);

    assertThat(ldap.getEntry(sales).getAttributeValues("member"))
        .containsExactly("CN=Ada Lovelace,CN=Users," + DOMAIN);
  }

  @Test
  void renamingAContainerRenamesEverythingBelow() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    add(sales, user("ada"));

    ldap.modifyDN(OU, "OU=Renamed", true, null);

    assertThat(ldap.getEntry("CN=Sales,OU=Renamed," + DOMAIN).getAttributeValues("member"))
        .containsExactly("CN=ada,OU=Renamed," + DOMAIN);
  }

  @Test
  void addingTwiceAndRemovingTwiceAreRefused() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    String ada = user("ada");
    add(sales, ada);

    refused(() -> add(sales, ada), ResultCode.ENTRY_ALREADY_EXISTS, "00000562: UpdErr");
    remove(sales, ada);
    refused(() -> remove(sales, ada), ResultCode.UNWILLING_TO_PERFORM, "00000561: SvcErr");
    refused(() -> add(sales, "CN=nobody," + OU), ResultCode.NO_SUCH_OBJECT, "00000525: NameErr");
  }

  @Test
  void permissiveModifyForgivesBoth() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    String ada = user("ada");
    add(sales, ada);
    for (ModificationType type :
        List.of(ModificationType.ADD, ModificationType.DELETE, ModificationType.DELETE)) {
      ModifyRequest request = new ModifyRequest(sales, new Modification(type, "member", ada));
      request.addControl(new PermissiveModifyRequestControl());
      ldap.modify(request);
    }

    assertThat(ldap.getEntry(sales).hasAttribute("member")).isFalse();
  }

  @Test
  void membersMayBeNamedByGuidAndSid() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    SearchResultEntry ada = ldap.getEntry(user("ada"));
    SearchResultEntry bob = ldap.getEntry(user("bob"));
    add(sales, "<GUID=" + ObjectGuid.ofBytes(ada.getAttributeValueBytes("objectGUID")) + ">");
    add(sales, "<SID=" + Sids.text(bob.getAttributeValueBytes("objectSid")) + ">");

    assertThat(ldap.getEntry(sales).getAttributeValues("member"))
        .containsExactly(ada.getDN(), bob.getDN());
  }

  @Test
  void aForeignSidBecomesAForeignSecurityPrincipal() throws Exception {
    String local = group("Local", DOMAIN_LOCAL);
    add(local, "<SID=S-1-5-21-1-2-3-1104>");

    assertThat(ldap.getEntry(local).getAttributeValues("member"))
        .containsExactly("CN=S-1-5-21-1-2-3-1104,CN=ForeignSecurityPrincipals," + DOMAIN);
  }

  @Test
  void scopesDecideWhatAGroupMayHold() throws Exception {
    String universal = group("U", UNIVERSAL);
    String global = group("G", GLOBAL);
    String local = group("L", DOMAIN_LOCAL);

    add(universal, global);
    add(local, universal);
    refused(() -> add(universal, local), ResultCode.UNWILLING_TO_PERFORM, "00002146");
    refused(() -> add(global, universal), ResultCode.UNWILLING_TO_PERFORM, "00002145");
    refused(() -> add(global, local), ResultCode.UNWILLING_TO_PERFORM, "00002144");
  }

  @Test
  void scopesChangeOnlyThroughUniversal() throws Exception {
    String global = group("G", GLOBAL);
    refused(() -> type(global, DOMAIN_LOCAL), ResultCode.UNWILLING_TO_PERFORM, "00002141");
    type(global, UNIVERSAL);
    type(global, DOMAIN_LOCAL);

    assertThat(ldap.getEntry(global).getAttributeValueAsInteger("groupType"))
        .isEqualTo(DOMAIN_LOCAL);
  }

  @Test
  void aGlobalGroupInAGlobalGroupCannotBecomeUniversal() throws Exception {
    String inner = group("Inner", GLOBAL);
    String outer = group("Outer", GLOBAL);
    add(outer, inner);

    refused(() -> type(inner, UNIVERSAL), ResultCode.UNWILLING_TO_PERFORM, "00002145");
  }

  @Test
  void aLocalGroupWithALocalMemberCannotBecomeUniversal() throws Exception {
    String inner = group("Inner", DOMAIN_LOCAL);
    String outer = group("Outer", DOMAIN_LOCAL);
    add(outer, inner);

    refused(() -> type(outer, UNIVERSAL), ResultCode.UNWILLING_TO_PERFORM, "00002146");
  }

  @Test
  void oneBadMemberRefusesTheWholeModify() throws Exception {
    String sales = group("Sales", UNIVERSAL);
    String ada = user("ada");
    refused(
        () ->
            ldap.modify(
                sales, new Modification(ModificationType.ADD, "member", ada, "CN=nobody," + OU)),
        ResultCode.NO_SUCH_OBJECT,
        "00000525");

    assertThat(ldap.getEntry(sales).hasAttribute("member")).isFalse();
  }

  @Test
  void moreThan1500MembersComeInRanges() throws Exception {
    String big = group("Big", UNIVERSAL);
    List<String> dns = new ArrayList<>();
    for (int i = 0; i < 3_200; i++) {
      dns.add(user("u" + i));
    }
    ldap.modify(
        new ModifyRequest(
            big, new Modification(ModificationType.ADD, "member", dns.toArray(String[]::new))));

    SearchResultEntry plain = ldap.getEntry(big, "member");
    assertThat(plain.getAttribute("member").size()).isZero();
    assertThat(plain.getAttribute("member;range=0-1499").size()).isEqualTo(1_500);
    assertThat(ldap.getEntry(big, "member;range=1500-*").getAttributes())
        .extracting(Attribute::getName)
        .containsExactly("member;range=1500-2999");
    Attribute last = ldap.getEntry(big, "member;range=3000-*").getAttribute("member;range=3000-*");
    assertThat(last.getValues()).containsExactly(dns.subList(3_000, 3_200).toArray(String[]::new));
  }

  private void type(String dn, int type) throws Exception {
    ldap.modify(
        dn, new Modification(ModificationType.REPLACE, "groupType", Integer.toString(type)));
  }
}
