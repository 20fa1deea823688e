@SuppressWarnings("requires-automatic") // JCodec is no module
module io.github.jepa4j.media {
    requires static org.jspecify;
    requires static jcodec;
    requires io.github.jepa4j.run;
    requires io.github.jepa4j.tensor;
    requires java.desktop;
    requires transitive io.github.jepa4j.world;

    exports io.github.jepa4j.media;

    uses io.github.jepa4j.media.VideoDecoder;
}
