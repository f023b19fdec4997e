package dev.landfall.connectors.ad;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Several threads send over one connection at once, each waiting for its own answer, so that the
 * next requests are with the server already when it has done one. For writing.
 */
final class SharedConnections implements Connections {
  private final Dialer dialer;
  private final ServerAddress server;
  private final int most;
  private final List<Lane> lanes = new ArrayList<>();

  /** A connection and how many operations are under way on it. */
  private static final class Lane {
    private final LDAPConnection connection;
    private int busy;

    private Lane(LDAPConnection connection) {
      this.connection = connection;
    }
  }

  SharedConnections(Dialer dialer, ServerAddress server, int most) throws LDAPException {
    this.dialer = dialer;
    this.server = server;
    this.most = most;
    lanes.add(new Lane(dialer.shared(server)));
  }

  @Override
  public ServerAddress server() {
    return server;
  }

  @Override
  public synchronized LDAPConnection take() throws LDAPException {
    lanes.removeIf(lane -> lane.busy == 0 && !Connections.alive(lane.connection));
    Optional<Lane> idlest =
        lanes.stream()
            .filter(lane -> lane.connection.isConnected())
            .min(Comparator.comparingInt(lane -> lane.busy));
    Lane lane;
    if (idlest.isPresent() && (idlest.get().busy == 0 || lanes.size() >= most)) {
      lane = idlest.get();
    } else {
      lane = new Lane(dialer.shared(server));
      lanes.add(lane);
    }
    lane.busy++;
    return lane.connection;
  }

  @Override
  public synchronized void giveBack(LDAPConnection connection, boolean usable) {
    for (Lane lane : List.copyOf(lanes)) {
      if (lane.connection == connection) {
        lane.busy--;
        if (!usable) {
          connection.close(); // whoever else waits on it learns of it at once
          lanes.remove(lane);
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    lanes.forEach(lane -> lane.connection.close());
    lanes.clear();
  }
}
