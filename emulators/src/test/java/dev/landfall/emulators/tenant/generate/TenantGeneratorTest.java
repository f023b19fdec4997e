package dev.landfall.emulators.tenant.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.landfall.emulators.tenant.TenantImport;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantGeneratorTest {
  private static String company(int users, int groups, long seed) throws IOException {
    StringWriter out = new StringWriter();
    new TenantGenerator(TenantGenerator.Size.of(users, groups), seed).write(out);
    return out.toString();
  }

  private static List<JsonNode> lines(String company) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : company.split("\n", -1)) {
      if (!line.isEmpty()) {
        lines.add(mapper.readTree(line));
      }
    }
    return lines;
  }

  @Test
  void theSameSeedMakesTheSameCompany() throws IOException {
    assertThat(company(300, 60, 7))
        .isEqualTo(company(300, 60, 7))
        .isNotEqualTo(company(300, 60, 8));
  }

  @Test
  void companiesOfEverySizeCanBeImported(@TempDir Path folder) throws IOException {
    for (int users : new int[] {1, 2, 13, 250}) {
      TenantImport.Summary summary =
          new TenantGenerator(TenantGenerator.Size.of(users, 40), users)
              .into(folder.resolve("u" + users), new TenantImport());
      assertThat(summary.objects()).containsEntry("user", (long) users).containsEntry("group", 40L);
    }
  }

  @Test
  void sizesAreLongTailedAndAddUp() throws IOException {
    Map<String, Integer> sizes = new HashMap<>();
    Map<String, Set<String>> members = new HashMap<>();
    Set<String> users = new HashSet<>();
    List<JsonNode> company = lines(company(2_000, 400, 3));
    for (JsonNode line : company) {
      if (line.path("kind").asText().equals("user")) {
        users.add(line.path("id").asText());
      }
      if (line.path("kind").asText().equals("members")) {
        String of = line.path("of").asText();
        for (JsonNode id : line.path("ids")) {
          assertThat(members.computeIfAbsent(of, x -> new HashSet<>()).add(id.asText()))
              .as("a member twice")
              .isTrue();
        }
        sizes.merge(of, line.path("ids").size(), Integer::sum);
      }
    }
    List<Integer> sorted = sizes.values().stream().sorted().toList();
    long sum = sorted.stream().mapToLong(Integer::longValue).sum();
    assertThat(sum).isBetween(40_000L, 65_000L);
    assertThat(sorted.get(sorted.size() / 2)).as("median").isLessThan(100);
    assertThat(sorted.get(sorted.size() - 1)).as("largest").isGreaterThan(1_000);
    assertThat(members.values().stream().flatMap(Set::stream).anyMatch(id -> !users.contains(id)))
        .as("nested groups")
        .isTrue();
  }

  @Test
  void everyKindOfGroupIsThereAndManagersFormATree() throws IOException {
    List<JsonNode> company = lines(company(500, 200, 5));
    assertThat(company)
        .anyMatch(l -> l.path("groupTypes").toString().contains("Unified"))
        .anyMatch(l -> l.path("groupTypes").toString().contains("DynamicMembership"))
        .anyMatch(l -> l.at("/writebackConfiguration/isEnabled").asBoolean())
        .anyMatch(
            l ->
                l.path("kind").asText().equals("group")
                    && l.path("onPremisesSyncEnabled").asBoolean())
        .anyMatch(l -> l.path("userType").asText().equals("Guest"));
    Map<String, String> managers = new HashMap<>();
    company.stream()
        .filter(l -> l.has("manager"))
        .forEach(l -> managers.put(l.path("id").asText(), l.path("manager").asText()));
    for (String person : managers.keySet()) {
      int steps = 0;
      for (String at = person; managers.containsKey(at); at = managers.getOrDefault(at, "")) {
        assertThat(++steps).as("managers in a circle").isLessThan(20);
      }
    }
  }
}
