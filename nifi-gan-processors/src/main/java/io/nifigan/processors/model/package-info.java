// SPDX-License-Identifier: Apache-2.0
/**
 * Where a processor gets its model: from a FlowFile, a file or a model store. Holds the properties for it, the loading
 * and the step of verification.
 */
package io.nifigan.processors.model;
