package dev.landfall.app.rehearse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a tenant file may lack, since Graph does not tell it to everybody or to nobody.
 *
 * @param features which features of directory synchronization are on
 * @param synchronizedAttributes what directory synchronization sent
 */
record TenantHints(boolean features, boolean synchronizedAttributes) {
  private static final String FEATURES = "onPremisesSynchronization";
  private static final String SENT = "syncedAttributes";

  static TenantHints of(Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    boolean features = false;
    boolean sent = false;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine();
          line != null && !(features && sent);
          line = reader.readLine()) {
        // Reading every line as JSON would double the time of an import.
        if ((!features && line.contains(FEATURES)) || (!sent && line.contains(SENT))) {
          JsonNode node = mapper.readTree(line);
          features |= node.path("kind").asText().equals(FEATURES);
          sent |= node.has(SENT);
        }
      }
    }
    return new TenantHints(features, sent);
  }
}
