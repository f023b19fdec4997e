package dev.landfall.core.cloud;

/** A direct member of a cloud group: only its id and type. */
public record CloudMember(String id, Type type) {

  /** The object types that Graph returns as members. */
  public enum Type {
    USER,
    GROUP,
    DEVICE,
    SERVICE_PRINCIPAL,
    CONTACT,
    OTHER
  }
}
