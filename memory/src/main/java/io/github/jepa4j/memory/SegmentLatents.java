package io.github.jepa4j.memory;

import java.io.IOException;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.jspecify.annotations.Nullable;

/// The latents of one segment of an index, asked for in the order of its documents.
final class SegmentLatents {

    private final LeafReaderContext leaf;

    /// Null where no moment of the segment has a finite latent.
    private final @Nullable FloatVectorValues latents;

    private final KnnVectorValues.@Nullable DocIndexIterator places;
    private final @Nullable NumericDocValues numbers;

    SegmentLatents(LeafReaderContext leaf) throws IOException {
        this.leaf = leaf;
        this.latents = leaf.reader().getFloatVectorValues(Fields.LATENT);
        this.places = latents == null ? null : latents.iterator();
        this.numbers = leaf.reader().getNumericDocValues(Fields.NUMBER);
    }

    boolean areOf(LeafReaderContext other) {
        return leaf == other;
    }

    /// Offers a document, unless its latent cannot be compared.
    ///
    /// @param document its place in the segment, above that of the one before
    void offer(int document, float[] target, Hit.Nearest nearest) throws IOException {
        if (latents == null || places == null || numbers == null) {
            return;
        }
        int place = places.docID() < document ? places.advance(document) : places.docID();
        if (place != document) {
            return;
        }
        double distance = Nearness.distance(target, latents.vectorValue(places.index()));
        if (nearest.couldTake(distance) && numbers.advanceExact(document)) {
            nearest.offer(new Hit(leaf.docBase + document, numbers.longValue(), distance));
        }
    }
}
