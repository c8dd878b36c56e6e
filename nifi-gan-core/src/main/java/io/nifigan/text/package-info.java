// SPDX-License-Identifier: Apache-2.0
/** Properties of texts: the dialect of a CSV file, and the parts of a cell that holds JSON, a list or coordinates. */
package io.nifigan.text;
