/** {@code landfall.yaml}: what may stand in it and how it is read. */
@NullMarked
package dev.landfall.app.config;

import org.jspecify.annotations.NullMarked;
