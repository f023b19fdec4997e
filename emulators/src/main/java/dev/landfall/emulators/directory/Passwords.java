package dev.landfall.emulators.directory;

import com.unboundid.asn1.ASN1OctetString;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Passwords of accounts: kept as digests in memory, never shown. Our choice: a plain SHA-256, since
 * nothing of this directory outlives the process.
 */
final class Passwords {
  private static final int ACCOUNT_DISABLED = 0x2;

  private final DirectoryStore store;

  Passwords(DirectoryStore store) {
    this.store = store;
  }

  static boolean isPassword(AttributeRule rule) {
    return rule.key().equals("unicodepwd") || rule.key().equals("userpassword");
  }

  /** Sets a password from {@code unicodePwd} (UTF-16LE in quotes) or {@code userPassword}. */
  static void set(DirectoryObject object, AttributeRule rule, ASN1OctetString value) {
    String text;
    if (rule.key().equals("unicodepwd")) {
      text = new String(value.getValue(), StandardCharsets.UTF_16LE);
      if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
        throw AdError.unwilling("0000001F");
      }
      text = text.substring(1, text.length() - 1);
    } else {
      text = value.stringValue();
    }
    object.passwordDigest(digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static void set(DirectoryObject object, char[] password) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    object.passwordDigest(digest(copy));
  }

  /** The account with this name and password; the name is a DN, a UPN or {@code DOMAIN\name}. */
  DirectoryObject authenticate(String name, byte[] password) {
    DirectoryObject account = account(name).orElseThrow(() -> AdError.credentials("525"));
    byte[] digest = account.passwordDigest();
    if (digest == null || !Arrays.equals(digest, digest(password))) {
      throw AdError.credentials("52e");
    }
    if ((account.number("useraccountcontrol") & ACCOUNT_DISABLED) != 0) {
      throw AdError.credentials("533");
    }
    return account;
  }

  private Optional<DirectoryObject> account(String name) {
    if (name.contains("=")) {
      return store.find(name).filter(object -> !object.deleted());
    }
    if (name.contains("@")) {
      Optional<DirectoryObject> byUpn =
          store.indexes.liveOne(store.schema.require("userPrincipalName"), name);
      String[] part = name.split("@", 2);
      return byUpn.isPresent() || !part[1].toLowerCase(Locale.ROOT).equals(store.domain)
          ? byUpn
          : bySamName(part[0]);
    }
    return bySamName(name.substring(name.indexOf('\\') + 1));
  }

  private Optional<DirectoryObject> bySamName(String name) {
    return store.indexes.liveOne(store.schema.require("sAMAccountName"), name);
  }

  private static byte[] digest(byte[] password) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
