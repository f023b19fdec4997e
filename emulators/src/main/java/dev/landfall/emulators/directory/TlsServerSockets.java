package dev.landfall.emulators.directory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/** Server sockets whose connections speak TLS; the certificate is made at the first of them. */
final class TlsServerSockets extends ServerSocketFactory {
  private final TlsIdentity identity;

  TlsServerSockets(TlsIdentity identity) {
    this.identity = identity;
  }

  @Override
  public ServerSocket createServerSocket(int port) throws IOException {
    return new Listening(port, 128, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) throws IOException {
    return new Listening(port, backlog, null);
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
      throws IOException {
    return new Listening(port, backlog, address);
  }

  private final class Listening extends ServerSocket {
    Listening(int port, int backlog, @org.jspecify.annotations.Nullable InetAddress address)
        throws IOException {
      super(port, backlog, address);
    }

    @Override
    public Socket accept() throws IOException {
      Socket plain = super.accept();
      SSLSocket secure =
          (SSLSocket)
              identity
                  .sockets()
                  .createSocket(
                      plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
      secure.setUseClientMode(false);
      return secure;
    }
  }
}
