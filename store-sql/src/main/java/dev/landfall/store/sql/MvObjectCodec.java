package dev.landfall.store.sql;

import dev.landfall.core.connector.ConnectorId;
import dev.landfall.core.store.MvObject;
import dev.landfall.core.value.Attributes;
import dev.landfall.core.value.NameMap;

/** A metaverse object in binary form, its id apart. */
final class MvObjectCodec {
  private static final int VERSION = 1;

  private final Names names;
  private final AttributesCodec attributes;

  MvObjectCodec(Names names) {
    this.names = names;
    this.attributes = new AttributesCodec(names);
  }

  byte[] write(MvObject object) {
    Bytes.Writer out = new Bytes.Writer();
    out.single(VERSION).number(names.id(object.objectType()));
    attributes.write(out, object.attributes());
    out.number(object.contributors().size());
    object
        .contributors()
        .forEach(
            (name, contributor) ->
                out.number(names.id(name.name()))
                    .number(names.id(contributor.ruleId()))
                    .number(names.id(contributor.connector().value()))
                    .number(contributor.csObject()));
    out.number(object.references().size());
    object
        .references()
        .forEach(
            (name, source) ->
                out.number(names.id(name.name()))
                    .number(names.id(source.connector().value()))
                    .number(source.csObject())
                    .number(names.id(source.attribute().name())));
    return out.done();
  }

  MvObject read(long id, byte[] body) {
    Bytes.Reader in = Bytes.Reader.version(VERSION, body);
    String objectType = names.text(in.number());
    Attributes values = attributes.attributes(in);
    NameMap.Builder<MvObject.Contributor> contributors = NameMap.builder();
    for (int rest = in.length(); rest > 0; rest--) {
      contributors.put(
          names.attribute(in.number()),
          new MvObject.Contributor(names.text(in.number()), connector(in), in.number()));
    }
    NameMap.Builder<MvObject.ReferenceSource> references = NameMap.builder();
    for (int rest = in.length(); rest > 0; rest--) {
      references.put(
          names.attribute(in.number()),
          new MvObject.ReferenceSource(connector(in), in.number(), names.attribute(in.number())));
    }
    return new MvObject(id, objectType, values, contributors.build(), references.build());
  }

  private ConnectorId connector(Bytes.Reader in) {
    return names.connector(in.number());
  }
}
