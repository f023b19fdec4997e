package dev.landfall.emulators.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ResultCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh directory with one OU and one connection of the administrator for each test. */
abstract class DirectoryTestBase {
  static final String PASSWORD = "Correct-Horse-7";
  static final String DOMAIN = "DC=corp,DC=example,DC=com";
  static final String OU = "OU=Groups," + DOMAIN;

  EmbeddedDirectory directory;
  LDAPConnection ldap;

  @BeforeEach
  void start() throws Exception {
    directory = configured(builder()).start();
    ldap = connect(directory.ldapUrl());
    ldap.add("dn: " + OU, "objectClass: organizationalUnit");
  }

  @AfterEach
  void stop() {
    ldap.close();
    directory.close();
  }

  EmbeddedDirectory.Builder configured(EmbeddedDirectory.Builder builder) {
    return builder;
  }

  static EmbeddedDirectory.Builder builder() {
    return EmbeddedDirectory.builder()
        .domain("corp.example.com")
        .administratorPassword(PASSWORD.toCharArray());
  }

  LDAPConnection connect(String url) throws Exception {
    LDAPURL parsed = new LDAPURL(url);
    return new LDAPConnection(
        parsed.getHost(), parsed.getPort(), directory.administratorDn(), PASSWORD);
  }

  String group(String name, int type) throws Exception {
    String dn = "CN=" + name + "," + OU;
    ldap.add("dn: " + dn, "objectClass: group", "groupType: " + type, "sAMAccountName: " + name);
    return dn;
  }

  String user(String name) throws Exception {
    String dn = "CN=" + name + "," + OU;
    ldap.add("dn: " + dn, "objectClass: user", "sAMAccountName: " + name);
    return dn;
  }

  static void refused(ThrowingCallable call, ResultCode code, String diagnosticStart) {
    LDAPException e = catchThrowableOfType(LDAPException.class, call);
    assertThat(e).isNotNull();
    assertThat(e.getResultCode()).as(e.getDiagnosticMessage()).isEqualTo(code);
    assertThat(e.getDiagnosticMessage()).startsWith(diagnosticStart);
  }
}
