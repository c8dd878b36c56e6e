// SPDX-License-Identifier: Apache-2.0
/**
 * What all processors do in the same way with FlowFiles: names of attributes, routing to failure, properties for
 * columns, seeds in a cluster, work on a second thread.
 */
package io.nifigan.processors.flow;
