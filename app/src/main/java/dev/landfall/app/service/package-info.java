/**
 * What {@code landfall serve} does: cycles when they are due, and what it is asked for, one thing
 * after another. Between two cycles the store is closed, so that other commands can work with it.
 * Read {@link dev.landfall.app.service.EngineService} first.
 */
@NullMarked
package dev.landfall.app.service;

import org.jspecify.annotations.NullMarked;
