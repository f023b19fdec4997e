/**
 * What every room of the house agrees on: values, schemas, errors and the service provider
 * interfaces – {@link dev.landfall.core.connector connectors}, {@link dev.landfall.core.directory
 * the directory port}, {@link dev.landfall.core.cloud the cloud port} and {@link
 * dev.landfall.core.store the store}.
 */
@NullMarked
package dev.landfall.core;

import org.jspecify.annotations.NullMarked;
