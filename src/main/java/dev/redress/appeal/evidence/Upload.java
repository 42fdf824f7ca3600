package dev.redress.appeal.evidence;

import java.nio.file.Path;

/// A file as it came in, not looked at yet.
///
/// @param name as the sender says; may be null
/// @param mediaType as the sender says; may be null
/// @param content a temporary file, gone after the request
/// @param size bytes
public record Upload(String name, String mediaType, Path content, long size) {

    /// Whether somebody chose a file at all: a browser sends an empty part for an empty field.
    public boolean isChosen() {
        return size > 0 || (name != null && !name.isBlank());
    }
}
