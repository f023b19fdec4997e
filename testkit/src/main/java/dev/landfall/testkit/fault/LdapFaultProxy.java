package dev.landfall.testkit.fault;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.sdk.ServerSet;
import java.io.IOException;
import java.net.InetAddress;

/**
 * An LDAP server on loopback that passes every request on to a real one, but fails when told to. It
 * can also do what Windows does and Samba does not: send at most so many values of an attribute at
 * a time, and at most so many entries a page.
 */
public final class LdapFaultProxy extends FaultProxy<LdapFault> {
  private final LDAPListener listener;
  private final Policy policy;

  /**
   * What the server allows.
   *
   * @param entries most entries of a page
   * @param values most values of an attribute
   */
  record Policy(int entries, int values) {}

  private LdapFaultProxy(ServerSet server, Policy policy) {
    this.policy = policy;
    try {
      LDAPListenerConfig config =
          new LDAPListenerConfig(0, new FaultyConnection(server, plan(), policy));
      config.setListenAddress(InetAddress.getByName("127.0.0.1"));
      listener = new LDAPListener(config);
      listener.startListening();
    } catch (IOException e) {
      throw new IllegalStateException("The proxy cannot listen.", e);
    }
  }

  public static LdapFaultProxy before(ServerSet server) {
    return new LdapFaultProxy(server, new Policy(Integer.MAX_VALUE, Integer.MAX_VALUE));
  }

  /** A proxy whose pages hold at most so many entries, whatever the client asks for. */
  public static LdapFaultProxy withPages(ServerSet server, int mostEntries) {
    return new LdapFaultProxy(server, new Policy(mostEntries, Integer.MAX_VALUE));
  }

  /** A proxy that forces range retrieval on attributes with more values than this. */
  public static LdapFaultProxy withRanges(ServerSet server, int mostValues) {
    return new LdapFaultProxy(server, new Policy(Integer.MAX_VALUE, mostValues));
  }

  /** Without TLS: {@code ldap://127.0.0.1:PORT}. */
  @Override
  public String url() {
    return "ldap://127.0.0.1:" + listener.getListenPort();
  }

  @Override
  public void close() {
    heal();
    listener.shutDown(true);
  }

  @Override
  public String toString() {
    return "LdapFaultProxy[" + url() + ", " + policy + "]";
  }
}
