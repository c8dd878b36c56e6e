// SPDX-License-Identifier: Apache-2.0
/**
 * HTML pages for readers without knowledge of statistics: {@link io.nifigan.report.ReportPage} shows an evaluation,
 * {@link io.nifigan.report.ModelPage} a model.
 */
package io.nifigan.report;
