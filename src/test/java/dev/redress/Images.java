package dev.redress;

/// Names of container images.
final class Images {

    private Images() {}

    /// Whether the image names a version, by a tag that starts with a number or by a digest.
    static boolean isPinned(String image) {
        return image.matches("[^\\s:@]+(:\\d+)?(/[^\\s:@]+)*(:\\d[\\w.-]*|@sha256:[0-9a-f]{64})");
    }
}
