package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Answers one search: rootDSE, DirSync, a page of a paged search, or a plain one. */
final class SearchAnswer {
  private final Server server;
  private final Session session;
  private final LDAPListenerClientConnection connection;
  private final int id;

  SearchAnswer(Server server, Session session, LDAPListenerClientConnection connection, int id) {
    this.server = server;
    this.session = session;
    this.connection = connection;
    this.id = id;
  }

  LDAPMessage send(SearchRequestProtocolOp request, List<Control> controls) {
    if (request.getBaseDN().isEmpty() && request.getScope() == SearchScope.BASE) {
      RootDse rootDse = new RootDse(server.store());
      entry("", server.reading(() -> rootDse.render(request.getAttributes())));
      return done(ResultCode.SUCCESS);
    }
    if (!session.bound()) {
      throw AdError.notBound();
    }
    try {
      for (Control control : controls) {
        if (control.getOID().equals(RootDse.DIR_SYNC)) {
          return dirSync(
              request,
              new ActiveDirectoryDirSyncControl(control.getOID(), true, control.getValue()));
        }
      }
      for (Control control : controls) {
        if (control.getOID().equals(RootDse.PAGED)) {
          return paged(
              request,
              controls,
              new SimplePagedResultsControl(control.getOID(), true, control.getValue()));
        }
      }
    } catch (LDAPException e) {
      throw AdError.controlRefused();
    }
    return plain(request, controls);
  }

  private LDAPMessage plain(SearchRequestProtocolOp request, List<Control> controls) {
    Sorting sorting = new Sorting(server.store(), controls);
    int limit = server.limits().page();
    int asked = request.getSizeLimit();
    int most = asked > 0 ? Math.min(asked, limit) : limit;
    List<Shown> shown =
        server.reading(
            () -> {
              List<DirectoryObject> found = sorting.sorted(find(request, controls));
              List<Shown> some = show(found, 0, Math.min(most, found.size()), request, controls);
              if (found.size() > most) {
                some.add(Shown.MORE);
              }
              return some;
            });
    boolean more = shown.remove(Shown.MORE);
    sendAll(shown);
    return done(more ? ResultCode.SIZE_LIMIT_EXCEEDED : ResultCode.SUCCESS, sorting.answer());
  }

  private LDAPMessage paged(
      SearchRequestProtocolOp request, List<Control> controls, SimplePagedResultsControl control) {
    Sorting sorting = new Sorting(server.store(), controls);
    int size = Math.min(Math.max(1, control.getSize()), server.limits().page());
    List<Shown> shown = new ArrayList<>();
    ASN1OctetString cookie =
        server.reading(
            () -> {
              List<DirectoryObject> rest = rest(request, controls, control, sorting);
              int to = Math.min(size, rest.size());
              shown.addAll(show(rest, 0, to, request, controls));
              return to == rest.size()
                  ? new ASN1OctetString()
                  : cookie(session.keep(rest.subList(to, rest.size())));
            });
    sendAll(shown);
    List<Control> answers = new ArrayList<>(List.of(sorting.answer()));
    answers.add(new SimplePagedResultsControl(0, cookie));
    return new LDAPMessage(
        id,
        new SearchResultDoneProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null),
        answers);
  }

  private List<DirectoryObject> rest(
      SearchRequestProtocolOp request,
      List<Control> controls,
      SimplePagedResultsControl control,
      Sorting sorting) {
    ASN1OctetString cookie = control.getCookie();
    if (cookie == null || cookie.getValueLength() == 0) {
      return sorting.sorted(find(request, controls));
    }
    List<DirectoryObject> kept =
        cookie.getValueLength() == 4
            ? session.take(ByteBuffer.wrap(cookie.getValue()).getInt())
            : null;
    if (kept == null) {
      throw AdError.controlRefused();
    }
    return kept;
  }

  private static ASN1OctetString cookie(int page) {
    return new ASN1OctetString(ByteBuffer.allocate(4).putInt(page).array());
  }

  private LDAPMessage dirSync(
      SearchRequestProtocolOp request, ActiveDirectoryDirSyncControl control) {
    if (server.faults().replicationDenied() || !server.reading(session::mayWrite)) {
      throw AdError.replicationDenied();
    }
    List<Shown> shown = new ArrayList<>();
    DirSync.Answer answer =
        server.reading(
            () -> {
              DirSync.Answer page = new DirSync(server.store()).read(request, control);
              page.items().forEach(it -> shown.add(new Shown(it.object().dn(), it.attributes())));
              return page;
            });
    sendAll(shown);
    return new LDAPMessage(
        id,
        new SearchResultDoneProtocolOp(ResultCode.SUCCESS_INT_VALUE, null, null, null),
        new ActiveDirectoryDirSyncControl(
            true, answer.more() ? 1 : 0, 0, new ASN1OctetString(answer.cookie())));
  }

  private List<DirectoryObject> find(SearchRequestProtocolOp request, List<Control> controls) {
    boolean deleted =
        RequestHandler.has(controls, RootDse.SHOW_DELETED)
            || RequestHandler.has(controls, RootDse.SHOW_RECYCLED);
    return new SearchOperation(server.store()).find(request, deleted, session.globalCatalog());
  }

  private List<Shown> show(
      List<DirectoryObject> objects,
      int from,
      int to,
      SearchRequestProtocolOp request,
      List<Control> controls) {
    boolean extended = RequestHandler.has(controls, RootDse.EXTENDED_DN);
    EntryRenderer renderer =
        new EntryRenderer(server.store(), session, server.limits().range(), extended);
    List<Shown> shown = new ArrayList<>(to - from);
    for (DirectoryObject object : objects.subList(from, to)) {
      shown.add(
          new Shown(
              renderer.name(object),
              renderer.render(object, request.getAttributes(), request.typesOnly())));
    }
    return shown;
  }

  private void sendAll(List<Shown> shown) {
    shown.forEach(one -> entry(one.dn(), one.attributes()));
  }

  private void entry(String dn, List<Attribute> attributes) {
    try {
      if (server.faults().cutNow()) {
        connection.close();
        throw AdError.busy();
      }
      connection.sendSearchResultEntry(id, new SearchResultEntryProtocolOp(dn, attributes));
    } catch (LDAPException | IOException e) {
      throw AdError.busy();
    }
  }

  private LDAPMessage done(ResultCode code, Control... controls) {
    String text =
        code == ResultCode.SUCCESS
            ? null
            : "00002023: SvcErr: DSID-00000000, problem 5008 (ADMIN_LIMIT_EXCEEDED), data 0";
    return new LDAPMessage(
        id, new SearchResultDoneProtocolOp(code.intValue(), null, text, null), controls);
  }

  /** An entry ready to send. */
  private record Shown(String dn, List<Attribute> attributes) {
    static final Shown MORE = new Shown("", List.of());
  }
}
