package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who is signed in, as the domain sees it.
 *
 * @param name {@code CORP\svc-landfall}, the form administrators' tools take
 * @param sids of the account and of all groups it is in; empty if the directory does not tell
 */
record Account(String name, Set<String> sids) {
  private static final Control[] NONE = {};
  private static final List<String> EVERYBODY = List.of("S-1-1-0", "S-1-5-11");

  static Account read(LdapLink link, DomainFacts facts, String login) {
    byte[][] token =
        link.read("", NONE, "tokenGroups")
            .map(root -> root.getAttributeValueByteArrays("tokenGroups"))
            .orElse(new byte[0][]);
    List<String> sids = new ArrayList<>();
    for (byte[] sid : token) {
      sids.add(Decoder.sid(sid));
    }
    if (sids.isEmpty()) {
      return new Account(login, Set.of());
    }
    // The first is the account itself.
    Optional<String> name =
        link.read("<SID=" + sids.get(0) + ">", NONE, "sAMAccountName")
            .map((SearchResultEntry entry) -> entry.getAttributeValue("sAMAccountName"))
            .map(account -> facts.netBiosName(link, facts.domainDn()) + "\\" + account);
    Set<String> all = new HashSet<>(sids);
    all.addAll(EVERYBODY);
    return new Account(name.orElse(login), all);
  }
}
