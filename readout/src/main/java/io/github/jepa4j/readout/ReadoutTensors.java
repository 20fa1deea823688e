package io.github.jepa4j.readout;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.PerceptronReadout;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Readouts as tensors and one line of metadata.
final class ReadoutTensors {

    static final String CARD = "readouts";
    static final String PREFIX = "readout.";

    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private ReadoutTensors() {}

    /// What the metadata say.
    record Card(int version, double coverage, List<Entry> signals, Map<String, String> provenance) {}

    /// What they say of a readout.
    ///
    /// @param dimension `D`
    /// @param hidden    `U`, 0 where it is linear
    /// @param horizon   `H`, up to which its errors are known
    record Entry(String name, String unit, int dimension, int hidden, int horizon) {
        Entry {
            if (dimension < 1 || hidden < 0 || horizon < 0) {
                throw new IllegalArgumentException(
                        "The readout of %s is for %d latent dimensions, with %d hidden units, up to %d steps ahead; there must be at least 1 dimension, 0 units and 0 steps.\nMaybe the file was edited."
                                .formatted(name, dimension, hidden, horizon));
            }
        }
    }

    static Readouts read(SafeTensors file) {
        String json = file.metadata().get(CARD);
        if (json == null) {
            throw new IllegalArgumentException(
                    "It holds no readouts: its metadata lack %s.\nMaybe teach it some first: jepa4j readout --help."
                            .formatted(CARD));
        }
        Card card = parse(json);
        if (card.version() != VERSION) {
            throw new IllegalArgumentException(
                    "Its readouts are of version %d, but only %d is known.\nMaybe it was written by a newer version of this program."
                            .formatted(card.version(), VERSION));
        }
        List<CalibratedReadout> all = new ArrayList<>();
        for (Entry entry : card.signals()) {
            if (entry.dimension() != card.signals().getFirst().dimension()) {
                throw new IllegalArgumentException(
                        "Its readout of %s is for %d latent dimensions, but the first is for %d.\nMaybe they were put together from two models."
                                .formatted(
                                        entry.name(),
                                        entry.dimension(),
                                        card.signals().getFirst().dimension()));
            }
            all.add(read(file, entry));
        }
        return new Readouts(all, card.coverage(), card.provenance());
    }

    private static Card parse(String json) {
        try {
            Card card = JSON.readValue(json, Card.class);
            if (card == null) {
                throw new IllegalArgumentException(
                        "What its metadata say of its readouts, %s, cannot be understood.\nMaybe it was written by another version."
                                .formatted(json));
            }
            return card;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "What its metadata say of its readouts, %s, cannot be understood (%s).\nMaybe it was written by another version."
                            .formatted(json, e.getOriginalMessage()),
                    e);
        }
    }

    private static CalibratedReadout read(SafeTensors file, Entry entry) {
        String prefix = PREFIX + entry.name() + ".";
        int times = entry.horizon() + 1;
        float[] errors = file.tensor(prefix + "error", times).values();
        float[] pathErrors = file.tensor(prefix + "path_error", times).values();
        float[] weights = file.tensor(prefix + "weight", entry.dimension()).values();
        float bias = file.tensor(prefix + "bias", 1).values()[0];
        var linear = new LinearReadout(entry.name(), entry.unit(), weights, bias, errors);
        int hidden = entry.hidden();
        Readout readout = hidden == 0
                ? linear
                : new PerceptronReadout(
                        linear,
                        file.tensor(prefix + "in_weight", entry.dimension(), hidden)
                                .values(),
                        file.tensor(prefix + "in_bias", hidden).values(),
                        file.tensor(prefix + "out_weight", hidden).values());
        return new CalibratedReadout(readout, pathErrors);
    }

    /// @param dimension of the latents of the model in the file
    static SafeTensors added(SafeTensors file, Readouts readouts, int dimension) {
        Map<String, Tensor> tensors = new TreeMap<>(file.tensors());
        tensors.keySet().removeIf(Readouts::isTensor);
        List<Entry> entries = new ArrayList<>();
        for (CalibratedReadout one : readouts.all()) {
            Entry entry = put(one, tensors);
            if (entry.dimension() != dimension) {
                throw new IllegalArgumentException(
                        "The readout of %s is for %d latent dimensions, but the model has %d.\nMaybe it was learned for another model."
                                .formatted(entry.name(), entry.dimension(), dimension));
            }
            entries.add(entry);
        }
        Map<String, String> metadata = new TreeMap<>(file.metadata());
        var card = new Card(VERSION, readouts.coverage(), entries, readouts.provenance());
        metadata.put(CARD, JSON.writeValueAsString(card));
        return new SafeTensors(tensors, metadata);
    }

    private static Entry put(CalibratedReadout one, Map<String, Tensor> tensors) {
        Readout readout = one.readout();
        String prefix = PREFIX + readout.name() + ".";
        int hidden = 0;
        LinearReadout linear;
        switch (readout) {
            case LinearReadout itself -> linear = itself;
            case PerceptronReadout bent -> {
                linear = bent.linear();
                hidden = bent.inBiases().length;
                int dimension = linear.weights().length;
                tensors.put(prefix + "in_weight", new Tensor(new int[] {dimension, hidden}, bent.inWeights()));
                tensors.put(prefix + "in_bias", vector(bent.inBiases()));
                tensors.put(prefix + "out_weight", vector(bent.outWeights()));
            }
            default ->
                throw new IllegalArgumentException(
                        "The readout of %s, %s, is of no kind that a file can keep; linear ones and perceptrons are.\nMaybe keep it in code, beside the model."
                                .formatted(readout.name(), readout));
        }
        if (one.pathErrors().length != linear.errors().length) {
            throw new IllegalArgumentException(
                    "The readout of %s has errors up to %d steps ahead and path errors up to %d; they must go equally far.\nMaybe one of them was calibrated again."
                            .formatted(readout.name(), linear.errors().length - 1, one.pathErrors().length - 1));
        }
        tensors.put(prefix + "weight", vector(linear.weights()));
        tensors.put(prefix + "bias", vector(new float[] {linear.bias()}));
        tensors.put(prefix + "error", vector(linear.errors()));
        tensors.put(prefix + "path_error", vector(one.pathErrors()));
        return new Entry(readout.name(), readout.unit(), linear.weights().length, hidden, linear.errors().length - 1);
    }

    private static Tensor vector(float[] values) {
        return new Tensor(new int[] {values.length}, values);
    }
}
