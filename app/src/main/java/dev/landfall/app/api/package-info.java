/**
 * The REST API of {@code landfall serve}, on loopback alone, and the client with which the command
 * line talks to it. A resource is a class that lists its routes; from the same list the OpenAPI
 * document is made. Read {@link dev.landfall.app.api.ApiServer} first.
 */
@NullMarked
package dev.landfall.app.api;

import org.jspecify.annotations.NullMarked;
