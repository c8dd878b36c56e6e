// SPDX-License-Identifier: Apache-2.0
/** Tables put together from columns, their rows in families, and the combinations of values that rows have. */
package io.nifigan.relational.rows;
