/**
 * X.509 fields as the certificate functions show them. Start with {@link
 * dev.landfall.expression.certificate.Certificate}.
 */
@NullMarked
package dev.landfall.expression.certificate;

import org.jspecify.annotations.NullMarked;
