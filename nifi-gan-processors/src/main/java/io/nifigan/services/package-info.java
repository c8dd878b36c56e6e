// SPDX-License-Identifier: Apache-2.0
/**
 * Model stores: controller services that keep the versions of trained models, in a directory or in a map cache. A
 * version is published completely or not at all, and never changes.
 */
package io.nifigan.services;
