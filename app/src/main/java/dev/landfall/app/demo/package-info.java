/** The main job on the embedded default, narrated and proved. */
@NullMarked
package dev.landfall.app.demo;

import org.jspecify.annotations.NullMarked;
