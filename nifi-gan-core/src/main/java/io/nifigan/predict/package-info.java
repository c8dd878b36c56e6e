// SPDX-License-Identifier: Apache-2.0
/** Prediction of a number from the other columns of its row, where these nearly determine it. */
package io.nifigan.predict;
