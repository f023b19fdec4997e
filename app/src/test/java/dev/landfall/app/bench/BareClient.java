package dev.landfall.app.bench;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Several connections, each used by one thread, that share the requests. */
final class BareClient implements AutoCloseable {
  private static final int PAGE = 500;

  private final List<LDAPConnection> connections = new ArrayList<>();
  private final ExecutorService threads;

  BareClient(LdapLab lab, int number) throws Exception {
    threads = Executors.newFixedThreadPool(number);
    for (int i = 0; i < number; i++) {
      connections.add(lab.connect());
    }
  }

  /** One of many requests. */
  interface Request {
    Object send(LDAPConnection connection, int number) throws Exception;
  }

  /** Sends requests numbered from 0. */
  void all(int number, Request request) throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (LDAPConnection connection : connections) {
      tasks.add(
          () -> {
            int i;
            while ((i = next.getAndIncrement()) < number) {
              request.send(connection, i);
            }
            return true;
          });
    }
    for (Future<Boolean> done : threads.invokeAll(tasks)) {
      done.get();
    }
  }

  /** Deletes a container with what is below, one by one: a whole tree takes Samba too long. */
  void remove(String container) throws Exception {
    for (String type : List.of("group", "user", "organizationalUnit")) {
      List<String> found;
      while (!(found = some(container, type)).isEmpty()) {
        found.sort((a, b) -> b.length() - a.length());
        List<String> dns = found;
        if (type.equals("organizationalUnit")) {
          for (String dn : dns) {
            connections.get(0).delete(dn);
          }
          return;
        }
        all(dns.size(), (connection, i) -> connection.delete(dns.get(i)));
      }
    }
  }

  private List<String> some(String container, String type) throws Exception {
    SearchRequest request =
        new SearchRequest(container, SearchScope.SUB, "(objectClass=" + type + ")", "1.1");
    request.addControl(new SimplePagedResultsControl(PAGE));
    List<String> dns = new ArrayList<>();
    for (SearchResultEntry entry : connections.get(0).search(request).getSearchEntries()) {
      dns.add(entry.getDN());
    }
    return dns;
  }

  @Override
  public void close() {
    threads.shutdown();
    connections.forEach(LDAPConnection::close);
  }
}
