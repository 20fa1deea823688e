package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Risk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What it costs to go on from each of several places that macro-actions lead between, where some lead to one place or
/// another by chance: what is chosen in each place is what costs least, by a measure of risk over where it may lead.
/// So a way is a policy: what is done next depends on where one came out.
///
/// Method: value iteration (Bellman, 1957), from staying for ever in each place down.
final class CostsToGo {

    private static final int SWEEPS = 1000;
    private static final double LITTLE = 1e-6;

    private final Risk risk;
    private final double[] staying;
    private final double[] costs;
    private final List<Edge> edges;
    private final int[] chosen;
    private final int[] changed; // when each place's cost did, counted by changes and looks
    private final int[] looked; // when each edge was looked at
    private int now = 1;

    /// Something that can be done in a place.
    ///
    /// @param cost    of it, above 0
    /// @param places  it may lead to
    /// @param chances of each
    record Edge(int from, double cost, int[] places, float[] chances) {}

    /// @param staying what it costs to stay in each place for ever
    CostsToGo(double[] staying, List<Edge> edges, Risk risk) {
        this.staying = staying.clone();
        this.risk = risk;
        this.edges = List.copyOf(edges);
        costs = staying.clone();
        chosen = new int[staying.length];
        changed = new int[staying.length];
        looked = new int[this.edges.size()];
        Arrays.fill(chosen, -1);
        Arrays.fill(changed, now);
        for (int sweep = 0; sweep < SWEEPS && sweep(); sweep++) {
            // until nothing changes
        }
    }

    /// Over all edges where something changed ahead since they were looked at: else they would tell the same.
    ///
    /// @return whether any cost changed
    private boolean sweep() {
        int begun = now;
        for (int i = edges.size() - 1; i >= 0; i--) {
            Edge edge = edges.get(i);
            if (!isFresh(edge, looked[i])) {
                continue;
            }
            looked[i] = now;
            double cost = edge.cost() + ahead(edge);
            if (cost < costs[edge.from()] - LITTLE) {
                costs[edge.from()] = cost;
                chosen[edge.from()] = i;
                changed[edge.from()] = ++now;
            }
        }
        return now > begun;
    }

    private boolean isFresh(Edge edge, int since) {
        boolean isFresh = false;
        for (int place : edge.places()) {
            isFresh |= changed[place] > since;
        }
        return isFresh;
    }

    private double ahead(Edge edge) {
        if (edge.places().length == 1) {
            return costs[edge.places()[0]];
        }
        float[] badness = new float[edge.places().length];
        for (int i = 0; i < badness.length; i++) {
            badness[i] = (float) costs[edge.places()[i]];
        }
        double[] weights = risk.weights(badness, edge.chances());
        double sum = 0;
        for (int i = 0; i < badness.length; i++) {
            sum += weights[i] == 0 ? 0 : weights[i] * costs[edge.places()[i]];
        }
        return sum;
    }

    /// From a place, by what is chosen in each, to where it is best to stay; where chance decides, to what is
    /// likeliest.
    List<Integer> way(int from) {
        List<Integer> way = new ArrayList<>(List.of(from));
        int place = from;
        while (chosen[place] >= 0 && costs[place] < staying[place] && way.size() <= costs.length) {
            Edge edge = edges.get(chosen[place]);
            int likeliest = 0;
            for (int i = 1; i < edge.chances().length; i++) {
                likeliest = edge.chances()[i] > edge.chances()[likeliest] ? i : likeliest;
            }
            place = edge.places()[likeliest];
            way.add(place);
        }
        return way;
    }

    /// By what is chosen.
    double cost(int place) {
        return costs[place];
    }
}
