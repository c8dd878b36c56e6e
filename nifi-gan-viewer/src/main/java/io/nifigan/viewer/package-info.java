// SPDX-License-Identifier: Apache-2.0
/** The content viewer for models and reports in NiFi. */
package io.nifigan.viewer;
