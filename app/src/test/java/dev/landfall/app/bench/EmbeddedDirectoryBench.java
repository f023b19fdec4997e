package dev.landfall.app.bench;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import com.unboundid.ldif.LDIFReader;
import dev.landfall.core.value.ObjectGuid;
import dev.landfall.emulators.directory.EmbeddedDirectory;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * The embedded directory with many objects and one very large group: loading an export beside a
 * bare reader of the same file, and the time for each entry beside a directory of a tenth.
 */
final class EmbeddedDirectoryBench {
  private static final String DOMAIN = "DC=corp,DC=example,DC=com";
  private static final String PASSWORD = "Bench-1";

  private final int users;

  EmbeddedDirectoryBench(boolean quick) {
    this.users = quick ? 20_000 : 200_000;
  }

  /** Seconds, and bytes of heap, of a directory with a number of users. */
  private record Measured(
      double read, double load, double paged, double ranges, double dirSync, double heap) {}

  List<Figure> run() throws Exception {
    measure(users / 10);
    Measured small = measure(users / 10);
    Measured large = measure(users);
    String size = String.format(Locale.ROOT, "%,d users", users);
    String tenth = String.format(Locale.ROOT, "%,d users", users / 10);
    return List.of(
        new Figure(
            "LDIF into the directory",
            size,
            users / large.load(),
            "bare LDIF reader",
            users / large.read(),
            "entries/s",
            large.read() / large.load()),
        scaling("paged search", size, large.paged(), tenth, small.paged()),
        scaling("members in ranges", size, large.ranges(), tenth, small.ranges()),
        scaling("DirSync from the start", size, large.dirSync(), tenth, small.dirSync()),
        new Figure(
            "heap for each user",
            size,
            large.heap() / users,
            tenth,
            small.heap() * 10 / users,
            "bytes",
            large.heap() / small.heap() / 10));
  }

  private Figure scaling(String name, String size, double many, String tenth, double few) {
    return new Figure(
        name, size, users / many, tenth, users / 10.0 / few, "per s", few * 10 / many);
  }

  private static Measured measure(int users) throws Exception {
    Path file = Files.createTempFile("landfall-bench", ".ldif");
    try {
      write(file, users);
      long begun = System.nanoTime();
      try (LDIFReader reader = new LDIFReader(file.toFile())) {
        while (reader.readLDIFRecord() != null) {
          // Reading alone.
        }
      }
      double read = since(begun);
      double before = heap();
      begun = System.nanoTime();
      try (EmbeddedDirectory directory =
          EmbeddedDirectory.builder()
              .administratorPassword(PASSWORD.toCharArray())
              .ldif(List.of(file))
              .start()) {
        double load = since(begun);
        double heap = heap() - before;
        LDAPURL url = new LDAPURL(directory.ldapUrl());
        try (LDAPConnection ldap =
            new LDAPConnection(
                url.getHost(), url.getPort(), directory.administratorDn(), PASSWORD)) {
          return new Measured(
              read, load, paged(ldap, users), ranges(ldap, users), dirSync(ldap, users), heap);
        }
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, int users) throws IOException {
    Base64.Encoder base64 = Base64.getEncoder();
    try (OutputStream stream = Files.newOutputStream(file);
        PrintStream out = new PrintStream(stream, false, StandardCharsets.UTF_8)) {
      out.print("dn: OU=Staff," + DOMAIN + "\nobjectClass: organizationalUnit\n\n");
      out.print("dn: CN=All,OU=Staff," + DOMAIN + "\nobjectClass: group\n");
      out.print("groupType: -2147483640\nsAMAccountName: All\n");
      for (int i = 0; i < users; i++) {
        out.print("member: CN=Ada Liskov " + i + ",OU=Staff," + DOMAIN + "\n");
      }
      for (int i = 0; i < users; i++) {
        byte[] guid = new ObjectGuid(new UUID(7, i)).bytes();
        out.print("\ndn: CN=Ada Liskov " + i + ",OU=Staff," + DOMAIN + "\nobjectClass: top\n");
        out.print("objectClass: person\nobjectClass: organizationalPerson\nobjectClass: user\n");
        out.print("cn: Ada Liskov " + i + "\nsn: Liskov\ngivenName: Ada\ntitle: Engineer\n");
        out.print("distinguishedName: CN=Ada Liskov " + i + ",OU=Staff," + DOMAIN + "\n");
        out.print("instanceType: 4\nwhenCreated: 20240102030405.0Z\nuSNChanged: 4711\n");
        out.print("displayName: Ada Liskov\nmemberOf: CN=All,OU=Staff," + DOMAIN + "\n");
        out.print("department: Research\ncompany: Contoso\nname: Ada Liskov " + i + "\n");
        out.print("objectGUID:: " + base64.encodeToString(guid) + "\n");
        out.print("userAccountControl: 512\nbadPwdCount: 0\ncodePage: 0\ncountryCode: 0\n");
        out.print("lastLogon: 0\npwdLastSet: 133500000000000000\nprimaryGroupID: 513\n");
        out.print("accountExpires: 9223372036854775807\nsAMAccountName: ada" + i + "\n");
        out.print("sAMAccountType: 805306368\nuserPrincipalName: ada" + i + "@corp.example.com\n");
        out.print("mail: ada" + i + "@corp.example.com\n");
        out.print("proxyAddresses: SMTP:ada" + i + "@corp.example.com\n");
        out.print("proxyAddresses: smtp:a.liskov" + i + "@corp.example.com\n");
        out.print("objectCategory: CN=Person,CN=Schema,CN=Configuration," + DOMAIN + "\n");
        out.print("extensionAttribute1: cost centre " + i % 100 + "\n");
      }
    }
  }

  private static double paged(LDAPConnection ldap, int users) throws Exception {
    long begun = System.nanoTime();
    long found = 0;
    ASN1OctetString cookie = null;
    do {
      SearchRequest request =
          new SearchRequest(
              DOMAIN, SearchScope.SUB, "(&(objectCategory=person)(objectClass=user))", "*");
      request.addControl(new SimplePagedResultsControl(500, cookie));
      SearchResult page = ldap.search(request);
      found += page.getEntryCount();
      cookie = SimplePagedResultsControl.get(page).getCookie();
    } while (cookie != null && cookie.getValueLength() > 0);
    require(found >= users, found + " users were found.");
    return since(begun);
  }

  private static double ranges(LDAPConnection ldap, int users) throws Exception {
    long begun = System.nanoTime();
    String dn = "CN=All,OU=Staff," + DOMAIN;
    int from = 0;
    while (from < users) {
      var entry = ldap.getEntry(dn, "member;range=" + from + "-*");
      from += entry.getAttributes().iterator().next().size();
    }
    return since(begun);
  }

  private static double dirSync(LDAPConnection ldap, int users) throws Exception {
    long begun = System.nanoTime();
    long found = 0;
    ASN1OctetString cookie = null;
    boolean more = true;
    while (more) {
      SearchRequest request =
          new SearchRequest(DOMAIN, SearchScope.SUB, "(objectClass=user)", "cn", "mail", "member");
      request.addControl(
          new ActiveDirectoryDirSyncControl(
              true, ActiveDirectoryDirSyncControl.FLAG_INCREMENTAL_VALUES, 1 << 20, cookie));
      SearchResult page = ldap.search(request);
      found += page.getEntryCount();
      ActiveDirectoryDirSyncControl answer = ActiveDirectoryDirSyncControl.get(page);
      cookie = answer.getCookie();
      more = answer.getFlags() != 0;
    }
    require(found >= users, found + " users came by DirSync.");
    ldap.modify(
        new com.unboundid.ldap.sdk.ModifyRequest(
            "CN=All,OU=Staff," + DOMAIN,
            new com.unboundid.ldap.sdk.Modification(
                ModificationType.DELETE, "member", "CN=Ada Liskov 7,OU=Staff," + DOMAIN)));
    return since(begun);
  }

  private static void require(boolean fulfilled, String message) {
    if (!fulfilled) {
      throw new IllegalStateException(message);
    }
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
