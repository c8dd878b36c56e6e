// SPDX-License-Identifier: Apache-2.0
/** What the other columns of a row tell of a number. */
package io.nifigan.predict;
