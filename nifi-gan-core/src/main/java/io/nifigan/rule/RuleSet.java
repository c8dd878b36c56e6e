// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The rules of a table, found or given by the user.
 *
 * @param determinants for each column that a single learnt column determines, that column
 * @param defining for each other computed or looked-up column, its rule
 * @param kept rules that do not define a column
 * @param graph which columns follow from which
 * @param allowed the rules that the user does not forbid
 * @param parts the formulas that, as the user says, hold in part of the rows
 * @param nears the formulas that, as the user says, columns are close to
 */
public record RuleSet(
        Map<Integer, Integer> determinants,
        Map<Integer, DefiningRule> defining,
        List<Rule> kept,
        DependencyGraph graph,
        Predicate<Rule> allowed,
        List<FormulaRule> parts,
        List<FormulaRule> nears) {
    RuleSet(
            final DependencyGraph graph,
            final Predicate<Rule> allowed,
            final List<FormulaRule> parts,
            final List<FormulaRule> nears) {
        this(new TreeMap<>(), new TreeMap<>(), new ArrayList<>(), graph, allowed, parts, nears);
    }

    /** Whether a column may follow from others in part of the rows: no rule determines it, nor would it itself. */
    public boolean mayFollow(final int column, final int... from) {
        return graph.allow(column, from);
    }

    /** Records that a column follows from others in part of the rows. */
    public void follow(final int column, final int... from) {
        graph.addSource(column, from);
    }

    /** Whether the user does not forbid a rule, and its columns may have one. */
    public boolean allows(final Rule rule) {
        return allowed.test(rule);
    }
}
