/** Proxies that stand before a real server and make it fail, one operation at a time. */
@NullMarked
package dev.landfall.testkit.fault;

import org.jspecify.annotations.NullMarked;
