package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.ProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ResultCode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Takes LDAP requests of one connection to the operations and their refusals back. */
final class RequestHandler extends LDAPListenerRequestHandler {
  private static final int OK = ResultCode.SUCCESS_INT_VALUE;

  private final Server server;
  private final boolean globalCatalog;
  private final Session session;
  private final @Nullable LDAPListenerClientConnection connection;

  RequestHandler(
      Server server, boolean globalCatalog, @Nullable LDAPListenerClientConnection connection) {
    this.server = server;
    this.globalCatalog = globalCatalog;
    this.connection = connection;
    this.session = new Session(server.store(), globalCatalog);
  }

  @Override
  public LDAPListenerRequestHandler newInstance(LDAPListenerClientConnection client) {
    return new RequestHandler(server, globalCatalog, client);
  }

  private boolean secure() {
    return connection != null && connection.getSocket() instanceof SSLSocket;
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    session.bind(null);
    try {
      if (request.getCredentialsType() != BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
        return answer(id, bindAnswer(ResultCode.AUTH_METHOD_NOT_SUPPORTED_INT_VALUE, "", ""));
      }
      byte[] password = request.getSimplePassword().getValue();
      if (password.length > 0) {
        if (server.requiresTls() && !secure()) {
          throw AdError.strongAuthRequired();
        }
        session.bind(
            server.writing(() -> server.passwords().authenticate(request.getBindDN(), password)));
      }
      return answer(id, bindAnswer(OK, "", ""));
    } catch (AdError e) {
      return answer(id, bindAnswer(e.result().intValue(), e.matchedDn(), e.diagnostic()));
    }
  }

  private static BindResponseProtocolOp bindAnswer(int code, String matched, String diagnostic) {
    return new BindResponseProtocolOp(code, none(matched), none(diagnostic), null, null);
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    int values = request.getAttributes().stream().mapToInt(it -> it.size()).sum();
    return write(
        id,
        request.getDN(),
        values,
        () -> server.add(request.getDN(), request.getAttributes(), false),
        (code, matched, text) -> new AddResponseProtocolOp(code, matched, text, null));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    int values = 0;
    for (Modification modification : request.getModifications()) {
      values += modification.getRawValues().length;
    }
    boolean permissive = has(controls, RootDse.PERMISSIVE_MODIFY);
    boolean undelete =
        has(controls, RootDse.SHOW_DELETED)
            && UndeleteOperation.isAskedBy(request.getModifications());
    return write(
        id,
        request.getDN(),
        values,
        () -> {
          // The rootDSE takes orders such as schemaUpdateNow; the schema here is always current.
          if (undelete) {
            server.undelete(request.getDN(), request.getModifications(), permissive);
          } else if (!request.getDN().isEmpty()) {
            server.modify(request.getDN(), request.getModifications(), permissive);
          }
        },
        (code, matched, text) -> new ModifyResponseProtocolOp(code, matched, text, null));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return write(
        id,
        request.getDN(),
        1,
        () ->
            server.rename(
                request.getDN(),
                request.getNewRDN(),
                request.deleteOldRDN(),
                request.getNewSuperiorDN()),
        (code, matched, text) -> new ModifyDNResponseProtocolOp(code, matched, text, null));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    boolean tree = has(controls, RootDse.TREE_DELETE);
    return write(
        id,
        request.getDN(),
        0,
        () -> server.delete(request.getDN(), tree),
        (code, matched, text) -> new DeleteResponseProtocolOp(code, matched, text, null));
  }

  private LDAPMessage write(int id, String dn, int values, Runnable work, Response response) {
    try {
      if (!session.bound()) {
        throw AdError.notBound();
      }
      if (globalCatalog) {
        throw AdError.unwilling("00002035");
      }
      server.faults().beforeWrite(dn, values);
      server.writing(
          () -> {
            if (!session.mayWrite()) {
              throw AdError.noAccess();
            }
            work.run();
            return true;
          });
      return answer(id, response.of(OK, null, null));
    } catch (AdError e) {
      return answer(
          id, response.of(e.result().intValue(), none(e.matchedDn()), none(e.diagnostic())));
    }
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    LDAPListenerClientConnection client = connection;
    if (client == null) {
      throw new IllegalStateException("A search needs a connection.");
    }
    try {
      return new SearchAnswer(server, session, client, id).send(request, controls);
    } catch (AdError e) {
      return answer(
          id,
          new SearchResultDoneProtocolOp(
              e.result().intValue(), none(e.matchedDn()), none(e.diagnostic()), null));
    }
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    try {
      if (!session.bound()) {
        throw AdError.notBound();
      }
      boolean equal = server.reading(() -> equal(request));
      int code = equal ? ResultCode.COMPARE_TRUE_INT_VALUE : ResultCode.COMPARE_FALSE_INT_VALUE;
      return answer(id, new CompareResponseProtocolOp(code, null, null, null));
    } catch (AdError e) {
      return answer(
          id,
          new CompareResponseProtocolOp(
              e.result().intValue(), none(e.matchedDn()), none(e.diagnostic()), null));
    }
  }

  private boolean equal(CompareRequestProtocolOp request) {
    DirectoryObject object = server.store().require(request.getDN());
    AttributeRule rule =
        server
            .store()
            .schema
            .attribute(request.getAttributeName())
            .orElseThrow(AdError::unknownAttribute);
    Filter same = Filter.createEqualityFilter(rule.name(), request.getAssertionValue().getValue());
    if (!new FilterMatcher(server.store())
        .matches(Filter.createPresenceFilter(rule.name()), object)) {
      throw AdError.noValue(rule);
    }
    return new FilterMatcher(server.store()).matches(same, object);
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    LDAPListenerClientConnection client = connection;
    if (RootDse.START_TLS.equals(request.getOID()) && client != null && !secure()) {
      return startTls(id, client);
    }
    if (RootDse.WHO_AM_I.equals(request.getOID())) {
      String who = server.reading(session::authorizationId);
      return answer(
          id, new ExtendedResponseProtocolOp(OK, null, null, null, null, new ASN1OctetString(who)));
    }
    return answer(
        id,
        new ExtendedResponseProtocolOp(
            ResultCode.PROTOCOL_ERROR_INT_VALUE,
            null,
            "0000203D: LdapErr: DSID-00000000, comment: Unknown extended request OID, data 0,"
                + " v3839",
            null,
            null,
            null));
  }

  private LDAPMessage startTls(int id, LDAPListenerClientConnection client) {
    ExtendedResponseProtocolOp accepted =
        new ExtendedResponseProtocolOp(OK, null, null, null, RootDse.START_TLS, null);
    try {
      // The answer goes out in clear on the old stream; everything after it is encrypted.
      OutputStream clear = client.convertToTLS(server.identity().sockets());
      LDAPMessage answer = answer(id, accepted);
      clear.write(answer.encode().encode());
      clear.flush();
      return answer; // the connection knows that this one was sent already
    } catch (LDAPException | IOException e) {
      return answer(
          id,
          new ExtendedResponseProtocolOp(
              ResultCode.UNAVAILABLE_INT_VALUE, null, e.getMessage(), null, null, null));
    }
  }

  static boolean has(List<Control> controls, String oid) {
    return controls.stream().anyMatch(control -> control.getOID().equals(oid));
  }

  static LDAPMessage answer(int id, ProtocolOp operation, Control... controls) {
    return new LDAPMessage(id, operation, controls);
  }

  private static @Nullable String none(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Makes the response of one kind of request. */
  private interface Response {
    ProtocolOp of(int code, @Nullable String matchedDn, @Nullable String diagnostic);
  }
}
