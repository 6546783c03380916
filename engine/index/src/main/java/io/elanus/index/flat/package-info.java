/** FLAT: all rows, searched exactly; and the search of rows that have no index yet. */
package io.elanus.index.flat;
