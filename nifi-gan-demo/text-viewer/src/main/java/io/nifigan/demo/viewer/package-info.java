// SPDX-License-Identifier: Apache-2.0
/** The content viewer for CSV and JSON in the demo's NiFi. */
package io.nifigan.demo.viewer;
