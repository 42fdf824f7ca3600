package dev.redress.appeal;

import java.util.List;
import java.util.Locale;

/// What a request says of the reader's language.
///
/// @param path of the page
/// @param language chosen by a link of the page; null when none was
/// @param accepted by the browser, best first
record Asked(String path, String language, List<Locale> accepted) {}
