package io.github.jepa4j.memory;

import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.NumericUtils;

/// A moment as a document of Lucene's: what of it is searched by, and how.
final class Fields {

    /// The number of its receipt: a point to delete by, a value to sort by.
    static final String NUMBER = "number";

    static final String LATENT = "latent";
    static final String BYTES = "moment";

    /// 0 to 1, or [#UNKNOWN]; updated in place when the episode ends, hence no point.
    static final String SUCCESS = "success";

    static final String USEFULNESS = "usefulness";

    private static final String TASK = "task";
    private static final String EPISODE = "episode";
    private static final String MILLIS = "millis";
    private static final String PLANNED = "planned";
    private static final String YES = "yes";

    /// In the place of NaN, which would sort above every success.
    private static final double UNKNOWN = -1;

    private Fields() {}

    static Document document(Numbered numbered) {
        Moment moment = numbered.moment();
        Document document = new Document();
        document.add(new LongPoint(NUMBER, numbered.number()));
        document.add(new NumericDocValuesField(NUMBER, numbered.number()));
        document.add(new StringField(TASK, moment.task(), Field.Store.NO));
        document.add(new StringField(EPISODE, moment.when().episode(), Field.Store.NO));
        document.add(new LongPoint(MILLIS, moment.when().millis()));
        if (Query.isPlanned(moment)) {
            document.add(new StringField(PLANNED, YES, Field.Store.NO));
        }
        for (Field field : outcome(moment.success())) {
            document.add(field);
        }
        if (Nearness.isComparable(moment.seen())) {
            float[] latent = moment.seen().values();
            document.add(new KnnFloatVectorField(LATENT, latent, VectorSimilarityFunction.EUCLIDEAN));
        }
        document.add(new StoredField(BYTES, MomentCodec.encode(moment)));
        return document;
    }

    /// What changes when an episode ends.
    static List<Field> outcome(double success) {
        double known = Double.isNaN(success) ? UNKNOWN : success;
        return List.of(
                new NumericDocValuesField(SUCCESS, NumericUtils.doubleToSortableLong(known)),
                new NumericDocValuesField(
                        USEFULNESS, NumericUtils.doubleToSortableLong(Forgetting.usefulness(success))));
    }

    static double success(long sortable) {
        double success = NumericUtils.sortableLongToDouble(sortable);
        return success == UNKNOWN ? Double.NaN : success;
    }

    static double usefulness(long sortable) {
        return NumericUtils.sortableLongToDouble(sortable);
    }

    static Term ofEpisode(String name) {
        return new Term(EPISODE, name);
    }

    static org.apache.lucene.search.Query ofNumbers(long[] numbers) {
        return LongPoint.newSetQuery(NUMBER, numbers);
    }

    /// The same as [Query#admits].
    static org.apache.lucene.search.Query filter(Query query) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        if (query.task() != null) {
            all.add(new TermQuery(new Term(TASK, query.task())), BooleanClause.Occur.FILTER);
        }
        if (query.episode() != null) {
            all.add(new TermQuery(ofEpisode(query.episode())), BooleanClause.Occur.FILTER);
        }
        if (query.planned()) {
            all.add(new TermQuery(new Term(PLANNED, YES)), BooleanClause.Occur.FILTER);
        }
        if (query.before() == Long.MIN_VALUE) {
            return new MatchNoDocsQuery();
        }
        if (query.after() != Long.MIN_VALUE || query.before() != Long.MAX_VALUE) {
            all.add(LongPoint.newRangeQuery(MILLIS, query.after(), query.before() - 1), BooleanClause.Occur.FILTER);
        }
        if (!Double.isNaN(query.leastSuccess())) {
            long least = NumericUtils.doubleToSortableLong(query.leastSuccess());
            long most = NumericUtils.doubleToSortableLong(1);
            all.add(NumericDocValuesField.newSlowRangeQuery(SUCCESS, least, most), BooleanClause.Occur.FILTER);
        }
        BooleanQuery made = all.build();
        return made.clauses().isEmpty() ? new MatchAllDocsQuery() : made;
    }
}
