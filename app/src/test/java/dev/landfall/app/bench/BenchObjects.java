package dev.landfall.app.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Objects with the attributes the sample reads, some of them absent, the same in every run. */
final class BenchObjects {
  private final Random random = new Random(7);

  List<Map<String, Object>> many(int count) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      objects.add(object(i));
    }
    return objects;
  }

  private Map<String, Object> object(int i) {
    Map<String, Object> object = new HashMap<>();
    String name = "Person " + i;
    object.put("cn", name);
    object.put(
        "dn", "CN=" + (i % 50 == 0 ? name + "\\0ACNF:6f96" : name) + ",OU=R" + i % 9 + ",DC=x");
    object.put("sAMAccountName", (i % 40 == 0 ? "MSOL_" : "") + "person" + i);
    object.put("userAccountControl", i % 7 == 0 ? 514L : 512L);
    object.put("groupType", i % 2 == 0 ? -2147483646L : 2L);
    object.put("pwdLastSet", 133_536_816_000_000_000L + i * 10_000_000_000L);
    object.put("objectGUID", bytes(16));
    byte[] sid = bytes(28);
    System.arraycopy(new byte[] {1, 5, 0, 0, 0, 0, 0, 5}, 0, sid, 0, 8);
    object.put("objectSid", sid);
    object.put("sourceAnchor", "/xmWb4aLEdC0LQDAT8l" + i);
    object.put("sourceObjectType", "User");
    object.put("title", i % 3 == 0 ? " Engineer " + i : "Engineer " + i);
    sometimes(object, "displayName", 5, name + (i % 30 == 0 ? " (MSOL)" : ""));
    sometimes(object, "description", 3, List.of(" Does the work of " + i + " ", "and more"));
    sometimes(object, "info", 3, ("Notes on " + i + ". ").repeat(1 + i % 60));
    sometimes(object, "userPrincipalName", 4, "person" + i + "@corp.example.com");
    sometimes(object, "mail", 3, "person" + i + "@corp.example.com");
    sometimes(object, "mailNickname", 2, (i % 25 == 0 ? "CAS_{" + i + "}" : "person" + i));
    sometimes(object, "msExchRecipientTypeDetails", 2, i % 6 == 0 ? 2L : 1L);
    sometimes(object, "msExchHideFromAddressLists", 2, i % 2 == 0);
    sometimes(object, "isCriticalSystemObject", 20, true);
    sometimes(object, "cloudSourceAnchor", 2, "/xmWb4aLEdC0LQDAT8l" + i);
    sometimes(object, "cloudAnchor", 1, "User_" + i);
    sometimes(object, "cloudMSExchRecipientDisplayType", 2, i % 2 == 0 ? 1024L : 6L);
    sometimes(object, "cloudLegacyExchangeDN", 2, "/o=Contoso/cn=" + i);
    sometimes(
        object,
        "proxyAddresses",
        2,
        List.of("smtp:p" + i + "@x.example", "SMTP:person" + i + "@corp.example.com ", "sip:" + i));
    return object;
  }

  /**
   * Present in one of so many objects when that is more than 5, absent in one of them otherwise.
   */
  private void sometimes(Map<String, Object> object, String name, int oneIn, Object value) {
    boolean hit = random.nextInt(oneIn) == 0;
    if (oneIn > 5 ? hit : oneIn == 1 || !hit) {
      object.put(name, value);
    }
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
