/** The service as a process of its own: what signals, a crash and other commands do to it. */
@NullMarked
package dev.landfall.app.service;

import org.jspecify.annotations.NullMarked;
