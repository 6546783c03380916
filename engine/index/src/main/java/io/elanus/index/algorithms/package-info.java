/** Where an index type finds its algorithm. May depend on every package of this module. */
package io.elanus.index.algorithms;
