// SPDX-License-Identifier: Apache-2.0
/** The program {@code ./demo}, and the classes that start a real NiFi and control it through its REST API. */
package io.nifigan.demo;
