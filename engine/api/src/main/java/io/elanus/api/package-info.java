/**
 * A vector database as its callers see it: an {@link io.elanus.api.Engine} holds collections of
 * typed rows with vectors, builds indexes over them and searches.
 *
 * <p>Callers see names, keys and reported distances (larger is closer for IP and COSINE); ordinals,
 * segments and files stay behind the implementation. Every failure is an {@link
 * io.elanus.base.ElanusException}. No kernels, no index algorithms, no database: a client of a
 * remote server needs this module alone.
 */
package io.elanus.api;
