/**
 * A vector database as its callers see it: an {@link io.elanus.api.Engine} holds collections of
 * typed rows with vectors, builds indexes over them and searches.
 *
 * <p>Answers are columns: a {@link io.elanus.api.SearchResult} holds the hits of all its queries in
 * one array for each field, and a query passes a whole collection in {@link io.elanus.api.RowPages
 * pages}. Requests check themselves when they are made, but for the parameters of an index or a
 * search, which whoever knows the index checks. What takes long is a {@link io.elanus.api.Job} with
 * progress, or can be given up by a {@link io.elanus.base.Cancellation}. A type that only others
 * know is listed by its {@link io.elanus.api.index.TypeName name} and refused where it would be
 * used.
 *
 * <p>Callers see names, keys and reported distances (larger is closer for IP and COSINE); ordinals,
 * segments and files stay behind the implementation. Every failure is an {@link
 * io.elanus.base.ElanusException}. No kernels, no index algorithms, no database: a client of a
 * remote server needs this module alone.
 */
package io.elanus.api;
