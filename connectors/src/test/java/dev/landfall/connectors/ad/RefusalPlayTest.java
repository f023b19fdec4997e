package dev.landfall.connectors.ad;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.DeleteRequest;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.controls.SubtreeDeleteRequestControl;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded directory and a real one answer the same, but for what docs/emulators.md lists. */
@Tag("samba")
class RefusalPlayTest {
  /** What each answers where they differ: the embedded directory follows Windows. */
  private static final Map<String, String> DIFFERENCES =
      Map.ofEntries(
          Map.entry("account name too long", "19 | 0"),
          Map.entry("name of 65 characters", "19 | 0"),
          Map.entry("abstract class", "65 | 53"),
          Map.entry("attribute of another class", "65 | 1"),
          Map.entry("too long", "19 | 21"),
          Map.entry("too short", "19 | 21"),
          Map.entry("two values", "19 | 20"),
          Map.entry("universal in global", "53 | 0"),
          Map.entry("local in universal", "53 | 0"),
          Map.entry("move to nowhere", "32 | 80"),
          Map.entry("who am I", "u:…\\Administrator | nothing"));

  @Test
  void bothAnswerTheSameButForWhatIsListed() throws Exception {
    SambaLab samba = SambaLab.running();
    String unique = Long.toString(System.nanoTime() % 10_000_000, 36);

    Map<String, String> ours;
    try (EmbeddedLab lab = new EmbeddedLab();
        LDAPConnection ldap = lab.connect()) {
      ours = new RefusalPlay(ldap, lab.domainDn(), container(lab, unique)).play(unique);
    }
    Map<String, String> theirs;
    try (LDAPConnection ldap = samba.connect()) {
      try {
        theirs = new RefusalPlay(ldap, samba.domainDn(), container(samba, unique)).play(unique);
      } finally {
        DeleteRequest cleanUp = new DeleteRequest(container(samba, unique));
        cleanUp.addControl(new SubtreeDeleteRequestControl());
        ldap.delete(cleanUp);
      }
    }

    Map<String, String> differing = new TreeMap<>();
    ours.forEach(
        (name, answer) -> {
          String mine = code(answer);
          String other = code(String.valueOf(theirs.get(name)));
          if (!mine.equals(other)) {
            differing.put(name, mine + " | " + other);
          }
        });
    assertThat(ours).hasSizeGreaterThan(45).hasSameSizeAs(theirs);
    assertThat(differing).isEqualTo(new TreeMap<>(DIFFERENCES));
  }

  private static String container(AdLab lab, String unique) {
    return "OU=Refusals" + unique + "," + lab.domainDn();
  }

  /** Samba rarely gives a Win32 code or names what matched. */
  private static String code(String answer) {
    return answer.replaceFirst("(?s)^(\\d+) .*", "$1");
  }
}
