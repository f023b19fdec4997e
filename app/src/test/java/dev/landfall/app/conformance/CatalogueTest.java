package dev.landfall.app.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.core.error.ObjectErrorCode;
import dev.landfall.engine.run.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The catalogues of results and errors: readable both ways, and complete in the manual. */
class CatalogueTest {
  @Test
  void theManualExplainsEveryResultAndEveryError() throws IOException {
    String manual = Files.readString(Path.of("..", "docs", "manual.md"));
    for (ResultCode code : ResultCode.values()) {
      assertThat(manual).contains("| `" + code.text() + "` | " + code.meaning() + " |");
    }
    for (ObjectErrorCode code : ObjectErrorCode.values()) {
      assertThat(manual).contains("| `" + code.text() + "` | " + code.meaning() + " |");
    }
  }

  @Test
  void aTextLeadsBackToItsCode() {
    for (ResultCode code : ResultCode.values()) {
      assertThat(ResultCode.of(code.text())).contains(code);
    }
    for (ObjectErrorCode code : ObjectErrorCode.values()) {
      assertThat(ObjectErrorCode.of(code.text())).contains(code);
    }
    assertThat(ResultCode.of("stopped-by-magic")).isEqualTo(Optional.empty());
  }

  @Test
  void onlyWhatNobodyAskedForIsFatal() {
    assertThat(ResultCode.STOPPED_OBJECT_LIMIT.fatal()).isFalse();
    assertThat(ResultCode.STOPPED_USER_TERMINATION_FROM_WMI_OR_UI.fatal()).isFalse();
    assertThat(ResultCode.COMPLETED_SYNC_ERRORS.fatal()).isFalse();
    assertThat(ResultCode.STOPPED_ERROR_LIMIT.fatal()).isTrue();
    assertThat(ResultCode.NO_START_PARTITION_DELETE.fatal()).isTrue();
  }
}
