// SPDX-License-Identifier: Apache-2.0
/** ManageGANModels: lists the models of a store, and promotes, pins and deletes versions of them. */
package io.nifigan.processors.manage;
