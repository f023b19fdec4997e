package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Export and import over LDAP, against every directory there is on this machine. */
final class LdapBench {
  private final boolean quick;

  LdapBench(boolean quick) {
    this.quick = quick;
  }

  /** Starts a directory, if it can be had here. */
  private interface Opening {
    Optional<LdapLab> open() throws Exception;
  }

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    List<Opening> all =
        List.of(() -> Optional.of(new EmbeddedLab()), SambaLab::open, OpenLdapLab::open);
    for (Opening each : all) {
      Optional<LdapLab> opened = each.open();
      if (opened.isPresent()) {
        try (LdapLab lab = opened.get()) {
          System.err.println("bench: ldap, " + lab.name() + " …");
          figures.addAll(against(lab));
        }
      }
    }
    figures.addAll(new LdapHeapBench(quick).run());
    return figures;
  }

  private List<Figure> against(LdapLab lab) throws Exception {
    String name = "bench" + System.nanoTime() % 1_000_000;
    String root = "OU=" + name + "," + lab.domainDn();
    try (LDAPConnection admin = lab.connect()) {
      admin.add("dn: " + root, "objectClass: organizationalUnit", "ou: " + name);
    }
    List<Figure> figures = new ArrayList<>(new LdapExportBench(lab, root, quick).run());
    if (lab.activeDirectory()) {
      figures.addAll(new LdapImportBench(lab, root, quick).run());
      try (BareClient client = new BareClient(lab, 4)) {
        client.remove(root);
      }
    }
    return figures;
  }
}
