/**
 * What every module shares: the closed set of errors, cancellation, waiting for ends, wording and
 * spelling suggestions.
 *
 * <p>Depends on the JDK alone; every other module may depend on it.
 */
package io.elanus.base;
