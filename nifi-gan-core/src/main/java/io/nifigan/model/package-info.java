// SPDX-License-Identifier: Apache-2.0
/**
 * The trained model as one immutable value, and its file format. The format is described in
 * docs/reference/model-format.md.
 */
package io.nifigan.model;
