package dev.landfall.core.connector;

/** Takes what an import reads. Called by one thread. */
public interface ImportSink {

  /** An object that exists. May come several times; the last state wins. */
  void object(ImportedObject object);

  /** A portion of references of an object given before. */
  void references(ImportedReferences portion);

  /** The object is gone, or left the selected containers. Unknown anchors are ignored. */
  void deleted(Anchor anchor);

  /**
   * One object could not be read ({@code code} from the discovery errors of the engine, e.g. {@code
   * invalid-attribute-value}). The import goes on; a full import with such errors obsoletes
   * nothing.
   */
  void failed(String dnOrAnchor, String code, String message);

  /** Something about a container or an object deserves a look; the import goes on as usual. */
  void warning(String object, String code, String message);

  /**
   * A page is complete: everything given so far may be made durable. Connectors call it often
   * enough that a page stays small (about 500 objects or 5,000 references).
   *
   * @param resume where the import could be taken up again if it were cut off now; null in the
   *     midst of a read that can only start over
   */
  void page(@org.jspecify.annotations.Nullable Watermark resume);
}
