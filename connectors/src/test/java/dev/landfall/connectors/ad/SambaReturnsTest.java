package dev.landfall.connectors.ad;

import org.junit.jupiter.api.Tag;

@Tag("samba")
class SambaReturnsTest extends AdReturnsContract {
  @Override
  AdLab open() throws Exception {
    return SambaLab.running();
  }
}
