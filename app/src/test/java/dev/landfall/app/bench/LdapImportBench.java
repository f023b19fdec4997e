package dev.landfall.app.bench;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import dev.landfall.connectors.ad.AdConnector;
import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ImportRequest;
import dev.landfall.core.connector.ImportSink;
import dev.landfall.core.connector.ImportedObject;
import dev.landfall.core.connector.ImportedReferences;
import dev.landfall.core.connector.Watermark;
import dev.landfall.core.value.AttributeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A full import of what the export left behind, beside a bare client that pages through the same
 * entries with the same attributes over one connection and looks at none of them.
 */
final class LdapImportBench {
  private static final Set<String> USER =
      Set.of("cn", "sAMAccountName", "displayName", "objectSid");
  private static final Set<String> GROUP =
      Set.of(
          "cn", "sAMAccountName", "displayName", "description", "groupType", "objectSid", "member");

  private final LdapLab lab;
  private final String root;
  private final int rounds;

  LdapImportBench(LdapLab lab, String root, boolean quick) {
    this.lab = lab;
    this.root = root;
    this.rounds = quick ? 1 : 5;
  }

  List<Figure> run() throws Exception {
    List<Double> ours = new ArrayList<>();
    List<Double> raw = new ArrayList<>();
    try (AdConnector connector =
            new AdConnector(
                new ConnectorId("7e1f2c5a-0000-4000-8000-000000000001"),
                "corp.example.com",
                lab.settings().reading(List.of(root), List.of()));
        LDAPConnection connection = lab.connect()) {
      for (int round = 0; round <= rounds; round++) {
        long[] seen = new long[2];
        double bare = LdapExportBench.seconds(() -> seen[0] = page(connection));
        double imported = LdapExportBench.seconds(() -> seen[1] = read(connector));
        if (seen[0] != seen[1]) {
          throw new IllegalStateException(seen[1] + " of " + seen[0] + " objects were imported.");
        }
        if (round > 0) {
          raw.add(seen[0] / bare);
          ours.add(seen[1] / imported);
        }
      }
    }
    double our = Bench.median(ours);
    double floor = Bench.median(raw);
    return List.of(
        new Figure(
            "LDAP full import, " + lab.name(),
            "AdConnector import",
            our,
            "bare paged client",
            floor,
            "objects/s",
            our / floor));
  }

  private long page(LDAPConnection connection) throws Exception {
    Set<String> names = new java.util.TreeSet<>(USER);
    names.addAll(GROUP);
    names.addAll(List.of("objectGUID", "objectClass", "uSNChanged"));
    SearchRequest request =
        new SearchRequest(
            root,
            SearchScope.SUB,
            Filter.create("(|(objectClass=user)(objectClass=group))"),
            names.toArray(String[]::new));
    long entries = 0;
    ASN1OctetString cookie = null;
    do {
      request.setControls(new SimplePagedResultsControl(500, cookie, true));
      SearchResult result = connection.search(request);
      entries += result.getEntryCount();
      SimplePagedResultsControl answer = SimplePagedResultsControl.get(result);
      cookie = answer.moreResultsToReturn() ? answer.getCookie() : null;
    } while (cookie != null);
    return entries;
  }

  private static long read(AdConnector connector) {
    Counter counter = new Counter();
    connector.importObjects(
        new ImportRequest(Optional.empty(), Map.of("user", names(USER), "group", names(GROUP))),
        counter);
    return counter.objects;
  }

  static Set<AttributeName> names(Set<String> names) {
    return names.stream().map(AttributeName::of).collect(java.util.stream.Collectors.toSet());
  }

  /** Counts what comes. */
  static class Counter implements ImportSink {
    long objects;
    long references;

    @Override
    public void object(ImportedObject object) {
      objects++;
    }

    @Override
    public void references(ImportedReferences portion) {
      references += portion.present().size();
    }

    @Override
    public void deleted(Anchor anchor) {}

    @Override
    public void failed(String dnOrAnchor, String code, String message) {
      throw new IllegalStateException(dnOrAnchor + ": " + message);
    }

    @Override
    public void warning(String object, String code, String message) {}

    @Override
    public void page(@Nullable Watermark resume) {}
  }
}
