// SPDX-License-Identifier: Apache-2.0
/**
 * Encoding of table rows as numbers for the networks, and decoding of generated numbers to table rows.
 * {@link io.nifigan.encode.EncoderFitter} fits an {@link io.nifigan.encode.Encoding} to each column;
 * {@link io.nifigan.encode.TableEncoder} encodes rows and {@link io.nifigan.encode.ValueDecoder} decodes them. A new
 * kind of encoding implements {@link io.nifigan.encode.EncodingKind}.
 */
package io.nifigan.encode;
