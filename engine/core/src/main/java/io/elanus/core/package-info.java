/**
 * The public API: an {@link io.elanus.core.Engine} holds collections of typed rows with vectors,
 * builds indexes over them and searches.
 *
 * <p>Callers see names, keys and reported distances (larger is closer for IP and COSINE); ordinals,
 * segments and files stay behind {@code io.elanus.core.embedded}. Every failure is an {@link
 * io.elanus.base.ElanusException}.
 */
package io.elanus.core;
