// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.Attack;

/**
 * An attack as defined by Giomi et al. 2022, and its successes for the test of the verdict.
 *
 * @param figure the attack's risk
 * @param trials the successes; null without held-out rows
 */
public record Measured(Attack figure, Trials trials) {}
