package dev.landfall.connectors.ad;

class EmbeddedAdTest extends AdContract {
  @Override
  AdLab open() {
    return new EmbeddedLab();
  }
}
