package dev.landfall.core.connector;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** The GUID of a connector in lower case without braces. */
public record ConnectorId(String value) {
  /** The Entra connector has this id in every deployment. */
  public static final ConnectorId ENTRA = new ConnectorId("b891884f-051e-4a83-95af-2544101c9083");

  public ConnectorId {
    value = requireNonNull(value, "value").toLowerCase(Locale.ROOT);
    if (value.startsWith("{") && value.endsWith("}")) {
      value = value.substring(1, value.length() - 1);
    }
  }

  /** The form of configuration files and of {@code %Connector.ID%}: lower case in braces. */
  public String braced() {
    return "{" + value + "}";
  }

  @Override
  public String toString() {
    return value;
  }
}
