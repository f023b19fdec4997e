package dev.landfall.core.error;

import java.util.Locale;
import java.util.Optional;

/**
 * What can be wrong with one object. The text is stored on the object and in run history, and is
 * never renamed. A connected system may add codes of its own; these are shown as it gave them.
 */
public enum ObjectErrorCode {
  NEED_FULL_OBJECT(Kind.DISCOVERY, "a change came of an object that is not known"),
  INVALID_ATTRIBUTE_VALUE(Kind.DISCOVERY, "a value does not fit the type of its attribute"),
  DUPLICATE_OBJECT(Kind.DISCOVERY, "the import gave two objects the same DN"),
  STAGING_ERROR(Kind.DISCOVERY, "the object could not be staged"),
  READ_ERROR(Kind.DISCOVERY, "the connected system could not give the object"),
  INCLUDED_CONTAINER_RENAMED(Kind.DISCOVERY, "a selected container is now found under another DN"),
  EXPORTED_CHANGE_NOT_REIMPORTED(Kind.DISCOVERY, "an exported value did not come back"),

  SYNC_RULE_ERROR_FUNCTION_TRIGGERED(Kind.SYNCHRONIZATION, "a rule called Error"),
  SYNC_RULE_EVALUATION_ERROR(Kind.SYNCHRONIZATION, "an expression could not be evaluated"),
  SYNC_RULE_UNDEFINED_PARAMETER(Kind.SYNCHRONIZATION, "an expression names an unknown parameter"),
  AMBIGUOUS_JOIN(Kind.SYNCHRONIZATION, "two rules lead to different metaverse objects"),
  MULTIPLE_CONNECTORS_SAME_CS(
      Kind.SYNCHRONIZATION, "another object of the connector is linked already"),
  PROVISION_DN_MISSING(Kind.SYNCHRONIZATION, "no rule gives the DN of a new object"),
  PROVISION_DN_CONFLICT(Kind.SYNCHRONIZATION, "another object holds the DN of a new object"),
  MERGE_TYPE_CONFLICT(Kind.SYNCHRONIZATION, "rules write one attribute with different merge types"),
  FLOW_MULTI_VALUES_TO_SINGLE_VALUE(
      Kind.SYNCHRONIZATION, "several values cannot flow to a single-valued attribute"),
  CS_ATTRIBUTE_TYPE_MISMATCH(Kind.SYNCHRONIZATION, "a value cannot have the type of its target"),
  MV_CONSTRAINT_VIOLATION(Kind.SYNCHRONIZATION, "a value breaks a limit of the metaverse"),
  SOURCE_OF_AUTHORITY_MOVED(
      Kind.SYNCHRONIZATION, "a written-back group is mastered in Active Directory now"),

  CD_MISSING_OBJECT(Kind.EXPORT, "the object is not in the connected system; it is added anew"),
  CD_EXISTING_OBJECT(Kind.EXPORT, "the object is there already; it is updated instead"),
  NON_EXISTENT_PARENT(Kind.EXPORT, "the container of the object does not exist"),
  DN_ATTRIBUTES_FAILURE(Kind.EXPORT, "the target of a reference does not exist yet"),
  PERMISSION_ISSUE(Kind.EXPORT, "the account may not make this change"),
  SCHEMA_VIOLATION(Kind.EXPORT, "the schema does not allow the change"),
  CONSTRAINT_VIOLATION(Kind.EXPORT, "a value breaks a constraint of the connected system"),
  SYNTAX_VIOLATION(Kind.EXPORT, "a value has the wrong syntax"),
  INVALID_DN(Kind.EXPORT, "the DN is not one the connected system accepts"),
  MODIFY_NAMING_ATTRIBUTE(Kind.EXPORT, "an attribute of the name was changed without a rename"),
  LOCKING_ERROR_NEEDS_RETRY(Kind.EXPORT, "the object was locked"),
  MISSING_ANCHOR_COMPONENT(Kind.EXPORT, "the object has no anchor to be found by"),
  CD_ERROR(Kind.EXPORT, "the connected system refused the change"),
  PASSWORD_POLICY_VIOLATION(Kind.EXPORT, "the password is not one the policy allows"),
  UNEXPECTED_ERROR(Kind.EXPORT, "something nobody foresaw"),
  ATTRIBUTE_VALUE_MUST_BE_UNIQUE(
      "AttributeValueMustBeUnique", Kind.EXPORT, "another object has the value"),
  INVALID_SOFT_MATCH(
      "InvalidSoftMatch", Kind.EXPORT, "the matching cloud object belongs to another source"),
  INVALID_HARD_MATCH("InvalidHardMatch", Kind.EXPORT, "the tenant blocks taking over the object"),
  OBJECT_TYPE_MISMATCH("ObjectTypeMismatch", Kind.EXPORT, "the match is of another type"),
  DATA_VALIDATION_FAILED("DataValidationFailed", Kind.EXPORT, "the cloud rejects the format"),
  LARGE_OBJECT("LargeObject", Kind.EXPORT, "the object or an attribute is too big");

  /** Which step finds the error. */
  public enum Kind {
    DISCOVERY,
    SYNCHRONIZATION,
    EXPORT
  }

  private final String text;
  private final Kind kind;
  private final String meaning;

  ObjectErrorCode(Kind kind, String meaning) {
    this.text = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.kind = kind;
    this.meaning = meaning;
  }

  ObjectErrorCode(String text, Kind kind, String meaning) {
    this.text = text;
    this.kind = kind;
    this.meaning = meaning;
  }

  /** The form of run history: {@code cd-missing-object}, {@code AttributeValueMustBeUnique}. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /** One line for an operator. */
  public String meaning() {
    return meaning;
  }

  /** Whether a code is this one. */
  public boolean is(String code) {
    return text.equals(code);
  }

  /** The code with this text; empty for one that a connected system made up. */
  public static Optional<ObjectErrorCode> of(String text) {
    for (ObjectErrorCode code : values()) {
      if (code.text.equals(text)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
