/**
 * The file formats of Entra Connect: rules, connectors and the metaverse schema as its export
 * writes them. XML is read without DTDs and external entities. Read {@link
 * dev.landfall.engine.rule.xml.ConfigurationFolder} first.
 */
@NullMarked
package dev.landfall.engine.rule.xml;

import org.jspecify.annotations.NullMarked;
