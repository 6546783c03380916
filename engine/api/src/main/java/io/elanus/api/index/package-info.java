/**
 * Index types, metrics, and the parameter table: every index type with the data and metrics it fits
 * and its parameters, each declared once.
 *
 * <p>Validation, prompts, completion, help and manual pages read it; nothing repeats its ranges and
 * defaults; the index algorithms and the defaults that are fitted to data name parameters as it
 * does. {@link io.elanus.api.index.IndexTypes} is the way in; {@code ParameterTable} holds the
 * declarations. Values, ranges and defaults follow Milvus 2.3 and Knowhere 2.2, the library below
 * it.
 */
package io.elanus.api.index;
