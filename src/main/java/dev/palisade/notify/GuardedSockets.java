package dev.palisade.notify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/// Sockets that connect to open addresses alone, each to the one that was checked.
final class GuardedSockets extends SocketFactory {
  private final AddressGuard guard;

  GuardedSockets(AddressGuard guard) {
    this.guard = guard;
  }

  /// Nothing is sent there.
  static final class Closed extends IOException {
    private static final long serialVersionUID = 1;

    Closed(AddressGuard.Refused cause) {
      super(cause.getMessage(), cause);
    }
  }

  @Override
  public Socket createSocket() {
    return new Checked(guard);
  }

  private static final class Checked extends Socket {
    private final AddressGuard guard;

    Checked(AddressGuard guard) {
      this.guard = guard;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    /// The name was resolved by whoever asks to connect; it is resolved here again, once, and the
    /// connection goes there.
    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress name)) {
        throw new IOException("not an address of the internet");
      }
      try {
        super.connect(
            new InetSocketAddress(guard.resolve(name.getHostString()), name.getPort()), timeout);
      } catch (AddressGuard.Refused e) {
        throw new Closed(e);
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(localHost, localPort));
    socket.connect(new InetSocketAddress(host, port));
    return socket;
  }
}
