/**
 * Tests that see the whole: the contract of an engine, crashes, faults of the disk, damage, and the
 * architecture.
 *
 * <p>May depend on everything; nothing depends on it.
 */
package io.elanus.testkit;
