// SPDX-License-Identifier: Apache-2.0
/**
 * AugmentRecords: adds synthetic records of rare classes, fills in missing values, or makes variations of records. A
 * {@code Augmentation} is one of these tasks. The engine's {@code io.nifigan.augment} does the work.
 */
package io.nifigan.processors.augment;
