package dev.landfall.app.api;

import java.util.List;

/** A part of the API; it lists its routes. */
interface Resource {
  List<Route> routes();
}
