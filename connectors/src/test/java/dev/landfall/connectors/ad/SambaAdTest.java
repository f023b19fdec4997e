package dev.landfall.connectors.ad;

import org.junit.jupiter.api.Tag;

/** The same contract against a real Active Directory. */
@Tag("samba")
class SambaAdTest extends AdContract {
  @Override
  AdLab open() throws Exception {
    return SambaLab.running();
  }
}
