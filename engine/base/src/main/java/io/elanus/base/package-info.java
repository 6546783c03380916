/**
 * What every module shares: the closed set of errors, cancellation, and spelling suggestions.
 *
 * <p>Depends on the JDK alone; every other module may depend on it.
 */
package io.elanus.base;
