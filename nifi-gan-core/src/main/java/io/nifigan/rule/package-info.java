// SPDX-License-Identifier: Apache-2.0
/**
 * Relations between columns that hold in every row, such as sums, orders, lookups and columns that are missing
 * together. {@link io.nifigan.rule.RuleFinder} finds them and adds those of the user, whose syntax is that of
 * {@link io.nifigan.rule.RuleText}. Generated rows keep all {@link io.nifigan.rule.Rule}s.
 */
package io.nifigan.rule;
