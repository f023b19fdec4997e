package dev.landfall.core.connector;

/**
 * Why a connected system refused a change.
 *
 * @param code an export error code of the engine, e.g. {@code cd-existing-object}, {@code
 *     permission-issue}, {@code dn-attributes-failure}, {@code AttributeValueMustBeUnique}
 * @param message a sentence that names object and value
 * @param serverDetail the server's own diagnostic, unchanged; may be empty
 */
public record ExportError(String code, String message, String serverDetail) {}
