package dev.landfall.testkit.connector;

import dev.landfall.core.connector.Anchor;
import dev.landfall.core.connector.AttributeChange;
import dev.landfall.core.connector.Connector;
import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.connector.ExportRequest;
import dev.landfall.core.connector.ReferenceChange;
import dev.landfall.core.connector.SystemKind;
import dev.landfall.core.schema.AttributeDefinition;
import dev.landfall.core.schema.AttributeType;
import dev.landfall.core.schema.ObjectClass;
import dev.landfall.core.schema.Schema;
import dev.landfall.core.value.AttributeName;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.Value;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

class InMemoryConnectorTest extends ConnectorContractTest {
  @Override
  protected ConnectedWorld open() {
    return new World();
  }

  private static final class World implements ConnectedWorld {
    private static final AttributeName DISPLAY_NAME = AttributeName.of("displayName");
    private final InMemoryConnector system =
        new InMemoryConnector(
            new ConnectorId("11111111-2222-3333-4444-555555555555"),
            "corp.example.com",
            SystemKind.ACTIVE_DIRECTORY,
            Schema.of(
                List.of(
                    ObjectClass.of(
                        "user",
                        List.of(AttributeDefinition.single("displayName", AttributeType.TEXT))),
                    ObjectClass.of(
                        "group",
                        List.of(
                            AttributeDefinition.single("displayName", AttributeType.TEXT),
                            AttributeDefinition.multi("member", AttributeType.REFERENCE))))));

    @Override
    public Connector connector() {
      return system;
    }

    @Override
    public Optional<Connector> withWrongCredentials() {
      return Optional.empty();
    }

    @Override
    public Optional<Connector> unreachable() {
      return Optional.empty();
    }

    private Anchor make(String type, String name) {
      String anchor = UUID.randomUUID().toString();
      system.with(anchor, dn(name), type, Attributes.builder().set("displayName", name).build());
      return new Anchor(anchor);
    }

    @Override
    public Anchor user(String name) {
      return make("user", name);
    }

    @Override
    public Anchor group(String name, Collection<Anchor> members) {
      Anchor group = make("group", name);
      members(group, members);
      return group;
    }

    private void members(Anchor group, Collection<Anchor> members) {
      system.reference(
          group.value(), "member", members.stream().map(Anchor::value).toArray(String[]::new));
    }

    @Override
    public void display(Anchor group, String displayName) {
      system.edit(group.value(), "displayName", displayName);
    }

    @Override
    public void addMember(Anchor group, Anchor member) {
      Set<Anchor> members = members(group);
      members.add(member);
      members(group, members);
    }

    @Override
    public void removeMember(Anchor group, Anchor member) {
      Set<Anchor> members = members(group);
      members.remove(member);
      members(group, members);
    }

    @Override
    public void delete(Anchor object) {
      system.without(object.value());
    }

    @Override
    public Set<Anchor> members(Anchor group) {
      Set<Anchor> members = new HashSet<>();
      system.references(group.value(), "member").forEach(it -> members.add(new Anchor(it)));
      return members;
    }

    @Override
    public Optional<String> displayed(Anchor group) {
      return system.attributes(group.value()).flatMap(all -> all.text("displayName"));
    }

    @Override
    public ExportRequest addition(
        long key, String type, String name, Collection<ReferenceChange> references) {
      return new ExportRequest(
          key,
          ExportRequest.Operation.ADD,
          type,
          Optional.empty(),
          dn(name),
          Optional.empty(),
          List.of(new AttributeChange(DISPLAY_NAME, List.of(Value.of(name)))),
          List.copyOf(references));
    }

    @Override
    public String dn(String name) {
      return "CN=" + name + ",DC=corp,DC=example,DC=com";
    }

    @Override
    public int manyMembers() {
      return 12_000;
    }

    @Override
    public void close() {
      // All in memory.
    }
  }
}
