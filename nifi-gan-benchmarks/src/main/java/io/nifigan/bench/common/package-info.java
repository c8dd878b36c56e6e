// SPDX-License-Identifier: Apache-2.0
/** What the commands share: options, the files that they read and write, and the results that they print. */
package io.nifigan.bench.common;
