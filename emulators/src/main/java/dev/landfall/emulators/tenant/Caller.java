package dev.landfall.emulators.tenant;

import java.util.Set;

/**
 * The application that signed in.
 *
 * @param roles its application permissions, as the token holds them
 */
record Caller(String appId, Set<String> roles) {}
