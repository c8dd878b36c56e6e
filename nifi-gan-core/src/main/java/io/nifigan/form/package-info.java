// SPDX-License-Identifier: Apache-2.0
/** The forms in which people write numbers, dates and times: how a text is read, and how it is written back. */
package io.nifigan.form;
