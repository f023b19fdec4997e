/** How the application proves who it is, and the access tokens that come of it. */
@NullMarked
package dev.landfall.connectors.graph.signin;

import org.jspecify.annotations.NullMarked;
