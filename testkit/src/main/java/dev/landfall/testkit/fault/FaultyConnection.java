package dev.landfall.testkit.fault;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.protocol.AbandonRequestProtocolOp;
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
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One client of an {@link LdapFaultProxy}, with a connection of its own to the server behind. */
final class FaultyConnection extends LDAPListenerRequestHandler {
  private static final long LONGEST_SILENCE_MILLIS = 60_000;
  private static final String[] REFERRAL = {"ldap://127.0.0.1/DC=elsewhere"};

  private final Plan<LdapFault> plan;
  private final LdapFaultProxy.Policy policy;
  private final ProxyRequestHandler server;
  private final @Nullable LDAPListenerClientConnection client;
  private final FirstEntryOnly entries = new FirstEntryOnly();

  /** What connections are made after; it serves none itself. */
  FaultyConnection(ServerSet servers, Plan<LdapFault> plan, LdapFaultProxy.Policy policy) {
    this.plan = plan;
    this.policy = policy;
    this.server = new ProxyRequestHandler(servers);
    this.client = null;
  }

  private FaultyConnection(FaultyConnection like, LDAPListenerClientConnection client)
      throws LDAPException {
    this.plan = like.plan;
    this.policy = like.policy;
    this.server = like.server.newInstance(client);
    this.client = client;
    client.addSearchEntryTransformer(new ForcedRanges(policy.values()));
    client.addSearchEntryTransformer(entries);
  }

  @Override
  public FaultyConnection newInstance(LDAPListenerClientConnection connection)
      throws LDAPException {
    return new FaultyConnection(this, connection);
  }

  @Override
  public void closeInstance() {
    server.closeInstance();
  }

  /** Carries an operation out, or lets it fail as planned. */
  private LDAPMessage operate(
      int id, Function<LDAPResult, ProtocolOp> answer, Supplier<LDAPMessage> operation) {
    Optional<LdapFault> planned = plan.next();
    if (planned.isEmpty()) {
      return operation.get();
    }
    LdapFault fault = planned.get();
    ResultCode code = fault.code() == null ? ResultCode.UNAVAILABLE : fault.code();
    LDAPMessage refusal = new LDAPMessage(id, answer.apply(refusal(id, code)));
    switch (fault) {
      case RESET_BEFORE, CREDENTIALS_EXPIRED -> cut();
      case SILENCE -> keepSilent();
      case RESET_AFTER -> {
        return cutAfter(operation);
      }
      case LOST_CONTROL -> {
        return new LDAPMessage(id, operation.get().getProtocolOp());
      }
      case HALF_PAGE -> {
        entries.begin();
        return cutAfter(operation);
      }
      case SIZE_LIMIT, TIME_LIMIT, ADMIN_LIMIT -> {
        return limited(refusal, operation);
      }
      case BUSY, UNAVAILABLE, UNWILLING, OPERATIONS_ERROR, REFERRAL_LOOP -> {
        // The refusal is all there is.
      }
    }
    return refusal;
  }

  private LDAPMessage cutAfter(Supplier<LDAPMessage> operation) {
    LDAPMessage lost = operation.get();
    cut();
    return lost;
  }

  /** A search sends its first entry before it is refused; nothing else does anything before. */
  private LDAPMessage limited(LDAPMessage refusal, Supplier<LDAPMessage> operation) {
    if (refusal.getProtocolOpType() != LDAPMessage.PROTOCOL_OP_TYPE_SEARCH_RESULT_DONE) {
      return refusal;
    }
    entries.begin();
    LDAPMessage whole = operation.get();
    entries.end();
    return new LDAPMessage(whole.getMessageID(), refusal.getProtocolOp());
  }

  private static LDAPResult refusal(int id, ResultCode code) {
    String[] referral = code == ResultCode.REFERRAL ? REFERRAL : null;
    String text =
        code == ResultCode.INVALID_CREDENTIALS
            ? "80090308: LdapErr: DSID-00000000, comment: AcceptSecurityContext error, data 532"
            : "A planned fault.";
    return new LDAPResult(id, code, text, null, referral, (Control[]) null);
  }

  private void cut() {
    try {
      if (client != null) {
        client.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The connection cannot be cut.", e);
    }
  }

  private void keepSilent() {
    try {
      plan.awaitHealing(LONGEST_SILENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cut();
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    if (plan.standing(LdapFault.CREDENTIALS_EXPIRED)) {
      return new LDAPMessage(
          id, new BindResponseProtocolOp(refusal(id, ResultCode.INVALID_CREDENTIALS)));
    }
    return operate(
        id, BindResponseProtocolOp::new, () -> server.processBindRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        SearchResultDoneProtocolOp::new,
        () ->
            server.processSearchRequest(
                id, ForcedRanges.capped(request, policy.values()), capped(controls)));
  }

  /** No page is larger than the policy says, as with MaxPageSize of Active Directory. */
  private List<Control> capped(List<Control> controls) {
    List<Control> result = new ArrayList<>();
    for (Control control : controls) {
      result.add(
          control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)
              ? capped(control)
              : control);
    }
    return result;
  }

  private Control capped(Control control) {
    try {
      SimplePagedResultsControl asked =
          new SimplePagedResultsControl(control.getOID(), control.isCritical(), control.getValue());
      return new SimplePagedResultsControl(
          Math.min(asked.getSize(), policy.entries()), asked.getCookie(), control.isCritical());
    } catch (LDAPException e) {
      return control; // the server will say what is wrong with it
    }
  }

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    return operate(
        id, AddResponseProtocolOp::new, () -> server.processAddRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        ModifyResponseProtocolOp::new,
        () -> server.processModifyRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        ModifyDNResponseProtocolOp::new,
        () -> server.processModifyDNRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        DeleteResponseProtocolOp::new,
        () -> server.processDeleteRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        CompareResponseProtocolOp::new,
        () -> server.processCompareRequest(id, request, controls));
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    return operate(
        id,
        ExtendedResponseProtocolOp::new,
        () -> server.processExtendedRequest(id, request, controls));
  }

  @Override
  public void processAbandonRequest(
      int id, AbandonRequestProtocolOp request, List<Control> controls) {
    server.processAbandonRequest(id, request, controls);
  }
}
