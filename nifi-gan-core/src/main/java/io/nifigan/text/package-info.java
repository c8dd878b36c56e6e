// SPDX-License-Identifier: Apache-2.0
/** What texts are like: how a CSV file is written, and which parts a cell with a structure has. */
package io.nifigan.text;
