package dev.landfall.app.api;

/** What a path names is not there: status 404. */
final class NoSuchThing extends RuntimeException {
  private static final long serialVersionUID = 1;

  NoSuchThing(String message) {
    super(message);
  }
}
