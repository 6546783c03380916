/**
 * SQ8 lists: vectors of one signed byte per dimension in lists, and the search over them that FLAT,
 * IVF_FLAT and IVF_SQ8 share.
 *
 * <p>A search reads a quarter of the memory that float32 vectors take. A list knows how far its
 * codes are from the rows they stand for; so a distance computed from codes is a lower and an upper
 * bound of the true one, and the rows that could be among the nearest are few. Their distances are
 * then computed in double precision, from the rows themselves or, in IVF_SQ8, from the codes. So
 * results are those of an exact search over the probed lists, in any order of work and for any
 * number of threads. May depend on {@code io.elanus.index}, {@code lists} and {@code kernels}.
 */
package io.elanus.index.sq8;
