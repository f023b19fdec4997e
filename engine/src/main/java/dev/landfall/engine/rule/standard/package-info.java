/**
 * The rules and the metaverse schema that a fresh home starts with, as data. Read {@link
 * dev.landfall.engine.rule.standard.StandardRules} first.
 */
@NullMarked
package dev.landfall.engine.rule.standard;

import org.jspecify.annotations.NullMarked;
