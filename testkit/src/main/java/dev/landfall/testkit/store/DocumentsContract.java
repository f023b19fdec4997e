package dev.landfall.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.store.Documents;
import dev.landfall.core.store.Store;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@link Documents} promises. */
public interface DocumentsContract {
  Store store();

  private Documents documents() {
    return store().documents();
  }

  @Test
  default void documentsAreFoundByCollectionAndKey() {
    documents().put("a", "1", Map.of("text", "line\nbreak \uD83D\uDC1F", "empty", ""));
    assertThat(documents().get("a", "1"))
        .contains(Map.of("text", "line\nbreak \uD83D\uDC1F", "empty", ""));
    assertThat(documents().get("a", "2")).isEmpty();
    assertThat(documents().get("b", "1")).isEmpty();
  }

  @Test
  default void aDocumentIsReplacedAsAWhole() {
    documents().put("a", "1", Map.of("x", "1", "y", "2"));
    documents().put("a", "1", Map.of("x", "3"));
    assertThat(documents().get("a", "1")).contains(Map.of("x", "3"));
    assertThat(documents().count("a")).isEqualTo(1);
  }

  @Test
  default void documentsAreListedInOrderOfKey() {
    for (String key : new String[] {"b", "B", "a", "10", "9"}) {
      documents().put("c", key, Map.of());
    }
    assertThat(documents().list("c"))
        .extracting(Documents.Entry::key)
        .containsExactly("10", "9", "B", "a", "b");
    assertThat(documents().list("c", "9", 2))
        .extracting(Documents.Entry::key)
        .containsExactly("B", "a");
    assertThat(documents().last("c", 2)).extracting(Documents.Entry::key).containsExactly("b", "a");
  }

  @Test
  default void clearingACollectionLeavesTheOthers() {
    documents().put("a", "1", Map.of());
    documents().put("a", "2", Map.of());
    documents().put("b", "1", Map.of());
    documents().remove("b", "unknown");
    documents().clear("a");
    assertThat(documents().count("a")).isZero();
    assertThat(documents().count("b")).isEqualTo(1);
  }
}
