package dev.redress.platform;

/// How hard a text is to read, by counting: nothing here knows what the words mean.
///
/// A sentence ends with `.`, `!`, `?` or the like, with a line, or with the text; so "No. 5" and "3. Mai" end one too
/// early, and a text is rather called too easy than too hard. A word is what stands between spaces, numbers included;
/// syllables are an estimate by the vowels ({@link Syllables}).
///
/// @param longWords      of four syllables or more
/// @param longestSentence in words
public record Readability(
        Measure measure, int sentences, int words, int syllables, int longWords, int longestSentence) {

    private static final int LONG = 4;

    /// The published measure of a language. Where none is defined for it, the mean sentence stands alone: a measure
    /// is not borrowed from another language, whose syllables and sentences are others.
    public enum Measure {
        /// English: the school grade (US) that reads it. Kincaid, Fishburne, Rogers and Chissom, "Derivation of new
        /// readability formulas for Navy enlisted personnel", 1975.
        FLESCH_KINCAID("Flesch-Kincaid grade", true),
        /// German: 100 is very easy, 60 to 70 is read at 13 to 15 years, below 30 takes a degree. Amstad, "Wie
        /// verständlich sind unsere Zeitungen?", 1978.
        AMSTAD("reading ease (Amstad)", false),
        /// French, on the scale of Flesch. Kandel and Moles, "Application de l'indice de Flesch à la langue
        /// française", 1958, in the coefficients that today's tools share.
        KANDEL_MOLES("reading ease (Kandel-Moles)", false),
        /// Spanish, on the scale of Flesch. Fernández Huerta, "Medidas sencillas de lecturabilidad", 1959, with words
        /// a sentence, not sentences in a hundred words, as Law corrected in LINGUIST List 22.2332.
        FERNANDEZ_HUERTA("reading ease (Fernández-Huerta)", false),
        /// Polish: the years at school it takes. Gunning's fog index, "The Technique of Clear Writing", 1952,
        /// with words of four syllables instead of three, as Jasnopis and Logios count for Polish.
        FOG_PL("FOG-PL index", true),
        /// Every other language, Arabic among them: the mean words of a sentence, and nothing about the words.
        SENTENCE_LENGTH("mean sentence length", true);

        private final String title;
        private final boolean harderAbove;

        Measure(String title, boolean harderAbove) {
            this.title = title;
            this.harderAbove = harderAbove;
        }

        public String title() {
            return title;
        }

        /// @param language a language tag such as `de`, `pt-BR` or `en_GB`
        public static Measure of(String language) {
            return switch (Languages.primary(language)) {
                case "en" -> FLESCH_KINCAID;
                case "de" -> AMSTAD;
                case "fr" -> KANDEL_MOLES;
                case "es" -> FERNANDEZ_HUERTA;
                case "pl" -> FOG_PL;
                default -> SENTENCE_LENGTH;
            };
        }
    }

    public static Readability of(String language, String text) {
        Measure measure = Measure.of(language);
        int sentences = 0;
        int words = 0;
        int syllables = 0;
        int longWords = 0;
        int longest = 0;
        int inSentence = 0;
        int at = 0;
        while (at < text.length()) {
            if (Languages.isPartOfWord(text.charAt(at))) {
                int end = Languages.endOfWord(text, at);
                int count = Syllables.of(measure, text, at, end);
                words++;
                inSentence++;
                syllables += count;
                longWords += count >= LONG ? 1 : 0;
                at = end;
            } else {
                if (inSentence > 0 && isEnd(text.charAt(at))) {
                    sentences++;
                    longest = Math.max(longest, inSentence);
                    inSentence = 0;
                }
                at++;
            }
        }
        sentences += inSentence > 0 ? 1 : 0;
        return new Readability(measure, sentences, words, syllables, longWords, Math.max(longest, inSentence));
    }

    /// Both texts as one; they are of one language.
    public Readability with(Readability other) {
        return new Readability(
                measure,
                sentences + other.sentences,
                words + other.words,
                syllables + other.syllables,
                longWords + other.longWords,
                Math.max(longestSentence, other.longestSentence));
    }

    /// The mean words of a sentence; 0 for a text without words.
    public double sentenceLength() {
        return words == 0 ? 0 : (double) words / sentences;
    }

    /// In the unit of the measure.
    public double score() {
        double length = sentenceLength();
        double perWord = words == 0 ? 0 : (double) syllables / words;
        return switch (measure) {
            case FLESCH_KINCAID -> 0.39 * length + 11.8 * perWord - 15.59;
            case AMSTAD -> 180 - length - 58.5 * perWord;
            case KANDEL_MOLES -> 207 - 1.015 * length - 73.6 * perWord;
            case FERNANDEZ_HUERTA -> 206.84 - 1.02 * length - 60 * perWord;
            case FOG_PL -> 0.4 * (length + (words == 0 ? 0 : 100.0 * longWords / words));
            case SENTENCE_LENGTH -> length;
        };
    }

    /// Whether the text is harder than a text of that score; one without words never is.
    public boolean isHarderThan(double limit) {
        return words > 0 && (measure.harderAbove ? score() > limit : score() < limit);
    }

    private static boolean isEnd(char c) {
        return switch (c) {
            case '.', '!', '?', '…', '؟', '۔', '。', '！', '？', '।', '\n', '\r' -> true;
            default -> false;
        };
    }
}
