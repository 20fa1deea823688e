package io.github.jepa4j.cli;

import io.github.jepa4j.media.ClipCutting;
import java.util.ArrayList;
import java.util.List;

/// How long videos are of which one clip each is looked at, and what of that somebody may not have meant.
final class VideoLengths {

    private int videos;
    private int ofImages;
    private int longest;

    /// A video that was read.
    ///
    /// @param frames   how many it has
    /// @param isImages whether they are numbered images
    void add(int frames, boolean isImages) {
        videos++;
        ofImages += isImages ? 1 : 0;
        longest = Math.max(longest, frames);
    }

    /// A sentence each; none where all was as whoever asks expects.
    ///
    /// @param cutting of each video, into one clip
    List<String> remarks(ClipCutting cutting) {
        List<String> remarks = new ArrayList<>();
        int stride = cutting.frames().stride();
        int seen = stride * (cutting.frames().most() - 1) + 1;
        if (stride > 0 && longest >= seen + stride) {
            remarks.add(
                    "Note: of each video the first %d frames were looked at, of up to %d; a stride of 0 spreads those that are looked at over the whole video."
                            .formatted(seen, longest));
        }
        if (videos > 0 && ofImages == videos) {
            remarks.add(
                    "Note: numbered images were read as the frames of %d %s; with --frames 1 each is looked at as an image of its own."
                            .formatted(videos, videos == 1 ? "video" : "videos"));
        }
        return remarks;
    }
}
