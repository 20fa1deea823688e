package io.github.jepa4j.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/// Searches one commit of an index.
///
/// Few candidates are all looked at: that is exact, and the answer depends on the moments alone. Many are
/// searched by the graph (Malkov and Yashunin, *Efficient and robust approximate nearest neighbor search
/// using Hierarchical Navigable Small World graphs*, 2016), whose shape also depends on when segments were
/// merged; the distances it finds are then measured again, so that order and ties are those of the exact
/// search.
final class IndexSearch {

    /// The graph keeps so many candidates at least while it searches: fewer find fewer of the nearest.
    private static final int LEAST_BREADTH = 128;

    private final IndexSearcher searcher;

    IndexSearch(IndexSearcher searcher) {
        this.searcher = searcher;
    }

    long size() {
        return searcher.getIndexReader().numDocs();
    }

    /// The nearest first; of equally near ones the oldest.
    ///
    /// @param exactUpTo the most candidates that are all looked at
    List<Recalled> nearest(Query query, int exactUpTo) throws IOException {
        if (!Nearness.isComparable(query.near())) {
            return List.of();
        }
        org.apache.lucene.search.Query filter = Fields.filter(query);
        Weight passing = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        Hit.Nearest nearest = new Hit.Nearest(query.count());
        if (candidates(passing) <= exactUpTo) {
            offerAll(passing, query.near().values(), nearest);
        } else {
            offerByGraph(query, filter, nearest);
        }
        List<Recalled> found = new ArrayList<>();
        for (Hit hit : nearest.sorted()) {
            found.add(new Recalled(hit.number(), hit.distance(), moment(hit.document())));
        }
        return found;
    }

    /// No fewer than pass the filter.
    private long candidates(Weight passing) throws IOException {
        long most = 0;
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            ScorerSupplier documents = passing.scorerSupplier(leaf);
            most += documents == null ? 0 : documents.cost();
        }
        return most;
    }

    private void offerAll(Weight passing, float[] target, Hit.Nearest nearest) throws IOException {
        for (LeafReaderContext leaf : searcher.getLeafContexts()) {
            ScorerSupplier supplier = passing.scorerSupplier(leaf);
            if (supplier == null) {
                continue;
            }
            SegmentLatents latents = new SegmentLatents(leaf);
            Bits alive = leaf.reader().getLiveDocs();
            DocIdSetIterator documents = supplier.get(Long.MAX_VALUE).iterator();
            int document = documents.nextDoc();
            while (document != DocIdSetIterator.NO_MORE_DOCS) {
                if (alive == null || alive.get(document)) {
                    latents.offer(document, target, nearest);
                }
                document = documents.nextDoc();
            }
        }
    }

    private void offerByGraph(Query query, org.apache.lucene.search.Query filter, Hit.Nearest nearest)
            throws IOException {
        float[] target = query.near().values();
        int breadth = Math.max(query.count(), LEAST_BREADTH);
        var near = filter instanceof MatchAllDocsQuery
                ? new KnnFloatVectorQuery(Fields.LATENT, target, breadth)
                : new KnnFloatVectorQuery(Fields.LATENT, target, breadth, filter);
        ScoreDoc[] found = searcher.search(near, breadth).scoreDocs;
        Arrays.sort(found, Comparator.comparingInt(document -> document.doc));
        SegmentLatents latents = null;
        for (ScoreDoc document : found) {
            LeafReaderContext leaf = leaf(document.doc);
            if (latents == null || !latents.areOf(leaf)) {
                latents = new SegmentLatents(leaf);
            }
            latents.offer(document.doc - leaf.docBase, target, nearest);
        }
    }

    /// The youngest moments, the youngest first.
    List<Numbered> youngest(int count) throws IOException {
        Sort youngestFirst = new Sort(new SortField(Fields.NUMBER, SortField.Type.LONG, true));
        List<Numbered> found = new ArrayList<>();
        for (ScoreDoc hit : first(youngestFirst, count)) {
            found.add(new Numbered(value(hit.doc, Fields.NUMBER), moment(hit.doc)));
        }
        return found;
    }

    /// What goes first, in the order in which it goes.
    List<Forgettable> forgettable(Forgetting first, int count) throws IOException {
        SortField oldest = new SortField(Fields.NUMBER, SortField.Type.LONG);
        SortField leastUseful = new SortField(Fields.USEFULNESS, SortField.Type.LONG);
        List<Forgettable> found = new ArrayList<>();
        for (ScoreDoc hit :
                first(first == Forgetting.OLDEST ? new Sort(oldest) : new Sort(leastUseful, oldest), count)) {
            double usefulness = Fields.usefulness(value(hit.doc, Fields.USEFULNESS));
            found.add(new Forgettable(value(hit.doc, Fields.NUMBER), usefulness));
        }
        return found;
    }

    private ScoreDoc[] first(Sort order, int count) throws IOException {
        int most = (int) Math.min(count, size());
        return most == 0 ? new ScoreDoc[0] : searcher.search(new MatchAllDocsQuery(), most, order).scoreDocs;
    }

    private Moment moment(int document) throws IOException {
        BytesRef bytes = searcher.storedFields().document(document).getBinaryValue(Fields.BYTES);
        if (bytes == null) {
            throw missing("bytes");
        }
        double success = Fields.success(value(document, Fields.SUCCESS));
        return MomentCodec.decode(ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length), success);
    }

    private long value(int document, String field) throws IOException {
        LeafReaderContext leaf = leaf(document);
        NumericDocValues values = leaf.reader().getNumericDocValues(field);
        if (values == null || !values.advanceExact(document - leaf.docBase)) {
            throw missing(field);
        }
        return values.longValue();
    }

    private static MemoryException missing(String what) {
        return new MemoryException(
                MemoryException.Reason.DAMAGED,
                "The %s of a moment on disk cannot be found.\nMaybe its file was written by something else."
                        .formatted(what));
    }

    private LeafReaderContext leaf(int document) {
        List<LeafReaderContext> leaves = searcher.getLeafContexts();
        return leaves.get(ReaderUtil.subIndex(document, leaves));
    }
}
