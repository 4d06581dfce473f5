package org.emconverge.validation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * The states of many variables that maximise a sum of terms of one and of two variables each. Variables are eliminated
 * one after the other (Bertelè and Brioschi 1972, Nonserial Dynamic Programming), the one with the smallest table
 * first, which is exact. Where even the smallest table is too large, that variable is first set to the state that is
 * best if every neighbour takes the one that suits it best: an optimistic guess, and the only place where the maximum
 * may be missed. Of equal ones the lower state of the variable eliminated last is taken.
 */
final class PairwiseMaximum {
    /** Largest table, entries. */
    private static final int LARGEST_TABLE = 200_000;

    /** A term: its variables, ascending, and its values, the last variable running fastest. */
    private record Term(int[] variables, double[] values) {}

    /** How the best state of an eliminated variable follows from others'. */
    private record Step(int variable, int[] given, int[] best) {}

    private final int[] states;
    private final List<List<Term>> terms = new ArrayList<>();
    private final double[][] own;

    PairwiseMaximum(int[] states) {
        this.states = states.clone();
        this.own = new double[states.length][];
        for (int v = 0; v < states.length; v++) {
            own[v] = new double[states[v]];
            terms.add(new ArrayList<>());
        }
    }

    void add(int variable, int state, double value) {
        own[variable][state] += value;
    }

    /** @param values by the state of the first variable, then of the second; first < second */
    void add(int first, int second, double[][] values) {
        double[] flat = new double[states[first] * states[second]];
        for (int s = 0; s < values.length; s++) {
            System.arraycopy(values[s], 0, flat, s * states[second], values[s].length);
        }
        addTerm(new Term(new int[] {first, second}, flat));
    }

    int[] solve() {
        for (int v = 0; v < states.length; v++) {
            terms.get(v).add(new Term(new int[] {v}, own[v]));
        }
        List<Step> steps = new ArrayList<>();
        long[] sizes = new long[states.length];
        TreeSet<Integer> open =
                new TreeSet<>(Comparator.comparingLong((Integer v) -> sizes[v]).thenComparing(v -> v));
        for (int v = 0; v < states.length; v++) {
            sizes[v] = size(v);
            open.add(v);
        }
        while (!open.isEmpty()) {
            int variable = open.pollFirst();
            int[] neighbours = neighbours(variable);
            steps.add(sizes[variable] > LARGEST_TABLE ? fix(variable) : eliminate(variable, neighbours));
            for (int neighbour : neighbours) {
                open.remove(neighbour);
                sizes[neighbour] = size(neighbour);
                open.add(neighbour);
            }
        }
        int[] solution = new int[states.length];
        for (int i = steps.size() - 1; i >= 0; i--) {
            Step step = steps.get(i);
            solution[step.variable()] = step.best()[index(step.given(), solution)];
        }
        return solution;
    }

    private void addTerm(Term term) {
        for (int variable : term.variables()) {
            terms.get(variable).add(term);
        }
    }

    private int[] neighbours(int variable) {
        return terms.get(variable).stream()
                .flatMapToInt(term -> Arrays.stream(term.variables()))
                .filter(v -> v != variable)
                .distinct()
                .sorted()
                .toArray();
    }

    /** Entries of the table that eliminating a variable takes. */
    private long size(int variable) {
        double size = states[variable];
        for (int neighbour : neighbours(variable)) {
            size *= states[neighbour];
        }
        return (long) Math.min(size, Long.MAX_VALUE);
    }

    private Step eliminate(int variable, int[] neighbours) {
        List<Term> mine = remove(variable);
        int entries = 1;
        for (int neighbour : neighbours) {
            entries *= states[neighbour];
        }
        double[] values = new double[entries];
        int[] best = new int[entries];
        int[] assignment = new int[states.length];
        for (int entry = 0; entry < entries; entry++) {
            int rest = entry;
            for (int i = neighbours.length - 1; i >= 0; i--) {
                assignment[neighbours[i]] = rest % states[neighbours[i]];
                rest /= states[neighbours[i]];
            }
            values[entry] = Double.NEGATIVE_INFINITY;
            for (int state = 0; state < states[variable]; state++) {
                assignment[variable] = state;
                double sum = 0;
                for (Term term : mine) {
                    sum += term.values()[index(term.variables(), assignment)];
                }
                if (sum > values[entry]) {
                    values[entry] = sum;
                    best[entry] = state;
                }
            }
        }
        if (neighbours.length > 0) {
            addTerm(new Term(neighbours, values));
        }
        return new Step(variable, neighbours, best);
    }

    private Step fix(int variable) {
        List<Term> mine = remove(variable);
        double[] hope = new double[states[variable]];
        for (Term term : mine) {
            double[] highest = new double[hope.length];
            Arrays.fill(highest, Double.NEGATIVE_INFINITY);
            int stride = stride(term, variable);
            for (int i = 0; i < term.values().length; i++) {
                int state = i / stride % hope.length;
                highest[state] = Math.max(highest[state], term.values()[i]);
            }
            for (int state = 0; state < hope.length; state++) {
                hope[state] += highest[state];
            }
        }
        int best = 0;
        for (int state = 1; state < hope.length; state++) {
            best = hope[state] > hope[best] ? state : best;
        }
        for (Term term : mine) {
            if (term.variables().length > 1) {
                addTerm(slice(term, variable, best));
            }
        }
        return new Step(variable, new int[0], new int[] {best});
    }

    /** A term with one variable set. */
    private Term slice(Term term, int variable, int state) {
        int stride = stride(term, variable);
        double[] values = new double[term.values().length / states[variable]];
        int next = 0;
        for (int i = 0; i < term.values().length; i++) {
            if (i / stride % states[variable] == state) {
                values[next++] = term.values()[i];
            }
        }
        return new Term(
                Arrays.stream(term.variables()).filter(v -> v != variable).toArray(), values);
    }

    private int stride(Term term, int variable) {
        int stride = 1;
        for (int i = term.variables().length - 1; term.variables()[i] != variable; i--) {
            stride *= states[term.variables()[i]];
        }
        return stride;
    }

    private List<Term> remove(int variable) {
        List<Term> mine = List.copyOf(terms.get(variable));
        for (Term term : mine) {
            for (int other : term.variables()) {
                terms.get(other).remove(term);
            }
        }
        return mine;
    }

    private int index(int[] variables, int[] assignment) {
        int index = 0;
        for (int variable : variables) {
            index = index * states[variable] + assignment[variable];
        }
        return index;
    }
}
