/**
 * Distance kernels over dimension-major blocks of 16 vectors (PDX), of floats and of bits, with a
 * Vector API and a scalar implementation of each.
 *
 * <p>Depends on the JDK alone and is the only place that touches {@code jdk.incubator.vector}. Both
 * implementations add the terms of a distance in the same order with fused multiply-add, so they
 * return the same bits. Nothing here knows metrics: callers scale queries and pass biases so that
 * every distance has the form {@code bias + q . x}.
 */
package io.elanus.kernels;
