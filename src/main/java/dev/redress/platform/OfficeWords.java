package dev.redress.platform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Words of courts and offices that people should not have to look up, in the languages of our pages. `adjudicat-`
/// is a beginning and stands for adjudicate, adjudicated and adjudication; a word without the dash for itself.
public final class OfficeWords {

    private static final int SHORTEST = 4;

    /// By language; whether the entry is a beginning.
    private static final Map<String, NavigableMap<String, Boolean>> LISTS = Map.of(
            "en", list("""
                    adjudicat- adjudge- adversely aforementioned aforesaid appellant- appellee- determination- forthwith
                    grounds hereafter hereby herein- hereof hereto- hereunder herewith inadmissib- jurisdiction-
                    notwithstanding promulgat- pursuant remedial remediat- remedied remedies remedy remit- statutory
                    stipulat- therein- thereof thereto thereunder verdict- whereas whereby"""),
            "de", list("""
                    abhilfe- anheim- antragsteller- beschwerdeführer- diesbezüglich- ergeht etwaig- gemäß hierdurch hiermit
                    hinsichtlich kenntnisnahme maßgabe mittels nachstehend- obig- rechtsbehelf- rechtsmittel- seitens
                    stattgegeben unbeschadet unstatthaft- unverzüglich- unzulässig- vorbezeichnet- vorgenannt- vorstehend-
                    widerspruchsführer- zuwiderhandl- zwecks"""),
            "fr", list("""
                    afférent- ci-après conformément débouté- dessaisi- diligenter dudit ladite ledit lesdit- irrecevab-
                    nonobstant précité- préalablement pourvoi- recevabilité requérant- statuer stipul- subséquent- susdit-
                    susmentionné- susvisé-"""),
            "es", list("""
                    admisibilidad antedich- desestim- dictamen- dictamin- estimatori- fehaciente- improceden- inadmi-
                    incoa- interponer interpuest- mediante otrosí precitad- procedente- recurrente- subsana- susodich-"""),
            "pl", list("""
                    aczkolwiek bezskuteczn- dokonać niedopuszczaln- niezwłoczn- niniejsz- nadmieni- odnośnie orzecz- orzek-
                    przedłoż- przedmiotow- postanowieni- powyższ- skutkuj- stosownie uprzedni- wnioskodaw- wszczę-
                    zaskarż-"""),
            "ar", list("أعلاه آنفا آنفًا بموجب بمقتضى حيثيات المدعي- المذكور- المشار- وفقا وفقًا الطعن طعنا طعنًا"));

    private OfficeWords() {}

    /// Those in the text, each once and in small letters; none for a language without a list.
    public static Set<String> in(String language, String text) {
        NavigableMap<String, Boolean> list = LISTS.get(Languages.primary(language));
        if (list == null) {
            return Set.of();
        }
        Set<String> found = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length()) {
            if (Languages.isPartOfWord(text.charAt(at))) {
                int end = Languages.endOfWord(text, at);
                if (end - at >= SHORTEST) {
                    String word = withoutArticle(text.substring(at, end)).toLowerCase(Locale.ROOT);
                    if (isListed(list, word)) {
                        found.add(word);
                    }
                }
                at = end;
            } else {
                at++;
            }
        }
        return found;
    }

    /// Whatever lies between a beginning and a word in the order of the alphabet begins the same way, and a list has
    /// no two of those: the nearest entry is the only one that can be meant.
    private static boolean isListed(NavigableMap<String, Boolean> list, String word) {
        Map.Entry<String, Boolean> nearest = list.floorEntry(word);
        return nearest != null
                && (nearest.getValue() ? word.startsWith(nearest.getKey()) : word.equals(nearest.getKey()));
    }

    /// `irrecevable` of `l’irrecevable` and `d'irrecevable`.
    private static String withoutArticle(String word) {
        return word.length() > 2 && (word.charAt(1) == '’' || word.charAt(1) == '\'') ? word.substring(2) : word;
    }

    private static NavigableMap<String, Boolean> list(String words) {
        List<String> entries = List.of(words.split("\\s+"));
        NavigableMap<String, Boolean> list = new TreeMap<>();
        for (String entry : entries) {
            boolean beginning = entry.endsWith("-");
            list.put(beginning ? entry.substring(0, entry.length() - 1) : entry, beginning);
        }
        List<String> beginnings = list.keySet().stream().filter(list::get).toList();
        list.keySet()
                .removeIf(word -> beginnings.stream().anyMatch(start -> word.startsWith(start) && !word.equals(start)));
        return list;
    }
}
