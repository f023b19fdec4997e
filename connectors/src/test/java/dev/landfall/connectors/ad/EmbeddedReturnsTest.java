package dev.landfall.connectors.ad;

class EmbeddedReturnsTest extends AdReturnsContract {
  @Override
  AdLab open() {
    return new EmbeddedLab();
  }
}
